import { nextLookMs, pollIntervalMs, runBackoffMs } from './core/backoff'
import { asSyncError } from './errors'
import { Failures, remedyFor } from './failures'
import { Locks } from './locks'
import { MassDeleteGuard } from './massDelete'
import { Progress } from './progress'
import { noteRest } from './rest'
import { runOnce } from './run'
import { Viewed } from './viewed'
import { YoungFiles } from './young'
import { countWaiting } from './waiting'
import { wipeIfAsked } from './wipe'
import { listConflicts, listErrors, listLeftOut } from './view'
import type { SyncErrorItem, SyncPhase, SyncStatus } from '../../shared/model/sync'
import type { Plan } from './core/operations'
import type { Rules } from './core/rules'
import type { LeftOut, PushPort } from './ports'
import type { EngineListener, EngineOptions, EnginePorts } from './engine'
import type { RunDeps, RunResult } from './run'
import type { SyncState } from './state'

/** Many small changes within this time become one message. */
const NOTICE_MS = 200
const LONGEST_QUIET_MS = 5000

/** Looks at once, on hints and at intervals; one run at a time. */
export class Loop {
  readonly failures: Failures
  readonly progress: Progress
  readonly locks: Locks
  readonly viewed: Viewed
  readonly #guard: MassDeleteGuard
  readonly #deps: RunDeps
  readonly #hints = new Set<string>()
  /** Operations of the plan that are done already. */
  readonly done = new Set<string>()
  #plan: Plan = { operations: [], blocked: [], deletions: { local: [], remote: [] } }
  #phase: SyncPhase = { kind: 'starting' }
  #sequence = 0
  #needsFullScan = true
  #lastFullScanMs = 0
  #lastSyncMs: number | null = null
  #failedRuns = 0
  #isPaused = false
  #isStopped = false
  #isStarted = false
  #isErased = false
  #firstHintMs = 0
  #folderFailures: RunResult['folderFailures'] = []
  #isWatchLost = false
  #push: PushPort | undefined
  #isPushed = false
  #unchangedPolls = 0
  #leftOut: readonly LeftOut[] = []
  #youngUntilMs: number | undefined
  #running: Promise<RunResult> | undefined
  #cancelTimer: () => void = () => undefined
  #cancelNotice: (() => void) | undefined

  constructor(
    private readonly state: SyncState,
    private readonly ports: EnginePorts,
    private readonly options: EngineOptions & { readonly rules: () => Rules },
    private readonly listener: EngineListener
  ) {
    const { clock, random, remote, local } = ports
    this.failures = new Failures(state, clock, random)
    this.progress = new Progress(state, clock)
    this.#guard = new MassDeleteGuard(state, options.limits)
    this.locks = new Locks({ state, remote, clock, warn: listener.lockedEdit })
    this.viewed = new Viewed(state, this)
    this.#deps = {
      context: {
        state,
        remote,
        local,
        clock,
        random,
        made: new Map(),
        listings: new Map(),
        refusedBytes: new Map(),
        progress: (key, bytes) => {
          this.progress.at(key, bytes)
          this.#notice()
        }
      },
      failures: this.failures,
      guard: this.#guard,
      progress: this.progress,
      young: new YoungFiles(options.minAgeMs, clock),
      locks: this.locks,
      ignore: options.ignore,
      rules: options.rules,
      isHalted: () => this.#isPaused || this.#isStopped,
      changed: () => {
        if (this.#phase.kind === 'looking' && this.#plan.operations.length > 0) this.#enter({ kind: 'syncing' })
        this.#notice()
      },
      finished: (operation) => {
        this.done.add(operation.key)
      },
      planned: (plan) => {
        this.#plan = plan
        this.done.clear()
      }
    }
  }

  get plan(): Plan {
    return this.#plan
  }

