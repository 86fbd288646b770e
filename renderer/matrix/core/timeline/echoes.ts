import type { FileBody, ImageBody, MessageItem, Person, Reaction } from '../../contract'
import type { Echo } from '../outbox/outbox'
import { asPlain, asText, type Plain } from '../plain'
import { applyEdits } from './edits'
import { toBody, type BodyContext } from './body'
import type { SeenEvent } from './seen'

/** The address under which `download` finds the bytes of an item that is not sent yet. */
export const OUTBOX_MXC = 'outbox:'

const relationOf = (content: Plain): SeenEvent['relation'] => {
  const relation = asPlain(content['m.relates_to'])
  return {
    relType: asText(relation['rel_type']),
    eventId: asText(relation['event_id']),
    key: asText(relation['key']),
    inReplyTo: asText(asPlain(relation['m.in_reply_to'])['event_id']),
    isFallback: relation['is_falling_back'] === true
  }
}

/** An outbox item as if it had come from the server. */
export const seeEcho = (echo: Echo, ownUserId: string): SeenEvent | null => {
  const { item } = echo
  if (item.action.kind === 'redact') return null
  const type = item.action.kind === 'file' ? 'm.room.message' : item.action.type
  return {
    eventId: echo.eventId ?? `~${item.txnId}`,
    type,
    sender: ownUserId,
    ts: item.queuedTs,
    content: item.action.content,
    prevContent: {},
    stateKey: null,
    encrypted: item.mustEncrypt,
    failure: null,
    redaction: null,
    relation: relationOf(item.action.content),
    txnId: item.txnId
  }
}

const fileEcho = (echo: Echo): ImageBody | FileBody | null => {
  if (echo.item.action.kind !== 'file') return null
  const { content, mime, sizeBytes } = echo.item.action
  const info = asPlain(content['info'])
  const media = { mxc: `${OUTBOX_MXC}${echo.item.txnId}`, mime, encryption: null }
  const name = asText(content['filename']) ?? ''
  const number = (value: unknown): number | null => (typeof value === 'number' ? value : null)
  if (content['msgtype'] === 'm.image') {
    const size = { widthPx: number(info['w']), heightPx: number(info['h']) }
    return { kind: 'image', name, caption: [], media, thumbnail: null, ...size, sizeBytes }
  }
  return { kind: 'file', mediaKind: 'file', name, caption: [], media, sizeBytes, durationMs: null }
}

/** A message that waits in the outbox (or whose echo has not come), as an item at the end of the timeline. */
export const echoItem = (
  echo: Echo,
  seen: SeenEvent,
  context: { readonly body: BodyContext; readonly own: Person; readonly reply: MessageItem['reply'] }
): MessageItem => ({
  kind: 'message',
  key: echo.item.txnId,
  eventId: echo.eventId,
  txnId: echo.eventId === null ? echo.item.txnId : null,
  sender: context.own,
  own: true,
  ts: seen.ts,
  body: fileEcho(echo) ?? toBody(seen, seen.content, context.body),
  edited: false,
  hasUnreadableEdit: false,
  mentionsMe: false,
  reply: context.reply,
  reactions: [],
  thread: null,
  send: echo.send,
  shield: { level: 'none' },
  readBy: [],
  can: { edit: false, redact: false, reply: false, react: false }
})

const withReaction = (reactions: readonly Reaction[], key: string, echo: Echo, own: Person): readonly Reaction[] => {
  const ownEventId = echo.eventId ?? `${OUTBOX_MXC}${echo.item.txnId}`
  const existing = reactions.find((reaction) => reaction.key === key)
  if (existing === undefined) return [...reactions, { key, count: 1, ownEventId, people: [own] }]
  if (existing.ownEventId !== null) return reactions
  const grown = { ...existing, count: existing.count + 1, ownEventId, people: [...existing.people, own] }
  return reactions.map((reaction) => (reaction === existing ? grown : reaction))
}

const withoutReaction = (reactions: readonly Reaction[], eventId: string): readonly Reaction[] =>
  reactions
    .map((reaction) =>
      reaction.ownEventId === eventId ? { ...reaction, count: reaction.count - 1, ownEventId: null } : reaction
    )
    .filter(({ count }) => count > 0)

/** Shows on a message what is on its way to the server: own edits, reactions and deletions. */
export const withEchoes = (
  item: MessageItem,
  echoes: readonly Echo[],
  context: { readonly body: BodyContext; readonly own: Person; readonly ownUserId: string; readonly encrypted: boolean }
): MessageItem =>
  echoes.reduce((shown, echo) => {
    const { action } = echo.item
    if (echo.send.state === 'failed' && action.kind !== 'event') return shown
    if (action.kind === 'redact') {
      if (action.eventId === item.eventId)
        return { ...shown, body: { kind: 'redacted', by: context.own, reason: null }, reactions: [], send: echo.send }
      return { ...shown, reactions: withoutReaction(shown.reactions, action.eventId) }
    }
    const seen = seeEcho(echo, context.ownUserId)
    if (seen?.relation?.eventId !== item.eventId) return shown
    if (seen.relation.relType === 'm.annotation' && seen.relation.key !== null && echo.send.state !== 'failed') {
      return { ...shown, reactions: withReaction(shown.reactions, seen.relation.key, echo, context.own) }
    }
    if (seen.relation.relType === 'm.replace') {
      const original: SeenEvent = { ...seen, eventId: item.eventId ?? '', content: {}, relation: null }
      const { content } = applyEdits(original, [seen])
      return { ...shown, body: toBody(original, content, context.body), edited: true, send: echo.send }
    }
    return shown
  }, item)
