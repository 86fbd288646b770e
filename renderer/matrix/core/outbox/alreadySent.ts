import { Direction, type MatrixClient, type Room } from 'matrix-js-sdk'

import { isPlain, type Plain } from '../plain'
import { seeEvent } from '../timeline/seen'
import type { OutboxItem } from './item'

/** Servers know a transaction id again for a day (Synapse forgets after 24 hours); from here on we look ourselves. */
const TRUST_SERVER_MS = 20 * 60 * 60 * 1000
/** Clocks of app and server may differ by this much; no more, so that the same words said earlier are not taken for it. */
const CLOCK_SLACK_MS = 5 * 60 * 1000
const PAGE = 100
const MAX_PAGES = 20

/** The same value whatever the order of its keys. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isPlain(value)) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`
}

export const mustLook = (item: OutboxItem, now: number): boolean =>
  item.attemptedTs !== null && item.action.kind === 'event' && now - item.attemptedTs > TRUST_SERVER_MS

/**
 * Looks in the room for a message of our own, with just this content, from when the item was first tried: then an
 * earlier life sent it and never heard so. Returns its event id. Throws what the network throws.
 */
export const findSent = async (
  client: MatrixClient,
  room: Room,
  item: Pick<OutboxItem, 'queuedTs'>,
  content: Plain
): Promise<string | null> => {
  const wanted = canonical(content)
  const map = client.getEventMapper({ decrypt: false })
  let from: string | null = null
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await client.createMessagesRequest(room.roomId, from, PAGE, Direction.Backward)
    const since = item.queuedTs - CLOCK_SLACK_MS
    const isCandidate = (event: (typeof answer.chunk)[number]): boolean =>
      event.sender === client.getUserId() && event.origin_server_ts >= since
    const events = answer.chunk.filter(isCandidate).map(map)
    await Promise.all(events.map((event) => client.decryptEventIfNeeded(event)))
    const found = events.map(seeEvent).find((event) => canonical(event.content) === wanted)
    if (found !== undefined) return found.eventId
    const oldest = answer.chunk.at(-1)?.origin_server_ts
    if (answer.end === undefined || oldest === undefined || oldest < since) return null
    from = answer.end
  }
  return null
}
