import { nextLookMs, pollIntervalMs } from './core/backoff'
import type { SyncErrorCode } from '../../shared/model/sync'
import type { Clock, PushPort, Random } from './ports'
import type { RunResult } from './run'

/** A disk that never comes to rest (somebody writes a log) is looked at all the same. */
const LONGEST_QUIET_MS = 5000

interface AttentionOptions {
  readonly pollIntervalMs: number
  /** How long the disk must be quiet after a hint before it is looked at. */
  readonly quietMs: number
  readonly fullScanIntervalMs: number
  /** Without a watcher only whole scans see what changed. */
  readonly hasWatch: boolean
}

/** What of the disk is to be looked at, and when the next look is due. */
export class Attention {
  readonly #hints = new Set<string>()
  #firstHintMs = 0
  #needsFullScan = true
  #isWatchLost = false
  #lastFullScanMs = 0
  #isPushed = false
  #unchangedPolls = 0
  #quietAtMs: number | undefined
  #isWanted = false

  constructor(
    private readonly options: AttentionOptions,
    private readonly clock: Clock,
    private readonly random: Random
  ) {}

  /** Something changed in a folder here. @returns how long to wait: until the disk is quiet, but not for ever. */
  hint(folder: string): number {
    const nowMs = this.clock.nowMs()
    if (this.#hints.size === 0) this.#firstHintMs = nowMs
    this.#hints.add(folder)
    return Math.min(this.options.quietMs, Math.max(0, this.#firstHintMs + LONGEST_QUIET_MS - nowMs))
  }

  loseWatch(): void {
    this.#needsFullScan = true
    this.#isWatchLost = true
  }

  /** Somebody asks for a look: one that is under way may have begun too early to see why. */
  want(): void {
    this.#isWanted = true
  }

  wantFullScan(): void {
    this.#needsFullScan = true
  }

  /** Takes word from the server that something changed; while it is connected, polls are rare. */
  heed(push: PushPort, look: () => void, failed: (code: SyncErrorCode) => void): void {
    push.start({
      connected: () => {
        this.#isPushed = true
        // What changed while nobody listened.
        look()
      },
      notified: () => {
        this.#unchangedPolls = 0
        look()
      },
      lost: () => {
        if (!this.#isPushed) return
        this.#isPushed = false
        look()
      },
      failed
    })
  }

  /** What the run that begins now has to look at. */
  take(): 'full' | ReadonlySet<string> {
    const { hasWatch, fullScanIntervalMs } = this.options
    const nowMs = this.clock.nowMs()
    const isDue = !hasWatch || this.#isWatchLost || nowMs - this.#lastFullScanMs >= fullScanIntervalMs
    const isFull = this.#needsFullScan || isDue
    const hints = new Set(this.#hints)
    this.#hints.clear()
    this.#needsFullScan = false
    this.#isWanted = false
    // A run that fails asks for a whole scan again.
    if (isFull) this.#lastFullScanMs = nowMs
    return isFull ? 'full' : hints
  }

  looked({ operations, youngUntilMs }: RunResult): void {
    this.#unchangedPolls = operations === 0 ? this.#unchangedPolls + 1 : 0
    this.#quietAtMs = youngUntilMs
  }

  /** How long until both sides are looked at again by themselves. */
  nextMs(retryAtMs: number | undefined): number {
    if (this.#isWanted) return 0
    if (this.#hints.size > 0) return this.options.quietMs
    const waits = {
      nowMs: this.clock.nowMs(),
      pollMs: pollIntervalMs(this.options.pollIntervalMs, this.#isPushed, this.#unchangedPolls),
      retryAtMs,
      quietAtMs: this.#quietAtMs
    }
    return nextLookMs(waits, this.random.unit())
  }
}
