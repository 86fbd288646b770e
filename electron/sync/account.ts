import { systemRandom } from './clock'
import { SyncError } from './errors'
import { Offers } from './offers'
import { identify } from './remote/identity'
import { throttles } from './remote/server'
import { Session } from './session'
import { shareWipe } from './wipe'
import type { Dispatcher } from 'undici'
import type { SyncRequested, SyncStarted } from '../../shared/model/sync'
import type { TrashPort } from './ports'
import type { HttpDeps } from './remote/http'
import type { Post } from './session'

/** The main root sees every change of the others' folders, and tells them: by themselves they ask seldom. */
const FURTHER_POLL_MS = 300_000

type Served = Exclude<SyncRequested, { type: 'start' | 'stop' | 'trashed' }>

/** One account from `start` to `stop`: its roots, each with an engine of its own, over one dispatcher. */
export interface Account {
  readonly serve: (request: Served) => Promise<unknown>
  readonly close: () => Promise<void>
}

/** @throws SyncError when the server is needed to know who the account is, and does not say. */
export async function openAccount(
  start: SyncStarted,
  dispatcher: Dispatcher,
  trash: TrashPort,
  post: Post
): Promise<Account> {
  const http: HttpDeps = {
    dispatcher,
    credentials: { loginName: start.loginName, appPassword: start.appPassword },
    userAgent: start.userAgent,
    requestId: () => systemRandom.hex(16),
    throttle: throttles({
      upBytesPerSecond: start.upBytesPerSecond ?? undefined,
      downBytesPerSecond: start.downBytesPerSecond ?? undefined
    })
  }
  const userId = start.userId === '' ? (await identify({ ...http, server: start.server })).userId : start.userId
  const sessions = new Map<string, Session>()
  const told = new Map(start.roots.map(({ id, folder }) => [id, folder]))
  const etags = new Map<string, string>()
  const [first] = start.roots
  const main = (): Session | undefined => (first === undefined ? undefined : sessions.get(first.id))
  const offers = new Offers({
    http: { ...http, server: start.server },
    push: { dispatcher: () => Promise.resolve(dispatcher), engine: () => main()?.engine },
    log: (message) => {
      post({ type: 'log', level: 'warn', message })
    }
  })
  const wiping = shareWipe(() => [...sessions.values()])

  /** What the main root has seen of the folders of the others: where they are now, and whether something is new. */
  const passOn = (): void => {
    const engine = main()?.engine
    if (engine === undefined) return
    const now = engine.unsynced()
    for (const { id, folder } of start.roots) {
      const path = now.get(folder)
      if (path === undefined) continue
      const etag = engine.etagOf(path) ?? ''
      if (etags.get(id) !== etag) {
        etags.set(id, etag)
        sessions.get(id)?.engine?.lookSoon()
      }
      if (told.get(id) === path) continue
      told.set(id, path)
      post({ type: 'moved', root: id, folder: path })
    }
  }

  for (const root of start.roots) {
    const session: Session = new Session({
      start,
      root,
      userId,
      http,
      trash,
      post,
      offers,
      pollIntervalMs: root === first ? start.pollIntervalMs : Math.max(start.pollIntervalMs, FURTHER_POLL_MS),
      unsynced: foldersWithin(start, root.folder),
      shareWipe: (own) => wiping(own, () => session),
      idle: () => {
        void offers.ask()
        if (root === first) passOn()
      },
      wiped: () => {
        post({ type: 'wiped' })
      }
    })
    sessions.set(root.id, session)
  }
  for (const session of sessions.values()) void session.open()

  const all = [...sessions.values()]
  const one = (id: string): Session => {
    const session = sessions.get(id)
    if (session === undefined) throw new SyncError('internal', 'no such root')
    return session
  }
  /** A root that fails keeps no other from its look. Only the main one's failure is the asker's; others say theirs. */
  const syncAll = async (): Promise<void> => {
    const [main] = await Promise.allSettled(all.map((session) => session.syncNow()))
    if (main?.status === 'rejected') throw main.reason
  }
  return {
    serve: async (request) => {
      switch (request.type) {
        case 'pause':
        case 'resume':
          for (const session of all) session.setPaused(request.type === 'pause')
          return null
        case 'syncNow':
          await syncAll()
          return null
        case 'status':
          return one(request.root).status()
        default:
          return serveRoot(one(request.root), request, post)
      }
    },
    close: async () => {
      offers.close()
      // What is under way ends at once, and is taken up again next time.
      const stopped = all.map((session) => session.close())
      await dispatcher.destroy()
      await Promise.all(stopped)
    }
  }
}

type OfRoot = Exclude<Served, { type: 'pause' | 'resume' | 'syncNow' | 'status' }>

async function serveRoot(session: Session, request: OfRoot, post: Post): Promise<unknown> {
  const engine = await session.need()
  switch (request.type) {
    case 'keep':
      return engine.keep(request.path, request.pin ?? undefined)
    case 'pins':
      return engine.pins()
    case 'usage':
      return engine.usage()
    case 'folders':
      return engine.folders(request.folder)
    case 'list':
      engine.refreshLocks(request.folder).catch((cause: unknown) => {
        post({ type: 'log', level: 'warn', message: `locks: ${cause instanceof SyncError ? cause.code : 'internal'}` })
      })
      return engine.list(request.folder)
    case 'find':
      return engine.find(request.fileId) ?? null
    case 'lock':
      return (await engine.lock(request.path)) ?? null
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

/** The folders of other roots that lie in this one's, as paths below it. */
function foldersWithin({ roots }: SyncStarted, folder: string): string[] {
  const prefix = folder === '' ? '' : `${folder}/`
  return roots.flatMap((other) =>
    other.folder !== folder && other.folder.startsWith(prefix) ? [other.folder.slice(prefix.length)] : []
  )
}
