import { z } from 'zod'
import type { Meeting, MeetingConfig } from '../../shared/model/meeting'

const domain = z.string().regex(/^[a-z0-9.-]{1,253}$/)
const url = z.string().max(2048)
const optional = <T extends z.ZodType>(type: T) => type.optional().catch(undefined)

// Wrong types count as absent: one odd setting must not keep people out of their meeting.
const schema = z.object({
  hosts: z.object({
    domain,
    muc: domain,
    focus: optional(domain),
    anonymousdomain: optional(domain)
  }),
  websocket: optional(url),
  bosh: optional(url),
  websocketKeepAliveUrl: optional(url),
  conferenceRequestUrl: optional(url),
  focusUserJid: optional(z.string().regex(/^[^\s@/]{1,64}@[a-z0-9.-]{1,253}$/)),
  hiddenDomain: optional(domain),
  p2p: optional(z.object({ enabled: optional(z.boolean()) })),
  resolution: optional(z.number()),
  channelLastN: optional(z.number())
})

/**
 * Takes from a deployment's settings what a meeting needs. Addresses must be encrypted and on the meeting host, below
 * it, or on a host that `isAllowed` knows; everything that speaks of third parties is left where it was.
 * @returns undefined when the settings do not say how to connect.
 */
export function readConfig(
  settings: unknown,
  { host, room }: Pick<Meeting, 'host' | 'room'>,
  isAllowed: (host: string) => boolean
): MeetingConfig | undefined {
  const parsed = schema.safeParse(settings)
  if (!parsed.success) return undefined
  const given = parsed.data
  const own = (text: string | undefined, protocols: readonly string[]) =>
    text === undefined ? undefined : ownUrl(text, host, protocols, isAllowed)
  const service = own(given.websocket, ['wss:']) ?? own(given.bosh, ['https:'])
  if (!service) return undefined
  const keepAlive = own(given.websocketKeepAliveUrl, ['https:'])
  const request = own(given.conferenceRequestUrl, ['https:'])
  const hosts = [host, service.host, keepAlive?.host, request?.host].filter((one) => one !== undefined)
  return {
    domain: given.hosts.domain,
    muc: given.hosts.muc,
    focus: given.hosts.focus,
    anonymousDomain: given.hosts.anonymousdomain,
    // Without the room the meeting server cannot moderate.
    serviceUrl: withRoom(service, room),
    keepAliveUrl: keepAlive && withRoom(keepAlive, room),
    conferenceRequestUrl: request && withRoom(request, room),
    focusUserJid: given.focusUserJid,
    hiddenDomain: given.hiddenDomain,
    p2pEnabled: given.p2p?.enabled ?? true,
    resolution: clamp(given.resolution ?? 720, 180, 1080),
    lastN: clamp(given.channelLastN ?? -1, -1, 100),
    hosts: [...new Set(hosts)]
  }
}

function ownUrl(
  text: string,
  host: string,
  protocols: readonly string[],
  isAllowed: (host: string) => boolean
): URL | undefined {
  // Docker-style settings may leave out the protocol.
  const full = text.startsWith('//') ? `${protocols[0] ?? 'https:'}${text}` : text
  if (!URL.canParse(full)) return undefined
  const url = new URL(full)
  const isOwn = url.host === host || url.host.endsWith(`.${host}`) || isAllowed(url.hostname)
  return protocols.includes(url.protocol) && isOwn && url.username === '' ? url : undefined
}

function withRoom(url: URL, room: string): string {
  const result = new URL(url)
  result.searchParams.set('room', room)
  return result.href
}

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, Math.round(value)))
