import {
  Direction,
  type EventTimeline,
  type EventTimelineSet,
  type MatrixClient,
  type MatrixEvent
} from 'matrix-js-sdk'

/** What stands in the window: an event, or a place where events are missing. */
export type Slot =
  { readonly kind: 'event'; readonly event: MatrixEvent } | { readonly kind: 'gap'; readonly key: string }

const FIRST_EVENTS = 60
const PAGE = 40
/** More than this is not kept in view; what falls out at the far end comes back by paginating. */
const MAX_EVENTS = 600

const oldestOf = (timeline: EventTimeline): EventTimeline => {
  let current = timeline
  for (;;) {
    const before = current.getNeighbouringTimeline(Direction.Backward)
    if (before === null) return current
    current = before
  }
}

const chainOf = (timeline: EventTimeline): readonly EventTimeline[] => {
  const chain: EventTimeline[] = []
  for (let current: EventTimeline | null = oldestOf(timeline); current !== null;) {
    chain.push(current)
    current = current.getNeighbouringTimeline(Direction.Forward)
  }
  return chain
}

/**
 * A bounded view of a timeline set. (The SDK's TimelineWindow leaks one listener on the room for each window.)
 * After a limited sync the timeline before the gap stays in view, with the gap between.
 */
export class EventWindow {
  private anchor: EventTimeline
  private beforeGap: EventTimeline | null = null
  /** The event ids at both ends; null is as far as there is. */
  private firstId: string | null = null
  private lastId: string | null = null

  constructor(
    private readonly client: MatrixClient,
    private readonly set: EventTimelineSet,
    at: { readonly timeline: EventTimeline; readonly eventId: string } | null
  ) {
    this.anchor = at?.timeline ?? set.getLiveTimeline()
    if (at === null) this.showLast(FIRST_EVENTS)
    else this.showAround(at.eventId)
  }

  isLive(): boolean {
    return this.lastId === null && chainOf(this.anchor).includes(this.set.getLiveTimeline())
  }

  /** After the SDK began a new live timeline, because the server left events out. */
  timelineWasReset(before: EventTimeline, forgotten: boolean): void {
    const wasLive = this.lastId === null && chainOf(this.anchor).includes(before)
    if (!wasLive && !forgotten) return
    // Nothing is missing between nothing and the rest: an invitation's timeline is empty.
    const isEmpty = chainOf(before).every((timeline) => timeline.getEvents().length === 0)
    this.beforeGap = forgotten || isEmpty ? null : before
    this.anchor = this.set.getLiveTimeline()
    if (forgotten) this.firstId = null
    this.lastId = null
  }

  private allSlots(): readonly Slot[] {
    const chain = chainOf(this.anchor)
    const events = chain.flatMap((timeline) => timeline.getEvents()).map((event): Slot => ({ kind: 'event', event }))
    if (this.beforeGap === null) return events
    if (chain.includes(this.beforeGap)) {
      this.beforeGap = null
      return events
    }
    const earlier = chainOf(this.beforeGap).flatMap((timeline) => timeline.getEvents())
    const gap: Slot = { kind: 'gap', key: `gap:${earlier.at(-1)?.getId() ?? 'start'}` }
    return [...earlier.map((event): Slot => ({ kind: 'event', event })), gap, ...events]
  }

  private indexOf(slots: readonly Slot[], eventId: string | null): number {
    return eventId === null ? -1 : slots.findIndex((slot) => slot.kind === 'event' && slot.event.getId() === eventId)
  }

  private idAt(slots: readonly Slot[], index: number): string | null {
    const slot = slots.slice(Math.max(index, 0)).find((entry) => entry.kind === 'event')
    return slot?.kind === 'event' ? (slot.event.getId() ?? null) : null
  }

  private showLast(count: number): void {
    const slots = this.allSlots()
    this.firstId = slots.length > count ? this.idAt(slots, slots.length - count) : null
    this.lastId = null
  }

  private showAround(eventId: string): void {
    const slots = this.allSlots()
    const middle = this.indexOf(slots, eventId)
    const from = middle - FIRST_EVENTS / 2
    const to = middle + FIRST_EVENTS / 2
    this.firstId = from <= 0 ? null : this.idAt(slots, from)
    this.lastId = to >= slots.length ? null : this.idAt(slots, to - 1)
  }

  private bounds(slots: readonly Slot[]): { readonly from: number; readonly to: number } {
    const last = this.indexOf(slots, this.lastId)
    const to = last === -1 ? slots.length : last + 1
    const from = Math.max(this.indexOf(slots, this.firstId), 0)
    return { from: Math.min(from, to), to }
  }

  slots(): readonly Slot[] {
    const all = this.allSlots()
    const { from, to } = this.bounds(all)
    if (to - from <= MAX_EVENTS || this.lastId !== null) return all.slice(from, to)
    this.firstId = this.idAt(all, to - MAX_EVENTS)
    return all.slice(to - MAX_EVENTS, to)
  }

  canPaginate(direction: 'backwards' | 'forwards'): boolean {
    const all = this.allSlots()
    const { from, to } = this.bounds(all)
    if (direction === 'backwards') {
      const oldest = oldestOf(this.beforeGap ?? this.anchor)
      return from > 0 || oldest.getPaginationToken(Direction.Backward) !== null
    }
    if (to < all.length) return true
    const newest = chainOf(this.anchor).at(-1)
    return newest !== this.set.getLiveTimeline() && newest?.getPaginationToken(Direction.Forward) != null
  }

  /** Brings more into view, from memory first. Throws what the SDK throws when the server cannot be asked. */
  async paginate(direction: 'backwards' | 'forwards'): Promise<void> {
    const backwards = direction === 'backwards'
    const before = this.allSlots()
    const { from, to } = this.bounds(before)
    if (backwards ? from < PAGE / 2 : before.length - to < PAGE / 2) {
      const edge = backwards ? oldestOf(this.beforeGap ?? this.anchor) : chainOf(this.anchor).at(-1)
      const token = edge?.getPaginationToken(backwards ? Direction.Backward : Direction.Forward) ?? null
      if (edge !== undefined && token !== null)
        await this.client.paginateEventTimeline(edge, { backwards, limit: PAGE })
    }
    this.widen(backwards)
  }

  private widen(backwards: boolean): void {
    const all = this.allSlots()
    const { from, to } = this.bounds(all)
    if (backwards) {
      const start = Math.max(0, from === 0 ? 0 : from - PAGE)
      this.firstId = start === 0 ? null : this.idAt(all, start)
      if (to - start > MAX_EVENTS) this.lastId = this.idAt(all, start + MAX_EVENTS - 1)
    } else {
      const end = Math.min(all.length, to + PAGE)
      this.lastId = end === all.length ? null : this.idAt(all, end - 1)
      if (end - from > MAX_EVENTS) this.firstId = this.idAt(all, end - MAX_EVENTS)
    }
  }

  /** Fetches what is missing in the gap, from its newer side; the SDK joins the timelines when they overlap. */
  async fillGap(): Promise<void> {
    if (this.beforeGap === null) return
    const edge = oldestOf(this.anchor)
    const more = await this.client.paginateEventTimeline(edge, { backwards: true, limit: PAGE })
    if (!more && !chainOf(this.anchor).includes(this.beforeGap)) this.beforeGap = null
  }
}
