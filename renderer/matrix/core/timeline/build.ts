import { EventType, type MatrixEvent, type Room } from 'matrix-js-sdk'

import type { MessageItem, PaginationState, Person, TimelineItem, TimelineMeta } from '../../contract'
import type { Echo } from '../outbox/outbox'
import { asTexts, asPlain } from '../plain'
import { assemble, type Row } from './assemble'
import { echoItem, seeEcho, withEchoes } from './echoes'
import type { Slot } from './eventWindow'
import { replyPreview, toMessageItem, type MessageContext } from './message'
import { readersOf, readOfLast, withReceipts } from './receipts'
import { seeEvent, type SeenEvent } from './seen'
import type { TimelineSource } from './source'
import { isMessage, toCall, toStateChange } from './stateChange'
import { stateOf } from '../roomState'

export type BuildInput = {
  readonly source: TimelineSource
  readonly context: MessageContext
  readonly echoes: readonly Echo[]
  readonly typing: readonly Person[]
  readonly backwards: PaginationState
  readonly forwards: PaginationState
  readonly fetchingGap: boolean
  readonly firstUnreadEventId: string | null
  readonly loading: boolean
}

const toRow = (event: MatrixEvent, seen: SeenEvent, context: MessageContext): Row | null => {
  const by = context.person(seen.sender)
  const change = toStateChange(seen, context.person)
  if (change !== null) return { kind: 'change', eventId: seen.eventId, ts: seen.ts, by, change }
  const call = toCall(seen)
  if (call !== null) {
    return {
      kind: 'item',
      item: { kind: 'call', key: seen.eventId, eventId: seen.eventId, ts: seen.ts, sender: by, call }
    }
  }
  return isMessage(seen) ? { kind: 'item', item: toMessageItem(event, seen, context) } : null
}

/** A row of an event that nothing can be made of is left out: one bad event never costs the room. */
const rowOrNull = (event: MatrixEvent, seen: SeenEvent, context: MessageContext): Row | null => {
  try {
    return toRow(event, seen, context)
  } catch {
    return null
  }
}

type Rows = {
  readonly rows: readonly Row[]
  readonly eventIds: ReadonlySet<string>
  readonly txnIds: ReadonlySet<string>
  readonly readers: ReadonlyMap<string, readonly string[]>
}

const toRows = (slots: readonly Slot[], input: BuildInput): Rows => {
  const { context, source } = input
  const rows: Row[] = []
  const eventIds = new Set<string>()
  const txnIds = new Set<string>()
  const readers = new Map<string, readonly string[]>()
  let lastMessage: string | null = null
  for (const slot of slots) {
    if (slot.kind === 'gap') {
      rows.push({ kind: 'gap', key: slot.key, fetching: input.fetchingGap })
      continue
    }
    const seen = seeEvent(slot.event)
    eventIds.add(seen.eventId)
    if (seen.txnId !== null && seen.sender === context.ownUserId) txnIds.add(seen.txnId)
    const row = rowOrNull(slot.event, seen, context)
    if (row !== null) rows.push(row)
    if (row?.kind === 'item' && row.item.kind === 'message') lastMessage = row.item.key
    // A receipt on something that has no row of its own (an edit, a reaction) belongs to the message before.
    const here = readersOf(source.thread ?? context.room, slot.event, context.ownUserId)
    if (lastMessage !== null && here.length > 0) {
      readers.set(lastMessage, [...new Set([...(readers.get(lastMessage) ?? []), ...here])])
    }
  }
  return { rows, eventIds, txnIds, readers }
}

const echoRows = (input: BuildInput, known: Rows): readonly Row[] => {
  const { context } = input
  const own = context.person(context.ownUserId)
  return input.echoes.flatMap((echo): readonly Row[] => {
    const isHere = known.txnIds.has(echo.item.txnId) || (echo.eventId !== null && known.eventIds.has(echo.eventId))
    const seen = isHere ? null : seeEcho(echo, context.ownUserId)
    if (seen === null || !isMessage(seen)) return []
    const reply = replyPreview(seen, context)
    return [{ kind: 'item', item: echoItem(echo, seen, { body: context.body, own, reply }) }]
  })
}

const pinned = (room: Room): readonly string[] =>
  asTexts(asPlain(stateOf(room).getStateEvents(EventType.RoomPinnedEvents, '')?.getContent())['pinned']).slice(0, 100)

const lastOf = (items: readonly TimelineItem[]): MessageItem | null =>
  items.findLast((item): item is MessageItem => item.kind === 'message' && item.eventId !== null) ?? null

/** Everything that the window shows of a conversation, from what the SDK and the outbox hold now. */
export const buildTimeline = (
  input: BuildInput
): { readonly items: readonly TimelineItem[]; readonly meta: TimelineMeta } => {
  const { context } = input
  const known = toRows(input.source.slots(), input)
  const atEnd = input.forwards === 'end'
  const rows = [...known.rows, ...(atEnd ? echoRows(input, known) : [])]
  const overlay = {
    body: context.body,
    own: context.person(context.ownUserId),
    ownUserId: context.ownUserId,
    encrypted: false
  }
  const shown = rows.map((row): Row =>
    row.kind === 'item' && row.item.kind === 'message' && row.item.eventId !== null
      ? { kind: 'item', item: withEchoes(row.item, input.echoes, overlay) }
      : row
  )
  const marks = {
    firstUnreadEventId: input.firstUnreadEventId,
    atBeginning: input.backwards === 'end' && !context.isThread
  }
  const items = withReceipts(assemble(shown, marks), known.readers, context.person)
  const last = lastOf(items)
  const others = context.room.getJoinedMemberCount() - 1 - (last === null || last.own ? 0 : 1)
  return {
    items,
    meta: {
      backwards: input.backwards,
      forwards: input.forwards,
      typing: input.typing,
      readOfLast: readOfLast(last?.key ?? null, last?.sender.id ?? null, known.readers, context.person, others),
      firstUnreadEventId: input.firstUnreadEventId,
      pinnedEventIds: pinned(context.room),
      loading: input.loading
    }
  }
}
