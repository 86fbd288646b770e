import type { SendState } from '../../contract'
import { toPlainError } from '../plainError'
import type { Bytes } from '../../keys'
import type { RecordChange, Records } from '../store/records'
import { bytesName, isOutboxItem, nextOf, WITHDRAWN_FOR_MS, type OutboxAction, type OutboxItem } from './item'
import { judge } from './verdict'

type Progress = { readonly sentBytes: number; readonly totalBytes: number }

/** Does the work of one item. Resolves with the event id; throws what the network throws. */
export type Transmit = (
  item: OutboxItem,
  control: {
    readonly signal: AbortSignal
    readonly readBytes: (part: 'file' | 'thumbnail') => Promise<Bytes | null>
    readonly onProgress: (progress: Progress) => void
    /** Called just before the event itself goes out: from here on it cannot be taken back. */
    readonly onPointOfNoReturn: () => Promise<void>
  }
) => Promise<string>

export type OutboxOptions = {
  readonly records: Records
  readonly transmit: Transmit
  /** Something changed in this room. */
  readonly onChange: (roomId: string) => void
  readonly newTxnId: () => string
  readonly now: () => number
}

/** An item as the timeline shows it; a sent one stays until its echo is there. */
export type Echo = { readonly item: OutboxItem; readonly send: SendState; readonly eventId: string | null }

type Flight = {
  readonly txnId: string
  readonly abort: AbortController
  progress: Progress | null
  committed: boolean
}

export type NewItem = Pick<OutboxItem, 'roomId' | 'threadRootId' | 'mustEncrypt'> & {
  readonly action: OutboxAction
  readonly bytes?: { readonly file: Bytes; readonly thumbnail?: Bytes }
}

/**
 * What the person wrote and the server does not have yet. Each item is on disk (encrypted) before `add` resolves, is
 * sent in its room's order with the transaction id that it got then, and leaves the disk when the server has
 * answered with an event id. A server takes the same transaction id of the same device only once, so a crash at any
 * point loses nothing and doubles nothing. Rooms do not wait for each other.
 */
export class Outbox {
  private items: OutboxItem[] = []
  private readonly sent = new Map<string, { readonly item: OutboxItem; readonly eventId: string }>()
  private readonly flights = new Map<string, Flight>()
  private readonly attempts = new Map<string, number>()
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>()
  private running = false
  private lastOrder = 0

  constructor(private readonly options: OutboxOptions) {}

  /** Reads what an earlier life left; returns how many items could not be read (they stay on disk). */
  async load(): Promise<number> {
    const { values, damaged } = await this.options.records.readAll('outbox')
    this.items = values.filter(isOutboxItem).sort((a, b) => a.order - b.order)
    this.lastOrder = this.items.at(-1)?.order ?? 0
    const isOver = ({ status, queuedTs }: OutboxItem): boolean =>
      status.state === 'withdrawn' && this.options.now() - queuedTs > WITHDRAWN_FOR_MS
    for (const item of this.items.filter(isOver)) await this.remove(item)
    return damaged
  }

  /** Sends from now on (the first sync is through). */
  start(): void {
    this.running = true
    this.kick()
  }

  stop(): void {
    this.running = false
    for (const timer of this.timers.values()) clearTimeout(timer)
    this.timers.clear()
  }

  /** Tries everything at once: the network is back. */
  kick(): void {
    for (const timer of this.timers.values()) clearTimeout(timer)
    this.timers.clear()
    for (const roomId of new Set(this.items.map((item) => item.roomId))) this.pump(roomId)
  }

  async add(fresh: NewItem): Promise<string> {
    const txnId = this.options.newTxnId()
    const now = this.options.now()
    // Never before what is already queued, also when the clock went back.
    this.lastOrder = Math.max(this.lastOrder + 1, now)
    const { roomId, threadRootId, mustEncrypt, action, bytes } = fresh
    const item: OutboxItem = {
      txnId,
      roomId,
      threadRootId,
      mustEncrypt,
      action,
      order: this.lastOrder,
      queuedTs: now,
      attemptedTs: null,
      status: { state: 'queued' }
    }
    const changes: RecordChange[] = [{ table: 'outbox', name: txnId, value: item }]
    if (bytes !== undefined) changes.push({ table: 'bytes', name: bytesName(txnId, 'file'), value: bytes.file })
    if (bytes?.thumbnail !== undefined) {
      changes.push({ table: 'bytes', name: bytesName(txnId, 'thumbnail'), value: bytes.thumbnail })
    }
    await this.options.records.write(changes)
    this.items.push(item)
    this.options.onChange(roomId)
    this.pump(roomId)
    return txnId
  }

  async retry(txnId: string): Promise<void> {
    const item = this.find(txnId)
    if (item?.status.state !== 'failed') return
    this.attempts.delete(txnId)
    await this.replace({ ...item, status: { state: 'queued' } })
    this.pump(item.roomId)
  }

  /** Takes an item back. False when it is just going out: it can be deleted when it is there. */
  async cancel(txnId: string): Promise<boolean> {
    const item = this.find(txnId)
    if (item === undefined) return false
    const flight = this.flights.get(item.roomId)
    if (flight?.txnId === txnId) {
      if (flight.committed) return false
      flight.abort.abort()
    } else if (item.attemptedTs !== null && item.status.state === 'queued') {
      await this.replace({ ...item, status: { state: 'withdrawn' } })
      return true
    }
    await this.remove(item)
    return true
  }

