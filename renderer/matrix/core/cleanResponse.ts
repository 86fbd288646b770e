import { isPlain } from './plain'

/** Lists of events in answers of the client-server API. */
const EVENT_LISTS = new Set(['events', 'chunk', 'events_before', 'events_after', 'state'])

const isEvent = (value: unknown): boolean =>
  isPlain(value) &&
  typeof value['type'] === 'string' &&
  isPlain(value['content']) &&
  (value['sender'] === undefined || typeof value['sender'] === 'string') &&
  (value['state_key'] === undefined || typeof value['state_key'] === 'string') &&
  (value['event_id'] === undefined || typeof value['event_id'] === 'string')

/** A receipt whose shape is wrong makes the SDK drop the whole sync response. */
const isReceiptEvent = (event: unknown): boolean =>
  isPlain(event) &&
  isPlain(event['content']) &&
  Object.values(event['content']).every(
    (byType) =>
      isPlain(byType) &&
      Object.values(byType).every((byUser) => isPlain(byUser) && Object.values(byUser).every(isPlain))
  )

const survives = (event: unknown): boolean =>
  isEvent(event) && (!isPlain(event) || event['type'] !== 'm.receipt' || isReceiptEvent(event))

const DEPTH = 6

/**
 * Takes out of an answer what would make the SDK throw away the whole of it: null in lists of events, events
 * without type or content, receipts and heroes of the wrong shape. Changes the value in place.
 */
export const cleanResponse = (value: unknown, depth = 0): void => {
  if (!isPlain(value) || depth > DEPTH) return
  const writable = value as Record<string, unknown>
  for (const [key, entry] of Object.entries(writable)) {
    if (Array.isArray(entry)) {
      if (EVENT_LISTS.has(key) && !entry.every(survives)) writable[key] = entry.filter(survives)
      if (key === 'm.heroes') writable[key] = entry.filter((hero) => typeof hero === 'string')
    } else if (key === 'm.heroes') {
      Reflect.deleteProperty(writable, key)
    } else if (depth < DEPTH && isPlain(entry)) {
      cleanResponse(entry, depth + 1)
    }
  }
}
