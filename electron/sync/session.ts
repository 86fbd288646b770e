import { existsSync } from 'node:fs'
import { runBackoffMs } from './core/backoff'
import { ignoreRules } from './core/ignore'
import { systemClock, systemRandom } from './clock'
import { openEngine } from './engine'
import { DEFAULT_OPTIONS } from './engineOptions'
import { sweepHeap } from './heap'
import { asSyncError, SyncError } from './errors'
import { remedyFor } from './failures'
import { openJournal } from './journal/journal'
import { openDisk } from './local/disk'
import { requireOutside } from './local/place'
import { watchRoot } from './local/watch'
import { openServer } from './remote/server'
import type { SyncEvent, SyncRootStart, SyncStarted, SyncStatus } from '../../shared/model/sync'
import type { IgnoreRules } from './core/ignore'
import type { Engine } from './engine'
import type { Offers } from './offers'
import type { HttpDeps } from './remote/http'
import type { TrashPort } from './ports'
import type { WipePort } from './wipe'

type WithoutVersion<T> = T extends unknown ? Omit<T, 'v'> : never
export type Post = (event: WithoutVersion<SyncEvent>) => void

/** What a root's session shares with those of the other roots of its account. */
export interface SessionDeps {
  readonly start: SyncStarted
  readonly root: SyncRootStart
  readonly userId: string
  readonly http: HttpDeps
  readonly trash: TrashPort
  readonly post: Post
  readonly offers: Offers
  readonly pollIntervalMs: number
  /** Folders below this root's that other roots have. */
  readonly unsynced: readonly string[]
  /** The roots of an account are wiped together. */
  readonly shareWipe: (own: WipePort) => WipePort
  /** The root is at rest: its look at the server is over. */
  readonly idle: () => void
  readonly wiped: () => void
}

const STARTING: SyncStatus = {
  sequence: 0,
  phase: { kind: 'starting' },
  progress: { filesDone: 0, filesTotal: 0, bytesDone: 0, bytesTotal: 0, bytesPerSecond: 0, secondsLeft: null },
  errors: 0,
  conflicts: 0,
  waiting: 0,
  massDelete: null
}

/** One root from `open` to `close`. One that can't be opened (its disk is not there) is tried again by itself. */
export class Session {
  #engine: Engine | undefined
  #opening: Promise<void> = Promise.resolve()
  #cancelRetry: () => void = () => undefined
  #isClosed = false
  #isPaused = false
  #attempts = 0
  #status = STARTING

  constructor(private readonly deps: SessionDeps) {}

  get engine(): Engine | undefined {
    return this.#engine
  }

  /** @throws SyncError while the root is not open, and opening it did not work. */
  async need(): Promise<Engine> {
    await this.#opening
    if (this.#engine === undefined) throw new SyncError('rootMissing', 'the root is not open')
    return this.#engine
  }

  status(): SyncStatus {
    return this.#engine?.status() ?? this.#status
  }

  open(): Promise<void> {
    this.#opening = this.#attempt().catch((cause: unknown) => {
      const error = asSyncError(cause)
      this.#attempts += 1
      const delayMs = runBackoffMs(this.#attempts, systemRandom.unit())
      const nextTryMs = systemClock.nowMs() + delayMs
      this.#log('warn', `not opened: ${error.code}: ${error.message}`)
      this.#tell({
        ...STARTING,
        sequence: this.#status.sequence + 1,
        phase: { kind: 'stopped', code: error.code, remedy: remedyFor(error.code), nextTryMs }
      })
      if (!this.#isClosed) this.#cancelRetry = systemClock.after(delayMs, () => void this.open())
    })
    return this.#opening
  }

  /** Looks at both sides now; a root that is not open is tried at once. @throws SyncError */
  async syncNow(): Promise<void> {
    await this.#opening
    if (this.#engine === undefined && !this.#isClosed) {
      this.#cancelRetry()
      await this.open()
    }
    await (await this.need()).syncNow()
  }

  setPaused(isPaused: boolean): void {
    this.#isPaused = isPaused
    if (isPaused) this.#engine?.pause()
    else this.#engine?.resume()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#cancelRetry()
    await this.#opening
    await this.#engine?.stop()
  }

  /** Removes everything of the root from this computer. */
  async erase(): Promise<void> {
    this.#isClosed = true
    this.#cancelRetry()
    await this.#opening
    await this.#engine?.erase()
  }

  async #attempt(): Promise<void> {
    const { start, root, userId, http, trash, post, offers } = this.deps
    for (const each of start.roots) requireOutside(each.place, root.journalPath)
    // An unplugged disk must not be made anew as an empty folder where it used to be.
    if (!existsSync(root.place)) throw new SyncError('rootMissing', 'the place is not there')
    const ignore = below(root.folder, ignoreRules(start.ignored))
    // A root beside the main one is known by its own name: its folder may be renamed on the server.
    const account = `${userId}@${new URL(start.server).host}${root.folder === '' ? '' : `#${root.id}`}`
    const journal = openJournal(root.journalPath, account, Date.now())
    if (journal.wasLost) this.#log('warn', 'the journal was lost: both sides are united')
    const engine = await openEngine(
      {
        remote: openServer({
          ...http,
          server: start.server,
          userId,
          folder: root.folder,
          offers,
          shareWipe: this.deps.shareWipe
        }),
        local: openDisk(root.place, trash, ignore),
        journal,
        watch: watchRoot(root.place, ignore),
        clock: systemClock,
        random: systemRandom
      },
      {
        ...DEFAULT_OPTIONS,
        sweepHeap,
        ignore,
        pollIntervalMs: this.deps.pollIntervalMs,
        unsynced: this.deps.unsynced,
        serverRefuses: (name) => offers.known()?.refusesName(name) ?? false
      },
      {
        status: (status) => {
          this.#tell(status)
          if (status.phase.kind === 'idle') this.deps.idle()
        },
        changed: (folders) => {
          post({ type: 'changed', root: root.id, sequence: this.#status.sequence, folders: [...folders] })
        },
        lockedEdit: (path, lock) => {
          post({ type: 'lockedEdit', root: root.id, path, lock })
        },
        wiped: this.deps.wiped,
        log: (level, message) => {
          this.#log(level, message)
        }
      }
    ).catch((error: unknown) => {
      journal.close()
      throw error
    })
    if (this.#isClosed) {
      await engine.stop()
      return
    }
    this.#attempts = 0
    this.#engine = engine
    if (this.#isPaused) engine.pause()
    engine.start()
    post({ type: 'changed', root: root.id, sequence: this.#status.sequence, folders: [''] })
  }

  #tell(status: SyncStatus): void {
    this.#status = status
    this.deps.post({ type: 'status', root: this.deps.root.id, status })
  }

  #log(level: 'info' | 'warn' | 'error', message: string): void {
    this.deps.post({ type: 'log', level, message: `${this.deps.root.id}: ${message}` })
  }
}

/** Patterns speak of paths among all files; a root beside the main one sees only those below its folder. */
function below(folder: string, rules: IgnoreRules): IgnoreRules {
  return folder === '' ? rules : { added: rules.added, judge: (path) => rules.judge(`${folder}/${path}`) }
}
