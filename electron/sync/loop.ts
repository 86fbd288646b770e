import { Announcer } from './announcer'
import { Attention } from './attention'
import { patienceMs, runBackoffMs } from './core/backoff'
import { asSyncError } from './errors'
import { newContext } from './execute/context'
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
import type { EngineListener, EngineOptions, EnginePorts } from './engineOptions'
import type { RunDeps, RunResult } from './run'
import type { SyncState } from './state'

/** Looks at once, on hints and at intervals; one run at a time. */
export class Loop {
  readonly failures: Failures
  readonly progress: Progress
  readonly locks: Locks
  readonly viewed: Viewed
  readonly #guard: MassDeleteGuard
  readonly #deps: RunDeps
  readonly #attention: Attention
  readonly #announcer: Announcer
  /** Operations of the plan that are done already. */
  readonly done = new Set<string>()
  #plan: Plan = { operations: [], blocked: [], deletions: { local: [], remote: [] } }
  #phase: SyncPhase = { kind: 'starting' }
  #lastSyncMs: number | null = null
  #failedRuns = 0
  #isPaused = false
  #isStopped = false
  #isStarted = false
  #isErased = false
  #folderFailures: RunResult['folderFailures'] = []
  #push: PushPort | undefined
  #leftOut: readonly LeftOut[] = []
  #running: Promise<RunResult> | undefined
  #cancelTimer: () => void = () => undefined

  constructor(
    private readonly state: SyncState,
    private readonly ports: EnginePorts,
    private readonly options: EngineOptions & { readonly rules: () => Rules },
    private readonly listener: EngineListener
  ) {
    const { clock, random, remote } = ports
    this.#attention = new Attention({ ...options, hasWatch: ports.watch !== undefined }, clock, random)
    this.failures = new Failures(state, clock, random)
    this.progress = new Progress(state, clock)
    this.#guard = new MassDeleteGuard(state, options.limits)
    this.locks = new Locks({ state, remote, clock, warn: listener.lockedEdit })
    this.viewed = new Viewed(state, this)
    this.#announcer = new Announcer({
      clock,
      status: () => this.status(),
      viewed: this.viewed,
      tell: listener.status,
      changed: listener.changed
    })
    this.#deps = {
      context: newContext(state, ports, (key, bytes) => {
        this.progress.at(key, bytes)
        this.#announcer.notice()
      }),
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
        this.#announcer.notice()
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
      sequence: this.#announcer.sequence,
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
      this.#attention.loseWatch()
      this.listener.log('warn', 'the watcher lost track: scanning instead')
      this.#schedule(this.options.quietMs)
    }
    // The first scan does not wait for the watcher, nor does a watcher that can't start stop anything.
    this.ports.watch
      ?.start((folder) => {
        this.#schedule(this.#attention.hint(folder))
      }, lost)
      .catch(lost)
    this.#schedule(0)
  }

  /** Takes word from the server; while it is connected, polls are rare. */
  attachPush(push: PushPort): void {
    if (this.#isStopped || this.#push !== undefined) return
    this.#push = push
    const look = (): void => {
      // Not before its time when the server asked for patience.
      if (this.#phase.kind !== 'stopped') this.lookSoon()
    }
    this.#attention.heed(push, look, (code) => {
      this.listener.log('warn', `push: ${code}`)
    })
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
    this.#announcer.stop()
    await this.ports.watch?.stop()
    await this.#alone(() => undefined)
  }

  /** Removes everything of the root from this computer, and is at its end. */
  async erase(): Promise<void> {
    if (this.#isErased) return
    this.#isErased = true
    await this.#halt()
    await this.ports.local.erase()
    this.ports.journal.erase()
  }

  /**
   * Acts when no run is under way, at once then: nothing may come between. How a run ended is told to whoever asked for
   * it, and kept in the status.
   */
  async #alone<T>(act: () => T | Promise<T>): Promise<T> {
    while (this.#running !== undefined) await this.#running.catch(() => undefined)
    return act()
  }

  pause(): void {
    this.#isPaused = true
    this.#cancelTimer()
    if (this.#running === undefined) this.#enter({ kind: 'paused' })
  }

  resume(): void {
    if (!this.#isPaused) return
    this.#isPaused = false
    this.lookSoon()
  }

  /** Between runs only: a round under way works on the plan that was asked about. */
  confirm(id: string, answer: 'delete' | 'restore'): Promise<boolean> {
    return this.#alone(() => {
      const isAnswered = this.#guard.answer(id, answer)
      if (isAnswered) this.lookSoon()
      return isAnswered
    })
  }

  syncNow(): Promise<RunResult> {
    return this.#alone(() => {
      this.failures.release()
      this.#attention.wantFullScan()
      const { young } = this.#deps
      young.isOff = true
      return this.#run().finally(() => {
        young.isOff = false
      })
    })
  }

  syncOnce(): Promise<RunResult> {
    return this.#alone(() => this.#run())
  }

  /** Items may look different than they did. */
  notice(): void {
    this.#announcer.notice()
  }

  /** Something was decided that a plan must follow, or happened that a look must see: now, or after the run under way. */
  lookSoon(): void {
    this.#attention.want()
    this.#schedule(0)
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
    const scope = this.#attention.take()
    this.progress.reset()
    this.#enter({ kind: 'looking' })
    try {
      const result = await runOnce(this.#deps, scope)
      if (scope === 'full') this.options.sweepHeap()
      this.#failedRuns = 0
      this.#folderFailures = result.folderFailures
      this.#leftOut = result.leftOut ?? this.#leftOut
      this.#attention.looked(result)
      this.#lastSyncMs = this.ports.clock.nowMs()
      const isWaiting = result.youngUntilMs !== undefined
      const quiet: SyncPhase = isWaiting ? { kind: 'syncing' } : { kind: 'idle', lastSyncMs: this.#lastSyncMs }
      this.#enter(this.#isPaused ? { kind: 'paused' } : quiet)
      return result
    } catch (cause) {
      const error = asSyncError(cause)
      if (error.code === 'signedOut') await this.#wipeIfAsked()
      this.#attention.wantFullScan()
      this.#failedRuns += 1
      const usualMs = runBackoffMs(this.#failedRuns, this.ports.random.unit())
      const delayMs = patienceMs(error.detail.retryAfterMs, usualMs)
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
    this.#schedule(this.#attention.nextMs(this.failures.earliestMs()))
  }

  #enter(phase: SyncPhase): void {
    this.#phase = phase
    this.#announcer.tell()
  }
}
