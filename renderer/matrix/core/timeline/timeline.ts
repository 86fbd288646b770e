import { EventType, type MatrixClient, type MatrixEvent, type Room } from 'matrix-js-sdk'

import type { PaginationState, Person, TimelineKey, TimelineUpdate } from '../../contract'
import type { Outbox } from '../outbox/outbox'
import { buildTimeline, type BuildInput } from './build'
import { nextUpdate, type Sent } from './diff'
import type { MessageContext } from './message'
import { BundledEdits } from './relations'
import { ReplyTargets } from './replies'
import type { Shields } from './shields'
import type { TimelineSource } from './source'
import { stateOf } from '../roomState'

export type TimelineDeps = {
  readonly client: MatrixClient
  readonly outbox: Outbox
  readonly shields: Shields
  readonly person: (userId: string) => Person
  readonly typing: () => readonly Person[]
  readonly emit: (update: TimelineUpdate) => void
}

const BATCH_MS = 50
/** How long a batch waits for events that are being decrypted, so that they do not flash as unreadable. */
const DECRYPTION_PATIENCE_MS = 300

/** One open conversation: watches nothing itself (`touch` is called by who does), sends batched updates. */
export class Timeline {
  private readonly bundled: BundledEdits
  private readonly replies: ReplyTargets
  private sent: Sent | null = null
  private seq = 0
  private timer: ReturnType<typeof setTimeout> | null = null
  private working: Promise<void> = Promise.resolve()
  private backwards: PaginationState = 'idle'
  private forwards: PaginationState = 'idle'
  private fetchingGap = false
  private closed = false
  private readonly decrypting = new WeakSet<MatrixEvent>()

  constructor(
    readonly key: TimelineKey,
    private readonly room: Room,
    private source: TimelineSource,
    private readonly deps: TimelineDeps,
    private firstUnreadEventId: string | null
  ) {
    this.bundled = new BundledEdits(deps.client)
    this.replies = new ReplyTargets(deps.client, () => this.touch())
  }

  get window(): TimelineSource['window'] {
    return this.source.window
  }

  /** Something may have changed; the update goes out within 50 ms. */
  touch(): void {
    if (this.closed || this.timer !== null) return
    this.timer = setTimeout(() => {
      this.timer = null
      void this.update()
    }, BATCH_MS)
  }

  /** Sends the whole again at the next update. */
  resend(): Promise<void> {
    this.sent = null
    return this.update()
  }

  update(): Promise<void> {
    this.working = this.working.then(() => this.build()).catch(() => undefined)
    return this.working
  }

  moveTo(source: TimelineSource): Promise<void> {
    this.source = source
    return this.update()
  }

  close(): void {
    this.closed = true
    if (this.timer !== null) clearTimeout(this.timer)
  }

  markRead(): void {
    this.firstUnreadEventId = null
    this.touch()
  }

  async paginate(direction: 'backwards' | 'forwards'): Promise<void> {
    if (this[direction] === 'loading') return
    this[direction] = 'loading'
    this.touch()
    try {
      await this.source.window.paginate(direction)
      this[direction] = 'idle'
    } catch (error) {
      this[direction] = 'failed'
      throw error
    } finally {
      await this.update()
    }
  }

  async fillGap(): Promise<void> {
    if (this.fetchingGap) return
    this.fetchingGap = true
    this.touch()
    try {
      await this.source.window.fillGap()
    } finally {
      this.fetchingGap = false
      await this.update()
    }
  }

  private async build(): Promise<void> {
    if (this.closed) return
    await this.decryptVisible()
    const { items, meta } = buildTimeline(this.input())
    const next = nextUpdate(this.key, this.sent, items, meta, this.seq + 1)
    if (next === null) return
    this.seq += 1
    this.sent = next.sent
    this.deps.emit(next.update)
  }

  private async decryptVisible(): Promise<void> {
    const events = this.source.slots().flatMap((slot) => (slot.kind === 'event' ? [slot.event] : []))
    const open = events.filter(
      (event) => event.isEncrypted() && (event.isBeingDecrypted() || event.shouldAttemptDecryption())
    )
    const fresh = open.filter((event) => !this.decrypting.has(event))
    if (fresh.length === 0) return
    for (const event of fresh) this.decrypting.add(event)
    const all = Promise.allSettled(fresh.map((event) => this.deps.client.decryptEventIfNeeded(event)))
    const slow = Symbol('slow')
    const patience = new Promise<typeof slow>((resolve) => setTimeout(() => resolve(slow), DECRYPTION_PATIENCE_MS))
    if ((await Promise.race([all, patience])) === slow) void all.then(() => this.touch())
  }

  private pagination(direction: 'backwards' | 'forwards'): PaginationState {
    const state = this[direction]
    if (state === 'loading') return state
    return this.source.window.canPaginate(direction) ? state : 'end'
  }

  private input(): BuildInput {
    return {
      source: this.source,
      context: this.context(),
      echoes: this.deps.outbox
        .echoes(this.key.roomId)
        .filter(({ item }) => item.action.kind === 'redact' || item.threadRootId === this.key.threadRootId),
      typing: this.deps.typing(),
      backwards: this.pagination('backwards'),
      forwards: this.pagination('forwards'),
      fetchingGap: this.fetchingGap,
      firstUnreadEventId: this.firstUnreadEventId,
      loading: this.source.thread !== null && !this.source.thread.initialEventsFetched
    }
  }

  private context(): MessageContext {
    const { client, person, shields } = this.deps
    const ownUserId = client.getSafeUserId()
    const state = stateOf(this.room)
    const encrypted = this.room.hasEncryptionStateEvent()
    return {
      room: this.room,
      set: this.source.set,
      ownUserId,
      person,
      body: { ownUserId, nameOf: (userId) => person(userId).name, now: Date.now() },
      bundled: this.bundled,
      replies: this.replies,
      touch: () => this.touch(),
      shieldOf: (event) => shields.get(event, encrypted && this.sentAfterEncryption(event)),
      mayRedactOthers: state.hasSufficientPowerLevelFor('redact', this.room.getMember(ownUserId)?.powerLevel ?? 0),
      maySend: this.room.getMyMembership() === 'join' && state.maySendEvent(EventType.RoomMessage, ownUserId),
      isThread: this.key.threadRootId !== null
    }
  }

  /** What was written before the room was encrypted is rightly in clear. */
  private sentAfterEncryption(event: MatrixEvent): boolean {
    const since = stateOf(this.room).getStateEvents(EventType.RoomEncryption, '')?.getTs()
    return since !== undefined && event.getTs() > since
  }
}
