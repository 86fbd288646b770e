import { DEFAULT_LIMITS } from '../core/guards'
import { KEEP_ALL } from '../core/pins'
import { newContext } from '../execute/context'
import { Failures } from '../failures'
import { Locks } from '../locks'
import { MassDeleteGuard } from '../massDelete'
import { openState } from '../open'
import { Progress } from '../progress'
import { runOnce } from '../run'
import { YoungFiles } from '../young'
import { Crash } from './faults'
import { FakeDisk } from './fakeDisk'
import { FakeJournal } from './fakeJournal'
import { FakeServer } from './fakeServer'
import type { Plan } from '../core/operations'
import type { Keep } from '../core/pins'
import type { MassDeleteLimits } from '../core/guards'
import type { Clock, Random } from '../ports'
import type { RunDeps, RunResult } from '../run'
import type { SyncState } from '../state'

/** Numbers that look random and are the same every time. */
export class SeededRandom implements Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  unit = (): number => {
    // Mulberry32, public domain.
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  hex = (bytes: number): string =>
    Array.from({ length: bytes * 2 }, () => Math.floor(this.unit() * 16).toString(16)).join('')
}

class FakeClock implements Clock {
  ms = Date.UTC(2026, 10, 21, 13, 35, 12)
  nowMs = (): number => (this.ms += 7)
  after = (): (() => void) => () => undefined
}

/** A computer and a server with one synced folder: change left, change right, sync, compare. */
export class Pair {
  readonly disk = new FakeDisk()
  readonly journal = new FakeJournal()
  readonly clock = new FakeClock()
  readonly random: SeededRandom
  #deps: RunDeps | undefined
  limits: MassDeleteLimits = DEFAULT_LIMITS
  keep: Keep = KEEP_ALL
  /** Names that the server refuses, as its capabilities say. */
  readonly serverRefuses = new Set<string>()
  minAgeMs = 0
  /** Somebody paused, or ends the program. */
  isHalted = false
  /** Of edits of files that somebody else has locked. */
  readonly warnings: string[] = []
  /** The last plan: what is blocked and why. */
  plan: Plan = { operations: [], blocked: [], deletions: { local: [], remote: [] } }

  /** @param server may be shared with another computer. */
  constructor(
    seed = 1,
    readonly server = new FakeServer()
  ) {
    this.random = new SeededRandom(seed)
    for (const port of [this.server, this.disk, this.journal]) {
      port.faults.onCrash = () => {
        for (const each of [this.server, this.disk, this.journal]) each.faults.kill()
        this.disk.crash()
      }
    }
  }

  /** The process is new: only what the journal holds is known. */
  restart(): void {
    this.#deps = undefined
    for (const port of [this.server, this.disk, this.journal]) port.faults.restart()
  }

  get state(): SyncState {
    if (this.#deps === undefined) throw new Error('not started')
    return this.#deps.context.state
  }

  get guard(): MassDeleteGuard {
    if (this.#deps === undefined) throw new Error('not started')
    return this.#deps.guard
  }

  get locks(): Locks {
    if (this.#deps === undefined) throw new Error('not started')
    return this.#deps.locks
  }

  get failures(): Failures {
    if (this.#deps === undefined) throw new Error('not started')
    return this.#deps.failures
  }

  /** Reads the journal, as a process does when it starts. */
  async open(): Promise<void> {
    this.#deps ??= await this.#open()
  }

  async sync(): Promise<RunResult> {
    const deps = (this.#deps ??= await this.#open())
    return runOnce(deps, 'full')
  }

  /** A run that looks only where the watcher saw something. */
  async syncHints(folders: readonly string[]): Promise<RunResult> {
    const deps = (this.#deps ??= await this.#open())
    return runOnce(deps, new Set(folders))
  }

  /** Syncs and, after a crash, starts again until a run comes to its end. Other errors are tried again. */
  async syncUntilQuiet(maxAttempts = 50): Promise<number> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const result = await this.sync()
        const failures = this.#deps?.failures.all().length ?? 0
        if (failures === 0 && result.folderFailures.length === 0) return attempt
        this.#deps?.failures.release()
      } catch (error) {
        if (error instanceof Crash || isCrash(error)) this.restart()
        if (attempt >= maxAttempts) throw error
      }
      if (attempt >= maxAttempts) throw new Error(`not quiet: ${JSON.stringify(this.#deps?.failures.all())}`)
    }
  }

  async #open(): Promise<RunDeps> {
    const { server: remote, disk: local, journal, clock, random } = this
    const state = await openState({ local, journal, random }, local.ignore)
    const traits = await local.traits()
    const progress = new Progress(state, clock)
    return {
      context: newContext(state, { remote, local, clock, random }, () => undefined),
      failures: new Failures(state, clock, random),
      young: new YoungFiles(this.minAgeMs, clock),
      locks: new Locks({
        state,
        remote,
        clock,
        warn: (path, { ownerName }) => {
          this.warnings.push(`${path}: ${ownerName}`)
        }
      }),
      ignore: local.ignore,
      rules: () => ({
        foldsCase: traits.foldsCase,
        localRefuses: traits.refuses,
        serverRefuses: (name) => this.serverRefuses.has(name),
        keep: this.keep
      }),
      guard: new MassDeleteGuard(state, this.limits),
      progress,
      isHalted: () => this.isHalted,
      changed: () => undefined,
      planned: (plan) => {
        this.plan = plan
      },
      finished: () => undefined
    }
  }
}

function isCrash(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof Crash) return true
  return false
}