  /** The server's echo of an own message came: the item is done, whoever saw it first. */
  echoArrived(txnId: string | null, eventId: string): void {
    for (const [sentTxnId, { eventId: sentId, item }] of this.sent) {
      if (sentId === eventId || sentTxnId === txnId) {
        this.sent.delete(sentTxnId)
        this.options.onChange(item.roomId)
      }
    }
    const item = txnId === null ? undefined : this.find(txnId)
    if (item === undefined || this.flights.get(item.roomId)?.txnId === txnId) return
    void this.remove(item)
    if (item.status.state !== 'withdrawn') return
    const { roomId, threadRootId } = item
    void this.add({ roomId, threadRootId, mustEncrypt: false, action: { kind: 'redact', eventId, reason: null } })
  }

  echoes(roomId: string): readonly Echo[] {
    const sent = [...this.sent.values()].filter(({ item }) => item.roomId === roomId)
    const waiting = this.items.filter(
      (item) => item.roomId === roomId && item.status.state !== 'withdrawn' && !this.sent.has(item.txnId)
    )
    return [
      ...sent.map(({ item, eventId }): Echo => ({ item, eventId, send: { state: 'sent' } })),
      ...waiting.map((item): Echo => ({ item, eventId: null, send: this.sendState(item) }))
    ].sort((a, b) => a.item.order - b.item.order)
  }

  counts(roomId?: string): { readonly waiting: number; readonly failed: number } {
    const own = this.items.filter(
      (item) => (roomId === undefined || item.roomId === roomId) && item.action.kind !== 'redact'
    )
    const failed = own.filter(({ status }) => status.state === 'failed').length
    return { waiting: own.length - failed, failed }
  }

  readBytes(txnId: string, part: 'file' | 'thumbnail'): Promise<Bytes | null> {
    return this.options.records.readBytes('bytes', bytesName(txnId, part))
  }

  private find(txnId: string): OutboxItem | undefined {
    return this.items.find((item) => item.txnId === txnId)
  }

  private sendState(item: OutboxItem): SendState {
    if (item.status.state === 'failed') return item.status
    const flight = this.flights.get(item.roomId)
    if (flight?.txnId !== item.txnId) return { state: 'queued' }
    return flight.progress === null ? { state: 'sending' } : { state: 'uploading', ...flight.progress }
  }

  private async replace(item: OutboxItem): Promise<void> {
    await this.options.records.write([{ table: 'outbox', name: item.txnId, value: item }])
    this.items = this.items.map((other) => (other.txnId === item.txnId ? item : other))
    this.options.onChange(item.roomId)
  }

  private async remove(item: OutboxItem): Promise<void> {
    this.items = this.items.filter(({ txnId }) => txnId !== item.txnId)
    this.attempts.delete(item.txnId)
    await this.options.records.write([
      { table: 'outbox', name: item.txnId, value: null },
      { table: 'bytes', name: bytesName(item.txnId, 'file'), value: null },
      { table: 'bytes', name: bytesName(item.txnId, 'thumbnail'), value: null }
    ])
    this.options.onChange(item.roomId)
  }

  private pump(roomId: string): void {
    if (!this.running || this.flights.has(roomId) || this.timers.has(roomId)) return
    const item = nextOf(this.items.filter((candidate) => candidate.roomId === roomId))
    if (item === null) return
    const flight: Flight = { txnId: item.txnId, abort: new AbortController(), progress: null, committed: false }
    this.flights.set(roomId, flight)
    this.options.onChange(roomId)
    void this.send(item, flight).then((delayMs) => {
      this.flights.delete(roomId)
      this.options.onChange(roomId)
      if (delayMs === 0) this.pump(roomId)
      else this.later(roomId, delayMs)
    })
  }

  private later(roomId: string, delayMs: number): void {
    if (!this.running) return
    const wake = (): void => {
      this.timers.delete(roomId)
      this.pump(roomId)
    }
    this.timers.set(roomId, setTimeout(wake, delayMs))
  }

  /** Sends one item; returns how long the room waits before the next try (0: go on). */
  private async send(item: OutboxItem, flight: Flight): Promise<number> {
    try {
      const eventId = await this.options.transmit(item, {
        signal: flight.abort.signal,
        readBytes: (part) => this.readBytes(item.txnId, part),
        onProgress: (progress) => {
          flight.progress = progress
          this.options.onChange(item.roomId)
        },
        onPointOfNoReturn: async () => {
          flight.progress = null
          const current = this.find(item.txnId)
          if (current === undefined || flight.abort.signal.aborted) throw new DOMException('Taken back', 'AbortError')
          flight.committed = true
          if (current.attemptedTs === null) await this.replace({ ...current, attemptedTs: this.options.now() })
        }
      })
      if (item.action.kind !== 'redact') this.sent.set(item.txnId, { item, eventId })
      await this.remove(item)
      return 0
    } catch (error) {
      if (flight.abort.signal.aborted) return 0
      return this.failed(item, error)
    }
  }

  private async failed(item: OutboxItem, error: unknown): Promise<number> {
    const attempt = (this.attempts.get(item.txnId) ?? 0) + 1
    this.attempts.set(item.txnId, attempt)
    const verdict = judge(toPlainError(error), attempt)
    if (verdict.kind === 'wait') return verdict.delayMs
    const current = this.find(item.txnId)
    if (current !== undefined) {
      // The server refused it, so it does not have it.
      await this.replace({ ...current, attemptedTs: null, status: { state: 'failed', reason: verdict.reason } })
    }
    return 0
  }
}
