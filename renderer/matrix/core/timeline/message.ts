import { NotificationCountType, type EventTimelineSet, type MatrixEvent, type Room, type Thread } from 'matrix-js-sdk'

import type { MessageBody, MessageItem, Person, ReplyPreview, Shield, ThreadSummary } from '../../contract'
import { applyEdits } from './edits'
import { mentionsUser, toBody, toOneLine, type BodyContext } from './body'
import { editsOf, reactionsOf, type BundledEdits } from './relations'
import type { ReplyTargets } from './replies'
import { seeEvent, type SeenEvent } from './seen'

export type MessageContext = {
  readonly room: Room
  readonly set: EventTimelineSet
  readonly ownUserId: string
  readonly person: (userId: string) => Person
  readonly body: BodyContext
  readonly bundled: BundledEdits
  readonly replies: ReplyTargets
  readonly touch: () => void
  readonly shieldOf: (event: MatrixEvent) => Shield
  readonly mayRedactOthers: boolean
  readonly maySend: boolean
  readonly isThread: boolean
}

const bodyOf = (event: SeenEvent, content: SeenEvent['content'], context: MessageContext): MessageBody => {
  if (event.redaction === null) return toBody(event, content, context.body)
  const by = event.redaction.by
  return { kind: 'redacted', by: by === null ? null : context.person(by), reason: event.redaction.reason }
}

/** The content that counts, after edits. */
const currentContent = (
  event: MatrixEvent,
  seen: SeenEvent,
  context: Pick<MessageContext, 'set' | 'bundled' | 'touch'>
): ReturnType<typeof applyEdits> =>
  applyEdits(seen, editsOf(context.set, event, context.bundled.get(event, context.touch)))

export const replyPreview = (seen: SeenEvent, context: MessageContext): ReplyPreview | null => {
  const eventId = seen.relation?.inReplyTo ?? null
  if (eventId === null || seen.relation?.isFallback === true || seen.redaction !== null) return null
  const target = context.replies.get(context.room, eventId)
  if (target === 'loading' || target === 'gone') return { eventId, sender: null, text: '', state: target }
  const other = seeEvent(target)
  const sender = context.person(other.sender)
  if (other.failure !== null) return { eventId, sender, text: '', state: 'undecryptable' }
  if (other.redaction !== null) return { eventId, sender, text: '', state: 'gone' }
  const { content } = currentContent(target, other, context)
  return { eventId, sender, text: toOneLine(toBody(other, content, context.body)), state: 'ready' }
}

const PEOPLE_SHOWN = 3

const threadSummary = (thread: Thread, context: MessageContext): ThreadSummary | null => {
  if (thread.length === 0) return null
  const last = thread.replyToEvent
  const seen = last === null ? null : seeEvent(last)
  const people = [...new Set(thread.events.map((event) => event.getSender()).filter((id) => id !== undefined))]
  const unread = (type: NotificationCountType): number => context.room.getThreadUnreadNotificationCount(thread.id, type)
  return {
    rootId: thread.id,
    replies: thread.length,
    lastTs: seen?.ts ?? 0,
    lastSender: seen === null ? null : context.person(seen.sender),
    lastText: seen === null || seen.failure !== null ? '' : toOneLine(toBody(seen, seen.content, context.body)),
    people: people.slice(-PEOPLE_SHOWN).map(context.person),
    unread: unread(NotificationCountType.Total),
    mentions: unread(NotificationCountType.Highlight)
  }
}

/** A message of the server as an item; receipts are added afterwards. */
export const toMessageItem = (event: MatrixEvent, seen: SeenEvent, context: MessageContext): MessageItem => {
  const { content, edited, hasUnreadableEdit } = currentContent(event, seen, context)
  const body = bodyOf(seen, content, context)
  const own = seen.sender === context.ownUserId
  const readable = seen.redaction === null && seen.failure === null
  const thread = context.isThread ? null : (context.room.getThread(seen.eventId) ?? null)
  return {
    kind: 'message',
    key: own && seen.txnId !== null ? seen.txnId : seen.eventId,
    eventId: seen.eventId,
    txnId: null,
    sender: context.person(seen.sender),
    own,
    ts: seen.ts,
    body,
    edited,
    hasUnreadableEdit,
    mentionsMe: readable && !own && mentionsUser(content, context.ownUserId),
    reply: replyPreview(seen, context),
    reactions: readable ? reactionsOf(context.set, seen.eventId, context.ownUserId, context.person) : [],
    thread: thread === null ? null : threadSummary(thread, context),
    send: { state: 'sent' },
    shield: context.shieldOf(event),
    readBy: [],
    can: {
      edit: own && readable && context.maySend && body.kind === 'text' && body.style !== 'notice',
      redact: seen.redaction === null && (own || context.mayRedactOthers),
      reply: readable && context.maySend,
      react: readable && context.maySend
    }
  }
}
