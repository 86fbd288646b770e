import type { SyncProgress } from '../../shared/model/sync'
import type { Operation } from './core/operations'
import type { Clock } from './ports'
import type { SyncState } from './state'

interface Active {
  readonly sizeBytes: number
  readonly direction: 'up' | 'down'
  doneBytes: number
}

const SMOOTHING = 0.3
const SAMPLE_MS = 500

/** Counts files and bytes of one run, and estimates speed and the time left. */
export class Progress {
  readonly #active = new Map<string, Active>()
  readonly #counted = new Set<string>()
  /** Sizes of what was counted and is not done. */
  readonly #open = new Map<string, number>()
  #filesDone = 0
  #filesTotal = 0
  #bytesDone = 0
  #bytesTotal = 0
  #bytesPerSecond = 0
  #sampleMs: number
  #sampleBytes = 0

  constructor(
    private readonly state: SyncState,
    private readonly clock: Clock
  ) {
    this.#sampleMs = clock.nowMs()
  }

  /** What a plan is about to do; what an earlier one was to do and this one is not is no longer counted. */
  expect(operations: readonly Operation[]): void {
    const keys = new Set(operations.map(({ key }) => key))
    for (const key of this.#open.keys()) if (!keys.has(key)) this.#uncount(key)
    for (const operation of operations) {
      if (!isTransfer(operation) || this.#counted.has(operation.key)) continue
      const sizeBytes = this.#size(operation)
      this.#counted.add(operation.key)
      this.#open.set(operation.key, sizeBytes)
      this.#filesTotal += 1
      this.#bytesTotal += sizeBytes
    }
  }

  #uncount(key: string): void {
    this.#filesTotal -= 1
    this.#bytesTotal -= this.#open.get(key) ?? 0
    this.#open.delete(key)
    this.#counted.delete(key)
  }

  start(operation: Operation): void {
    if (!isTransfer(operation)) return
    const direction = operation.kind === 'upload' ? 'up' : 'down'
    this.#active.set(operation.key, { sizeBytes: this.#size(operation), direction, doneBytes: 0 })
  }

  at(key: string, doneBytes: number): void {
    const active = this.#active.get(key)
    if (active === undefined) return
    this.#bytesDone += doneBytes - active.doneBytes
    active.doneBytes = doneBytes
    this.#sample()
  }

  end(operation: Operation, ok: boolean): void {
    const active = this.#active.get(operation.key)
    if (active === undefined) return
    this.#active.delete(operation.key)
    this.#bytesDone += ok ? active.sizeBytes - active.doneBytes : -active.doneBytes
    if (ok) {
      this.#filesDone += 1
      this.#open.delete(operation.key)
    } else this.#uncount(operation.key)
    this.#sample()
  }

  reset(): void {
    this.#active.clear()
    this.#counted.clear()
    this.#open.clear()
    this.#filesDone = this.#filesTotal = this.#bytesDone = this.#bytesTotal = this.#bytesPerSecond = 0
    this.#sampleMs = this.clock.nowMs()
    this.#sampleBytes = 0
  }

  /** How far an operation under way is, or undefined. */
  of(key: string): { readonly percent: number; readonly direction: 'up' | 'down' } | undefined {
    const active = this.#active.get(key)
    if (active === undefined) return undefined
    const share = active.sizeBytes === 0 ? 0 : active.doneBytes / active.sizeBytes
    return { percent: Math.max(0, Math.min(100, Math.round(share * 100))), direction: active.direction }
  }

  snapshot(): SyncProgress {
    const leftBytes = this.#bytesTotal - this.#bytesDone
    const rate = this.#bytesPerSecond
    return {
      filesDone: this.#filesDone,
      filesTotal: this.#filesTotal,
      bytesDone: Math.max(0, this.#bytesDone),
      bytesTotal: this.#bytesTotal,
      bytesPerSecond: Math.round(rate),
      secondsLeft: rate > 0 && leftBytes > 0 ? Math.ceil(leftBytes / rate) : null
    }
  }

  #sample(): void {
    const nowMs = this.clock.nowMs()
    const passedMs = nowMs - this.#sampleMs
    if (passedMs < SAMPLE_MS) return
    const rate = (Math.max(0, this.#bytesDone - this.#sampleBytes) * 1000) / passedMs
    this.#bytesPerSecond = this.#bytesPerSecond === 0 ? rate : this.#bytesPerSecond * (1 - SMOOTHING) + rate * SMOOTHING
    this.#sampleMs = nowMs
    this.#sampleBytes = this.#bytesDone
  }

  #size(operation: Operation): number {
    if (operation.kind === 'upload') return this.state.model.local.get(operation.localId)?.sizeBytes ?? 0
    if (operation.kind === 'download' || operation.kind === 'conflict') {
      return this.state.model.remote.get(operation.remoteId)?.sizeBytes ?? 0
    }
    return 0
  }
}

function isTransfer(operation: Operation): boolean {
  return operation.kind === 'upload' || operation.kind === 'download' || operation.kind === 'conflict'
}