  status(): SyncStatus {
    return {
      sequence: this.#sequence,
      phase: this.#phase,
      progress: this.progress.snapshot(),
      errors: listErrors(this.state, this.failures, this.#plan.blocked, this.#folderFailures).length,
      conflicts: listConflicts(this.state).length,
      waiting: countWaiting(this),
      massDelete: this.#guard.question ?? null
    }
  }

  /** What could not be synced, each with its reason; last what never is: symbolic links, impossible names. */
  errors(): readonly SyncErrorItem[] {
    return [
      ...listErrors(this.state, this.failures, this.#plan.blocked, this.#folderFailures),
      ...listLeftOut(this.#leftOut)
    ]
  }

  start(): void {
    this.#isStarted = true
    const lost = (): void => {
      this.#needsFullScan = true
      this.#isWatchLost = true
      this.listener.log('warn', 'the watcher lost track: scanning instead')
      this.#schedule(this.options.quietMs)
    }
    // The first scan does not wait for the watcher, nor does a watcher that can't start stop anything.
    this.ports.watch
      ?.start((folder) => {
        this.#hint(folder)
      }, lost)
      .catch(lost)
    this.#schedule(0)
  }

  /** Takes word from the server; while it is connected, polls are rare. */
  attachPush(push: PushPort): void {
    if (this.#isStopped || this.#push !== undefined) return
    this.#push = push
    push.start({
      connected: () => {
        this.#isPushed = true
        // What changed while nobody listened.
        this.#lookAtServer()
      },
      notified: () => {
        this.#unchangedPolls = 0
        this.#lookAtServer()
      },
      lost: () => {
        if (!this.#isPushed) return
        this.#isPushed = false
        this.#lookAtServer()
      },
      failed: (code) => {
        this.listener.log('warn', `push: ${code}`)
      }
    })
  }

  /** Not before its time when the server asked for patience. */
  #lookAtServer(): void {
    if (this.#phase.kind !== 'stopped') this.#schedule(0)
  }

  async stop(): Promise<void> {
    await this.#halt()
    if (this.#isErased) return
    await noteRest(this.state)
    this.state.flush()
    this.ports.journal.close()
  }

  async #halt(): Promise<void> {
    this.#isStopped = true
    this.#push?.stop()
    this.#cancelTimer()
    this.#cancelNotice?.()
    await this.ports.watch?.stop()
    await this.#betweenRuns()
  }

  /** Removes everything of the root from this computer, and is at its end. */
  async erase(): Promise<void> {
    if (this.#isErased) return
    this.#isErased = true
    await this.#halt()
    await this.ports.local.erase()
    this.ports.journal.erase()
  }

  /** The run under way has ended. How it ended is told to whoever asked for it, and kept in the status. */
  async #betweenRuns(): Promise<void> {
    await this.#running?.catch(() => undefined)
  }

  pause(): void {
    this.#isPaused = true
    this.#cancelTimer()
    if (this.#running === undefined) this.#enter({ kind: 'paused' })
  }

  resume(): void {
    if (!this.#isPaused) return
    this.#isPaused = false
    this.#schedule(0)
  }

  async confirm(id: string, answer: 'delete' | 'restore'): Promise<boolean> {
    // Between runs only: a round under way works on the plan that was asked about.
    await this.#betweenRuns()
    const isAnswered = this.#guard.answer(id, answer)
    if (isAnswered) this.#schedule(0)
    return isAnswered
  }

  async syncNow(): Promise<RunResult> {
    await this.#betweenRuns()
    this.failures.release()
    this.#needsFullScan = true
    const { young } = this.#deps
    young.isOff = true
    return this.#run().finally(() => {
      young.isOff = false
    })
  }

  async syncOnce(): Promise<RunResult> {
    await this.#betweenRuns()
    return this.#run()
  }

  /** Items may look different than they did. */
  notice(): void {
    this.#notice()
  }

  /** Something was decided that a plan must follow. */
  lookSoon(): void {
    this.#schedule(0)
  }

  /** Waits until the disk is quiet, but not for ever: somebody may write a log without a pause. */
  #hint(folder: string): void {
    const nowMs = this.ports.clock.nowMs()
    if (this.#hints.size === 0) this.#firstHintMs = nowMs
    this.#hints.add(folder)
    const leftMs = Math.max(0, this.#firstHintMs + LONGEST_QUIET_MS - nowMs)
    this.#schedule(Math.min(this.options.quietMs, leftMs))
  }

  #schedule(delayMs: number): void {
    if (this.#isPaused || this.#isStopped || !this.#isStarted) return
    this.#cancelTimer()
    this.#cancelTimer = this.ports.clock.after(delayMs, () => {
      if (this.#running === undefined) this.#run().catch(() => undefined)
      else this.#schedule(this.options.quietMs)
    })
  }

  #run(): Promise<RunResult> {
    const running = this.#attempt().finally(() => {
      this.#running = undefined
      this.#scheduleNext()
    })
    this.#running = running
    return running
  }

  async #attempt(): Promise<RunResult> {
    const nowMs = this.ports.clock.nowMs()
    const isDue =
      this.ports.watch === undefined ||
      this.#isWatchLost ||
      nowMs - this.#lastFullScanMs >= this.options.fullScanIntervalMs
    const isFull = this.#needsFullScan || isDue
    const hints = new Set(this.#hints)
    this.#hints.clear()
    this.#needsFullScan = false
    this.progress.reset()
    this.#enter({ kind: 'looking' })
    try {
      const result = await runOnce(this.#deps, isFull ? 'full' : hints)
      if (isFull) this.#lastFullScanMs = nowMs
      this.#failedRuns = 0
      this.#folderFailures = result.folderFailures
      this.#leftOut = result.leftOut ?? this.#leftOut
      this.#youngUntilMs = result.youngUntilMs
      this.#unchangedPolls = result.operations === 0 ? this.#unchangedPolls + 1 : 0
      this.#lastSyncMs = this.ports.clock.nowMs()
      const isWaiting = result.youngUntilMs !== undefined
      const quiet: SyncPhase = isWaiting ? { kind: 'syncing' } : { kind: 'idle', lastSyncMs: this.#lastSyncMs }
      this.#enter(this.#isPaused ? { kind: 'paused' } : quiet)
      return result
    } catch (cause) {
      const error = asSyncError(cause)
      if (error.code === 'signedOut') await this.#wipeIfAsked()
      this.#needsFullScan = true
      this.#failedRuns += 1
      const delayMs = error.detail.retryAfterMs ?? runBackoffMs(this.#failedRuns, this.ports.random.unit())
      const nextTryMs = error.code === 'signedOut' ? null : this.ports.clock.nowMs() + delayMs
      this.listener.log('warn', `run ended: ${error.code}: ${error.message}`)
      this.#enter({ kind: 'stopped', code: error.code, remedy: remedyFor(error.code), nextTryMs })
      throw error
    }
  }

  async #wipeIfAsked(): Promise<void> {
    const { ports, listener } = this
    const log = (message: string): void => {
      listener.log('warn', message)
    }
    if (!(await wipeIfAsked(ports, ports.journal.erase, log))) return
    this.#isStopped = this.#isErased = true
    this.#cancelTimer()
    listener.wiped()
  }

  #scheduleNext(): void {
    const phase = this.#phase
    const nowMs = this.ports.clock.nowMs()
    if (phase.kind === 'stopped') {
      if (phase.nextTryMs !== null) this.#schedule(Math.max(0, phase.nextTryMs - nowMs))
      return
    }
    if (this.#hints.size > 0) {
      this.#schedule(this.options.quietMs)
      return
    }
    const waits = {
      nowMs,
      pollMs: pollIntervalMs(this.options.pollIntervalMs, this.#isPushed, this.#unchangedPolls),
      retryAtMs: this.failures.earliestMs(),
      quietAtMs: this.#youngUntilMs
    }
    this.#schedule(nextLookMs(waits, this.ports.random.unit()))
  }

  #enter(phase: SyncPhase): void {
    this.#phase = phase
    this.#tell()
  }

  /** Many small changes become one message. */
  #notice(): void {
    this.#cancelNotice ??= this.ports.clock.after(NOTICE_MS, () => {
      this.#tell()
    })
  }

  #tell(): void {
    this.#cancelNotice?.()
    this.#cancelNotice = undefined
    this.#sequence += 1
    this.listener.status(this.status())
    const folders = this.viewed.changes()
    if (folders.length > 0) this.listener.changed(folders)
  }
}
