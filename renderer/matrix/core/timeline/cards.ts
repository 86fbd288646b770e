import type { FileCard, FileCardBody, MeetingCardBody } from '../../contract'
import { cleanName } from '../html/clean'
import { toLinkTarget } from '../html/links'
import { asCount, asText, isPlain, type Plain } from '../plain'

const KNOWN_VERSION = 1
const CARD_LIVES_MS = 8 * 60 * 60 * 1000

const webAddress = (value: unknown): string | null => {
  const target = typeof value === 'string' ? toLinkTarget(value) : null
  return target?.kind === 'web' && target.href.startsWith('https:') ? target.href : null
}

/** contracts.md section 4, "File card"; null when it is none. */
export const readFileCard = (content: Plain): FileCardBody | null => {
  const card = content['org.samverk.file']
  if (!isPlain(card) || asCount(card['version']) === null) return null
  const server = webAddress(card['server'])
  const fileId = asText(card['file_id'])
  if (server === null || fileId === null || !/^[\w-]{1,64}$/u.test(fileId)) return null
  const link = /https:\/\/\S+/u.exec(asText(content['body']) ?? '')
  return {
    kind: 'fileCard',
    server: server.replace(/\/$/u, ''),
    fileId,
    name: cleanName(card['name'], fileId),
    mime: asText(card['mime'])?.slice(0, 100) ?? 'application/octet-stream',
    sizeBytes: asCount(card['size']),
    url: webAddress(link?.[0])
  }
}

/** contracts.md section 4, "Live meeting card"; a live card older than 8 hours counts as ended. */
export const readMeetingCard = (content: Plain, own: boolean, now: number): MeetingCardBody | null => {
  const card = content['org.samverk.meeting']
  if (!isPlain(card) || asCount(card['version']) === null) return null
  const url = webAddress(card['url'])
  const startedTs = asCount(card['started_ts'])
  if (url === null || startedTs === null) return null
  const live = card['state'] === 'live' && now - startedTs < CARD_LIVES_MS
  return {
    kind: 'meetingCard',
    url,
    state: live ? 'live' : 'ended',
    title: cleanName(card['title'], ''),
    startedTs,
    endedTs: live ? null : asCount(card['ended_ts']),
    own
  }
}

export const fileCardContent = (card: FileCard): Plain => ({
  msgtype: 'm.text',
  body: `${card.name} ${card.url}`,
  'm.mentions': {},
  'org.samverk.file': {
    version: KNOWN_VERSION,
    server: card.server,
    file_id: card.fileId,
    name: card.name,
    mime: card.mime,
    ...(card.sizeBytes === null ? {} : { size: card.sizeBytes })
  }
})

export const meetingCardContent = (card: { readonly url: string; readonly title: string }, now: number): Plain => ({
  msgtype: 'm.text',
  body: `Möte pågår: ${card.url}`,
  'm.mentions': {},
  'org.samverk.meeting': { version: KNOWN_VERSION, url: card.url, state: 'live', started_ts: now, title: card.title }
})

/** The edit that ends a meeting card; keeps what the card said before, also fields that are not ours. */
export const endedMeetingContent = (before: Plain, now: number): Plain => {
  const card = isPlain(before['org.samverk.meeting']) ? before['org.samverk.meeting'] : {}
  const url = asText(card['url']) ?? ''
  return {
    msgtype: 'm.text',
    body: `Mötet är avslutat: ${url}`,
    'm.mentions': {},
    'org.samverk.meeting': { ...card, state: 'ended', ended_ts: now }
  }
}
