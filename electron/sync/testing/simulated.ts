import { openEngine } from '../engine'
import { DEFAULT_OPTIONS } from '../engineOptions'
import { NO_GUARD } from './history'
import { Pair, SeededRandom } from './pair'
import type { Engine } from '../engine'
import type { Clock, PushListener, PushPort, WatchPort } from '../ports'
import type { FakeServer } from './fakeServer'

interface Timer {
  readonly atMs: number
  readonly order: number
  readonly action: () => void
}

/** Time that passes only when it is told to, timer by timer. */
export class SimulatedClock implements Clock {
  #nowMs = Date.UTC(2026, 10, 22, 8)
  #order = 0
  readonly #timers = new Set<Timer>()

  nowMs = (): number => this.#nowMs

  after = (delayMs: number, action: () => void): (() => void) => {
    const timer = { atMs: this.#nowMs + Math.max(0, delayMs), order: (this.#order += 1), action }
    this.#timers.add(timer)
    return () => {
      this.#timers.delete(timer)
    }
  }

  wait = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      this.after(ms, resolve)
    })

  /** Lets time pass; what each moment sets off has run to its end (but for what waits itself) before the next. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms
    await settled()
    for (let next = this.#next(); next !== undefined && next.atMs <= untilMs; next = this.#next()) {
      this.#timers.delete(next)
      this.#nowMs = next.atMs
      next.action()
      await settled()
    }
    this.#nowMs = untilMs
  }

  #next(): Timer | undefined {
    let first: Timer | undefined
    for (const timer of this.#timers) {
      if (first === undefined || timer.atMs < first.atMs || (timer.atMs === first.atMs && timer.order < first.order))
        first = timer
    }
    return first
  }
}

/** All promises that can go on have gone on: they come before whatever the event loop does next. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

/** A push connection that a test speaks over. */
export class FakePush implements PushPort {
  listener: PushListener | undefined
  start = (listener: PushListener): void => {
    this.listener = listener
  }
  stop = (): void => {
    this.listener = undefined
  }
}

/** A computer whose engine looks by itself, in simulated time, at a server that others use as well. */
export class SimulatedComputer {
  readonly pair: Pair
  readonly random: SeededRandom
  /** How often memory was taken back. */
  sweeps = 0
  engine: Engine | undefined
  readonly changed: string[] = []
  #hint: (folder: string) => void = () => undefined

  constructor(
    seed: number,
    server: FakeServer,
    private readonly clock: SimulatedClock,
    latencyMs = 0
  ) {
    this.pair = new Pair(seed, server)
    this.random = new SeededRandom(seed)
    if (latencyMs === 0) return
    const slow = (): Promise<void> => clock.wait(1 + this.random.unit() * latencyMs)
    server.faults.delay = slow
    this.pair.disk.faults.delay = () => clock.wait(this.random.unit())
  }

  async start(): Promise<Engine> {
    const { server: remote, disk: local, journal } = this.pair
    const watch: WatchPort = {
      start: (hint) => {
        this.#hint = hint
        return Promise.resolve()
      },
      stop: () => Promise.resolve()
    }
    const opening = openEngine(
      { remote, local, journal, watch, clock: this.clock, random: this.random },
      { ...DEFAULT_OPTIONS, limits: NO_GUARD, minAgeMs: 0, sweepHeap: () => (this.sweeps += 1) },
      {
        status: () => undefined,
        changed: (folders) => {
          this.changed.push(...folders)
        },
        lockedEdit: () => undefined,
        wiped: () => undefined,
        log: () => undefined
      }
    )
    void this.clock.pass(0)
    const engine = await opening
    this.engine = engine
    engine.start()
    return engine
  }

  /** The watcher tells of everything, in the folder where it happened or (a move) in both. */
  hint(...paths: readonly string[]): void {
    for (const path of paths) this.#hint(path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '')
  }
}
