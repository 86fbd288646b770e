import type { EventTimeline, EventTimelineSet, MatrixClient, MatrixEvent, Room, Thread } from 'matrix-js-sdk'

import { CoreError } from '../plainError'
import { EventWindow, type Slot } from './eventWindow'

/** Where a timeline's events come from: the room, or one of its threads. */
export type TimelineSource = {
  readonly set: EventTimelineSet
  readonly thread: Thread | null
  readonly window: EventWindow
  readonly slots: () => readonly Slot[]
}

type Place = { readonly timeline: EventTimeline; readonly eventId: string }

const placeOf = async (client: MatrixClient, room: Room, eventId: string | null): Promise<Place | null> => {
  if (eventId === null) return null
  const set = room.getUnfilteredTimelineSet()
  const timeline = set.getTimelineForEvent(eventId) ?? (await client.getEventTimeline(set, eventId))
  return timeline === null ? null : { timeline, eventId }
}

/** Opens at the end, or around an event; an event that the server does not give leads to the end. */
export const openRoomSource = async (
  client: MatrixClient,
  room: Room,
  atEventId: string | null
): Promise<TimelineSource> => {
  const set = room.getUnfilteredTimelineSet()
  const window = new EventWindow(client, set, await placeOf(client, room, atEventId))
  return { set, thread: null, window, slots: () => window.slots() }
}

const rootOf = async (client: MatrixClient, room: Room, rootId: string): Promise<MatrixEvent | undefined> => {
  const known = room.findEventById(rootId)
  if (known !== undefined) return known
  try {
    const raw = await client.fetchRoomEvent(room.roomId, rootId)
    return client.getEventMapper()(raw)
  } catch {
    return undefined
  }
}

/** Opens a thread. Until its first events are fetched (offline: for as long) it shows what the cache has. */
export const openThreadSource = async (client: MatrixClient, room: Room, rootId: string): Promise<TimelineSource> => {
  const existing = room.getThread(rootId)
  const root = existing?.rootEvent ?? (await rootOf(client, room, rootId))
  const thread = existing ?? room.createThread(rootId, root, [], true)
  if (root === undefined && thread.rootEvent === undefined && !thread.initialEventsFetched && existing === null) {
    throw new CoreError('notFound', 'The thread is not known here.')
  }
  const window = new EventWindow(client, thread.timelineSet, null)
  const withRoot = (slots: readonly Slot[]): readonly Slot[] => {
    const first = thread.rootEvent ?? root
    const isThere = slots.some((slot) => slot.kind === 'event' && slot.event.getId() === rootId)
    if (first === undefined || isThere || window.canPaginate('backwards')) return slots
    return [{ kind: 'event', event: first }, ...slots]
  }
  const fromCache = (): readonly Slot[] => {
    const first = thread.rootEvent ?? root
    const replies = (thread.replayEvents ?? []).filter((event) => event.getId() !== rootId)
    return [...(first === undefined ? [] : [first]), ...replies].map((event): Slot => ({ kind: 'event', event }))
  }
  return {
    set: thread.timelineSet,
    thread,
    window,
    slots: () => (thread.initialEventsFetched ? withRoot(window.slots()) : fromCache())
  }
}
