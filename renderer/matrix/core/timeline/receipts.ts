import { ReceiptType, type MatrixEvent, type Room, type Thread } from 'matrix-js-sdk'

import type { Person, TimelineItem, TimelineMeta } from '../../contract'

const SHOWN_PER_ITEM = 20
const SHOWN_AT_END = 5

/** Users whose latest receipt is on this event, without oneself. Total: a malformed receipt counts for nobody. */
export const readersOf = (keeper: Room | Thread, event: MatrixEvent, ownUserId: string): readonly string[] => {
  const ids = keeper
    .getReceiptsForEvent(event)
    .filter(({ type }) => type === ReceiptType.Read)
    .map(({ userId }) => userId)
  return [...new Set(ids)].filter((userId) => userId !== ownUserId)
}

/** Puts people under the item where they stopped reading. `readers` is keyed by item key. */
export const withReceipts = (
  items: readonly TimelineItem[],
  readers: ReadonlyMap<string, readonly string[]>,
  person: (userId: string) => Person
): readonly TimelineItem[] =>
  items.map((item) => {
    if (item.kind !== 'message') return item
    const ids = readers.get(item.key)?.filter((userId) => userId !== item.sender.id) ?? []
    return ids.length === 0 ? item : { ...item, readBy: ids.slice(0, SHOWN_PER_ITEM).map(person) }
  })

/** Who has read the newest message: those whose receipt stands on it or on something after it. */
export const readOfLast = (
  lastKey: string | null,
  lastSender: string | null,
  readers: ReadonlyMap<string, readonly string[]>,
  person: (userId: string) => Person,
  others: number
): TimelineMeta['readOfLast'] => {
  const ids = (lastKey === null ? [] : (readers.get(lastKey) ?? [])).filter((userId) => userId !== lastSender)
  return { people: ids.slice(0, SHOWN_AT_END).map(person), count: ids.length, of: Math.max(others, ids.length) }
}
