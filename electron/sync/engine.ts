import { openAmounts } from './amounts'
import { followUnsynced, listPins, loadKeep, setPin } from './keep'
import { countUsage, listFolders } from './folders'
import { Loop } from './loop'
import { openState } from './open'
import { preview } from './preview'
import { findPath, listConflicts, remoteIdAt } from './view'
import { listWaiting, unsentFiles } from './waiting'
import type {
  SyncConflict,
  SyncErrorItem,
  SyncFolder,
  SyncItem,
  SyncLock,
  SyncPinned,
  SyncStatus,
  SyncUsage
} from '../../shared/model/sync'
import type { Pin } from './core/pins'
import type { Operation, Plan } from './core/operations'
import type { Rules } from './core/rules'
import type { EngineListener, EngineOptions, EnginePorts } from './engineOptions'
import type { PushPort } from './ports'
import type { RunResult } from './run'

export interface Engine {
  readonly status: () => SyncStatus
  readonly list: (folder: string) => readonly SyncItem[]
  /** Where a file lies that has this number on the server. */
  readonly find: (fileId: string) => string | undefined
  readonly pins: () => Promise<readonly SyncPinned[]>
  /** How much there is, here and on the server. */
  readonly usage: () => Promise<SyncUsage>
  /** The folders that the server has in one. */
  readonly folders: (folder: string) => Promise<readonly SyncFolder[]>
  /** Where the folders are now that are left out, by the paths that were given. */
  readonly unsynced: () => ReadonlyMap<string, string>
  /** A folder's etag as it was seen last; it changes with everything below it. */
  readonly etagOf: (folder: string) => string | undefined
  /** Asks the server for locks in a folder that somebody looks at. @throws SyncError */
  readonly refreshLocks: (folder: string) => Promise<void>
  /** Asks the server who has a file open for editing. @throws SyncError */
  readonly lock: (path: string) => Promise<SyncLock | undefined>
  readonly conflicts: () => readonly SyncConflict[]
  readonly errors: () => readonly SyncErrorItem[]
  /** Changes made here that the server does not have yet. */
  readonly waiting: () => readonly SyncErrorItem[]
  /** Looks at both sides now, tries failed items again, and resolves when that is done. @throws SyncError */
  readonly syncNow: () => Promise<RunResult>
  /** One look at both sides; failed items wait until their time. @throws SyncError */
  readonly syncOnce: () => Promise<RunResult>
  /** What would be done now, and nothing of it done. @throws SyncError */
  readonly preview: () => Promise<{ readonly plan: Plan; readonly describe: (operation: Operation) => string }>
  /** Decides what is kept here, for an item and all below it. @returns false when the server has no such item. */
  readonly keep: (path: string, pin: Pin | undefined) => boolean
  /** Takes word from the server that something changed. */
  readonly attachPush: (push: PushPort) => void
  /** True when something failed that may work at another try. */
  readonly hasRetries: () => boolean
  readonly pause: () => void
  readonly resume: () => void
  /** @returns false when the question has changed meanwhile. */
  readonly confirmMassDelete: (id: string, answer: 'delete' | 'restore') => Promise<boolean>
  /** Starts looking by itself: at once, on hints from the disk, and at intervals. */
  readonly start: () => void
  /** Looks at the server soon: somebody has seen that something changed. */
  readonly lookSoon: () => void
  readonly stop: () => Promise<void>
  /** Removes everything of this root from the computer, as the server wants it; the engine is at its end. */
  readonly erase: () => Promise<void>
}

/** One account's engine: a single loop that looks, plans, acts and writes down, and never does two runs at once. */
export async function openEngine(
  ports: EnginePorts,
  options: EngineOptions,
  listener: EngineListener
): Promise<Engine> {
  const state = await openState(ports, options.ignore)
  options.sweepHeap()
  const letGo = await ports.local.hold()
  const traits = await ports.local.traits()
  const unsynced = (): readonly string[] => [...followUnsynced(state, options.unsynced).values()]
  const rules = (): Rules => ({
    foldsCase: traits.foldsCase,
    localRefuses: traits.refuses,
    serverRefuses: options.serverRefuses,
    keep: loadKeep(state, unsynced())
  })
  const loop = new Loop(state, ports, { ...options, rules }, listener)
  const amounts = () => openAmounts(state.model, unsynced(), unsentFiles(state.model, loop))
  const engine: Engine = {
    status: () => loop.status(),
    list: (folder) => loop.viewed.list(folder),
    find: (fileId) => findPath(state, fileId),
    pins: async () => listPins(state, await amounts()),
    usage: async () => countUsage(state.model, await amounts(), unsynced()),
    folders: async (folder) => listFolders(state.model, await amounts(), unsynced(), folder),
    unsynced: () => followUnsynced(state, options.unsynced),
    etagOf: (folder) => state.model.remote.get(state.model.remote.byPath(folder) ?? '')?.etag,
    refreshLocks: async (folder) => {
      const id = remoteIdAt(state, folder)
      if (id !== undefined && (await loop.locks.refresh(id))) loop.notice()
    },
    lock: async (path) => {
      const id = remoteIdAt(state, path)
      return id === undefined ? undefined : loop.locks.of(id)
    },
    conflicts: () => listConflicts(state),
    errors: () => loop.errors(),
    waiting: () => listWaiting(state.model, loop),
    syncNow: () => loop.syncNow(),
    syncOnce: () => loop.syncOnce(),
    preview: () => preview(state, ports, options.ignore, rules()),
    keep: (path, pin) => {
      const isKnown = setPin(state, path, pin)
      if (isKnown) loop.lookSoon()
      return isKnown
    },
    attachPush: (push) => {
      loop.attachPush(push)
    },
    hasRetries: () => loop.failures.all().length > 0,
    pause: () => {
      loop.pause()
    },
    resume: () => {
      loop.resume()
    },
    confirmMassDelete: (id, answer) => loop.confirm(id, answer),
    start: () => {
      loop.start()
    },
    lookSoon: () => {
      loop.lookSoon()
    },
    stop: async () => {
      await loop.stop()
      letGo()
    },
    erase: () => loop.erase()
  }
  listener.log('info', `engine open: ${String(state.model.synced.size)} synced items`)
  return engine
}
