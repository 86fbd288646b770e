import { SYNC_PROTOCOL_VERSION, syncRequest } from '../../shared/model/sync'
import { systemClock, systemRandom } from './clock'
import { ignoreRules } from './core/ignore'
import { DEFAULT_OPTIONS, openEngine } from './engine'
import { asSyncError, SyncError } from './errors'
import { openJournal } from './journal/journal'
import { openDisk } from './local/disk'
import { requireOutside } from './local/place'
import { watchRoot } from './local/watch'
import { askCapabilities } from './remote/capabilities'
import { identify } from './remote/identity'
import { openPush } from './remote/push'
import { openServer } from './remote/server'
import type { Dispatcher } from 'undici'
import type { SyncEvent, SyncRequested, SyncStarted } from '../../shared/model/sync'
import type { Engine } from './engine'
import type { Capabilities } from './remote/capabilities'
import type { TrashPort } from './ports'

/** The side of a MessagePort (or of the parent port) that we need. */
export interface MessageChannelEnd {
  readonly post: (message: SyncEvent) => void
  /** @returns what stops listening. */
  readonly listen: (onMessage: (message: unknown) => void) => () => void
}

export interface SyncProcessDeps {
  readonly channel: MessageChannelEnd
  /** Opens the network for one account: in the app over the guard, in tests a plain agent. */
  readonly openDispatcher: (start: SyncStarted) => Dispatcher
}

type WithoutVersion<T> = T extends unknown ? Omit<T, 'v'> : never

/**
 * Serves one account's engine over a channel. Credentials come with `start` and are kept in memory only.
 * @returns what stops it.
 */
export function startSyncProcess({ channel, openDispatcher }: SyncProcessDeps): () => Promise<void> {
  const post = (event: WithoutVersion<SyncEvent>): void => {
    channel.post({ ...event, v: SYNC_PROTOCOL_VERSION })
  }
  const trash = new RemoteTrash(post)
  let session: Session | undefined

  const answer = async (request: Exclude<SyncRequested, { type: 'trashed' }>): Promise<unknown> => {
    if (request.type === 'start') {
      if (session !== undefined) throw new SyncError('internal', 'started already')
      session = new Session(request.start, openDispatcher(request.start), trash, post)
      await session.open()
      return null
    }
    if (session === undefined) throw new SyncError('internal', 'not started')
    if (request.type === 'stop') {
      const ending = session
      session = undefined
      await ending.close()
      return null
    }
    return session.serve(request)
  }

  const unlisten = channel.listen((message) => {
    const parsed = syncRequest.safeParse(message)
    if (!parsed.success) {
      post({ type: 'log', level: 'error', message: 'a message that is not understood' })
      return
    }
    const request = parsed.data
    if (request.type === 'trashed') {
      trash.answer(request.id, request.ok)
      return
    }
    answer(request).then(
      (result) => {
        post({ type: 'reply', id: request.id, result })
      },
      (cause: unknown) => {
        const error = asSyncError(cause)
        post({ type: 'log', level: 'warn', message: `${request.type}: ${error.code}: ${error.message}` })
        post({ type: 'refused', id: request.id, code: error.code })
      }
    )
  })
  post({ type: 'ready' })
  return async () => {
    unlisten()
    await session?.close()
  }
}

type Post = (event: WithoutVersion<SyncEvent>) => void

/** The system's trash is main's to use: this process asks and waits. */
class RemoteTrash implements TrashPort {
  readonly #waiting = new Map<number, (ok: boolean) => void>()
  #lastId = 0

  constructor(private readonly post: Post) {}

  async moveToTrash(path: string): Promise<void> {
    this.#lastId += 1
    const id = this.#lastId
    const ok = await new Promise<boolean>((resolve) => {
      this.#waiting.set(id, resolve)
      this.post({ type: 'trash', id, path })
    })
    if (!ok) throw new SyncError('diskRefused', 'the trash did not take it')
  }

  answer(id: number, ok: boolean): void {
    this.#waiting.get(id)?.(ok)
    this.#waiting.delete(id)
  }
}

/** One account from `start` to `stop`. */
class Session {
  #engine: Engine | undefined
  #isClosed = false
  #sequence = 0
  #capabilities: Capabilities | undefined
  #hasAsked = false

