import type { LinkTarget } from '../../contract'

const MAX_LENGTH = 2048
const ROOM = /^[!#][^\s:/?#]+(?::[^\s/?#]+)?$/u
const USER = /^@[^\s:/?#]+:[^\s/?#]+$/u
const EVENT = /^\$[\w\-+/=:.]+$/u

const decode = (text: string): string | null => {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

const toTarget = (entity: string | null, event: string | null): LinkTarget | null => {
  if (entity === null) return null
  if (USER.test(entity)) return { kind: 'user', userId: entity }
  if (!ROOM.test(entity)) return null
  return { kind: 'room', roomIdOrAlias: entity, eventId: event !== null && EVENT.test(event) ? event : null }
}

/** `https://matrix.to/#/<id>[/<event>][?via=…]` (client-server API, "matrix.to navigation"). */
const fromMatrixTo = (url: URL): LinkTarget | null => {
  const path = url.hash.replace(/^#\/?/u, '').split('?')[0] ?? ''
  const [entity, event] = path.split('/')
  return toTarget(decode(entity ?? ''), event === undefined ? null : decode(event))
}

const SIGILS: Readonly<Record<string, string>> = { u: '@', user: '@', r: '#', room: '#', roomid: '!' }

/** `matrix:u/name:server`, `matrix:r/alias:server`, `matrix:roomid/id:server[/e/event]` ("Matrix URI scheme"). */
const fromMatrixUri = (url: URL): LinkTarget | null => {
  const [kind = '', id = '', eventKind, event] = url.pathname.replace(/^\/+/u, '').split('/')
  const sigil = SIGILS[kind]
  if (sigil === undefined) return null
  const eventId = (eventKind === 'e' || eventKind === 'event') && event !== undefined ? decode(event) : null
  return toTarget(decode(id) === null ? null : `${sigil}${decode(id) ?? ''}`, eventId === null ? null : `$${eventId}`)
}

/** What a link in a message leads to; null when it is not one of the kinds that may be opened. Total. */
export const toLinkTarget = (href: string): LinkTarget | null => {
  const trimmed = href.trim()
  if (trimmed.length > MAX_LENGTH) return null
  const url = URL.parse(trimmed)
  if (url === null || url.username !== '' || url.password !== '') return null
  switch (url.protocol) {
    case 'https:':
    case 'http:':
      if (url.hostname === 'matrix.to') return fromMatrixTo(url) ?? { kind: 'web', href: url.href }
      return { kind: 'web', href: url.href }
    case 'mailto:':
      return { kind: 'mail', href: url.href }
    case 'matrix:':
      return fromMatrixUri(url)
    case 'samverk:':
      return { kind: 'app', href: url.href }
    default:
      return null
  }
}
