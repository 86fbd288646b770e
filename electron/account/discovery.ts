import { z } from 'zod'
import { parseJson } from '../../shared/json'
import type { AgencyServices, DiscoveryError, ManualServers, ServiceName } from '../../shared/model/account'
import { failure, success, type Result } from '../../shared/result'
import { HttpError, type SendHttp } from '../net/request'
import { parseAddress, type WorkAddress } from './address'

const maxBytes = 64 * 1024

const secureUrl = z.url({ protocol: /^https$/ }).transform((url) => url.replace(/\/+$/, ''))
const service = z.object({ base_url: secureUrl })
const pattern = z.string().max(256)

// Wrong types count as absent (contracts.md): one damaged entry must not hide the others.
const wellKnownSchema = z.object({
  'm.homeserver': service.optional().catch(undefined),
  'io.element.jitsi': z.object({ preferredDomain: z.hostname() }).optional().catch(undefined),
  'im.vector.riot.jitsi': z.object({ preferredDomain: z.hostname() }).optional().catch(undefined),
  'org.samverk.services': z
    .object({
      version: z.number(),
      name: z.string().max(120).optional().catch(undefined),
      user: z.object({ matrix: pattern.optional(), files: pattern.optional() }).optional().catch(undefined),
      files: service.optional().catch(undefined),
      meetings: service.optional().catch(undefined),
      calendar: service.optional().catch(undefined)
    })
    .optional()
    .catch(undefined)
})

/**
 * Finds an agency's servers from a work address: `https://DOMAIN/.well-known/matrix/client` (Matrix client-server API,
 * server discovery, with `org.samverk.services` of contracts.md section 1).
 */
export async function discover(input: string, send: SendHttp): Promise<Result<AgencyServices, DiscoveryError>> {
  const address = parseAddress(input)
  if (!address) return failure({ code: 'addressInvalid' })
  const { domain } = address
  try {
    const answer = await send({
      url: `https://${domain}/.well-known/matrix/client`,
      maxBytes,
      mayRedirect: ({ hostname }) => hostname === domain || hostname.endsWith(`.${domain}`)
    })
    const services = answer.status === 200 ? readWellKnown(parseJson(answer.body.toString('utf8')), address) : undefined
    return services ? success(services) : failure({ code: 'agencyUnknown', domain })
  } catch (error) {
    if (error instanceof HttpError && error.code === 'timeout') return failure({ code: 'serverDown', host: domain })
    if (error instanceof HttpError && error.code === 'certificate')
      return failure({ code: 'certificate', host: domain, problem: 'unknownAuthority' })
    return failure({ code: 'agencyUnknown', domain })
  }
}

/** The services that a well-known document names for this address; undefined without a homeserver. */
export function readWellKnown(document: unknown, address: WorkAddress): AgencyServices | undefined {
  const parsed = wellKnownSchema.safeParse(document)
  const homeserver = parsed.data?.['m.homeserver']
  if (!parsed.success || !homeserver) return undefined
  const own = parsed.data['org.samverk.services']
  const jitsi = (parsed.data['io.element.jitsi'] ?? parsed.data['im.vector.riot.jitsi'])?.preferredDomain
  const meetings = own ? own.meetings?.base_url : jitsi && `https://${jitsi}`
  const calendar = own?.calendar?.base_url
  return {
    name: own?.name ?? address.domain,
    domain: address.domain,
    chat: { baseUrl: homeserver.base_url, userId: fill(own?.user?.matrix ?? '@{localpart}:{domain}', address) },
    ...(own?.files && {
      files: { baseUrl: own.files.base_url, loginName: fill(own.user?.files ?? '{localpart}', address) }
    }),
    ...(meetings !== undefined && meetings !== '' && { meetings: { baseUrl: meetings } }),
    ...(calendar !== undefined && { calendar: { baseUrl: calendar } })
  }
}

/** The services of server addresses typed by hand. A bare host means https on that host. */
export function readManual(typed: ManualServers, address: WorkAddress): Result<AgencyServices, DiscoveryError> {
  const urls: Partial<Record<ServiceName, string>> = {}
  for (const name of ['chat', 'files', 'meetings'] as const) {
    const text = typed[name].trim()
    if (text === '') continue
    const url = secureUrl.safeParse(text.includes('://') ? text : `https://${text}`)
    if (!url.success) return failure({ code: 'serverAddressInvalid', service: name })
    urls[name] = url.data
  }
  if (urls.chat === undefined) return failure({ code: 'serverAddressInvalid', service: 'chat' })
  return success({
    name: address.domain,
    domain: address.domain,
    chat: { baseUrl: urls.chat, userId: fill('@{localpart}:{domain}', address) },
    ...(urls.files !== undefined && {
      files: { baseUrl: urls.files, loginName: fill('{localpart}', address) },
      calendar: { baseUrl: `${urls.files}/remote.php/dav` }
    }),
    ...(urls.meetings !== undefined && { meetings: { baseUrl: urls.meetings } })
  })
}

/** The services of a bare domain, once the person has said who they are. */
export function nameServices(services: AgencyServices, address: WorkAddress): AgencyServices {
  const { chat, files } = services
  return {
    ...services,
    chat: { ...chat, userId: fill(chat.userId, address) },
    ...(files && { files: { ...files, loginName: fill(files.loginName, address) } })
  }
}

/** The patterns of contracts.md section 1; the name's stay as they are until there is one. */
function fill(text: string, { localpart, domain, address }: WorkAddress): string {
  const withDomain = text.replaceAll('{domain}', domain)
  if (localpart === undefined) return withDomain
  return withDomain.replaceAll('{localpart}', localpart).replaceAll('{address}', address)
}