  constructor(
    private readonly start: SyncStarted,
    private readonly dispatcher: Dispatcher,
    private readonly trash: TrashPort,
    private readonly post: Post
  ) {}

  async open(): Promise<void> {
    const { start, dispatcher, post } = this
    requireOutside(start.root, start.journalPath)
    const userId =
      start.userId === '' ? (await identify({ ...this.#http(), server: start.server })).userId : start.userId
    const ignore = ignoreRules(start.ignored)
    const account = `${userId}@${new URL(start.server).host}${start.folder === '' ? '' : `/${start.folder}`}`
    const journal = openJournal(start.journalPath, account, Date.now())
    if (journal.wasLost) post({ type: 'log', level: 'warn', message: 'the journal was lost: both sides are united' })
    const engine = await openEngine(
      {
        remote: openServer({
          ...this.#http(),
          server: start.server,
          userId,
          folder: start.folder,
          limits: {
            upBytesPerSecond: start.upBytesPerSecond ?? undefined,
            downBytesPerSecond: start.downBytesPerSecond ?? undefined
          }
        }),
        local: openDisk(start.root, this.trash, ignore),
        journal,
        watch: watchRoot(start.root, ignore),
        clock: systemClock,
        random: systemRandom
      },
      {
        ...DEFAULT_OPTIONS,
        ignore,
        pollIntervalMs: start.pollIntervalMs,
        serverRefuses: (name) => this.#capabilities?.refusesName(name) ?? false
      },
      {
        status: (status) => {
          this.#sequence = status.sequence
          post({ type: 'status', status })
          // Only then the server is known to answer.
          if (status.phase.kind === 'idle') this.#askCapabilities()
        },
        changed: (folders) => {
          post({ type: 'changed', sequence: this.#sequence, folders: [...folders] })
        },
        wiped: () => {
          post({ type: 'wiped' })
        },
        log: (level, message) => {
          post({ type: 'log', level, message })
        }
      }
    )
    if (this.#isClosed) {
      await engine.stop()
      await dispatcher.close()
      return
    }
    this.#engine = engine
    engine.start()
  }

  #askCapabilities(): void {
    if (this.#hasAsked) return
    this.#hasAsked = true
    const deps = { ...this.#http(), server: this.start.server }
    askCapabilities(deps).then(
      (capabilities) => {
        this.#capabilities = capabilities
        const { push: endpoints } = capabilities
        if (endpoints === undefined || this.#isClosed) return
        this.#engine?.attachPush(openPush({ ...deps, endpoints, clock: systemClock, random: systemRandom }))
      },
      (cause: unknown) => {
        // Asked again at the next quiet moment.
        this.#hasAsked = false
        this.post({ type: 'log', level: 'warn', message: `capabilities: ${asSyncError(cause).code}` })
      }
    )
  }

  async close(): Promise<void> {
    this.#isClosed = true
    // What is under way ends at once, and is taken up again next time.
    const stopped = this.#engine?.stop()
    await this.dispatcher.destroy()
    await stopped
  }

  async serve(request: Exclude<SyncRequested, { type: 'start' | 'stop' | 'trashed' }>): Promise<unknown> {
    const engine = this.#engine
    if (engine === undefined) throw new SyncError('internal', 'not started')
    switch (request.type) {
      case 'pause':
        engine.pause()
        return null
      case 'resume':
        engine.resume()
        return null
      case 'syncNow':
        await engine.syncNow()
        return null
      case 'status':
        return engine.status()
      case 'keep':
        return engine.keep(request.path, request.pin ?? undefined)
      case 'list':
        return engine.list(request.folder)
      case 'conflicts':
        return engine.conflicts()
      case 'errors':
        return engine.errors()
      case 'waiting':
        return engine.waiting()
      case 'confirmMassDelete':
        return engine.confirmMassDelete(request.massDeleteId, request.answer)
    }
  }

  #http(): Parameters<typeof identify>[0] {
    const { loginName, appPassword, userAgent, server } = this.start
    return {
      dispatcher: this.dispatcher,
      credentials: { loginName, appPassword },
      userAgent,
      requestId: () => systemRandom.hex(16),
      server
    }
  }
}
