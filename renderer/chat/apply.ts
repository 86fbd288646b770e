import type {
  RoomSummary,
  RoomsUpdate,
  TimelineItem,
  TimelineKey,
  TimelineMeta,
  TimelineUpdate
} from '../matrix/contract'

export interface RoomsState {
  readonly seq: number
  readonly rooms: ReadonlyMap<string, RoomSummary>
}

export interface TimelineState {
  readonly seq: number
  readonly items: readonly TimelineItem[]
  readonly meta: TimelineMeta
}

/** Either the next state, or the wish for a whole snapshot because a number was missed. */
export type Applied<State> = { readonly kind: 'next'; readonly state: State } | { readonly kind: 'missed' }

/** Applies an update of the room list to what the window has. */
export function applyRooms(state: RoomsState | undefined, update: RoomsUpdate): Applied<RoomsState> {
  if (update.kind === 'snapshot') {
    return { kind: 'next', state: { seq: update.seq, rooms: new Map(update.rooms.map((room) => [room.id, room])) } }
  }
  if (state?.seq !== update.seq - 1) return { kind: 'missed' }
  const rooms = new Map(state.rooms)
  for (const id of update.removed) rooms.delete(id)
  for (const room of update.put) rooms.set(room.id, room)
  return { kind: 'next', state: { seq: update.seq, rooms } }
}

/** Applies an update of one timeline. Items that did not change keep their identity, so their rows do not render. */
export function applyTimeline(state: TimelineState | undefined, update: TimelineUpdate): Applied<TimelineState> {
  if (update.kind === 'snapshot') {
    return { kind: 'next', state: { seq: update.seq, items: update.items, meta: update.meta } }
  }
  if (state?.seq !== update.seq - 1) return { kind: 'missed' }
  const byKey = new Map(state.items.map((item) => [item.key, item]))
  for (const item of update.put) byKey.set(item.key, item)
  const order = update.order ?? state.items.map(({ key }) => key)
  const items = order.flatMap((key) => byKey.get(key) ?? [])
  return { kind: 'next', state: { seq: update.seq, items, meta: update.meta ?? state.meta } }
}

/** One string for a timeline's key, to find it by. */
export const timelineId = ({ roomId, threadRootId }: TimelineKey): string => `${roomId} ${threadRootId ?? ''}`
