import {
  syncResults,
  type SyncConflict,
  type SyncErrorItem,
  type SyncFolder,
  type SyncItem,
  type SyncLock,
  type SyncPinned,
  type SyncStart,
  type SyncStatus,
  type SyncUsage
} from '../../shared/model/sync'
import type { DialLedger } from '../net/dial'
import { isOthers, mergeStatus, parentOf, pathIn, placeItems, questionOf, rootAt, type Root } from './roots'
import { runProcess, SyncNotRunning, type Ask, type RunningProcess } from './syncChannel'

const firstRestartMs = 1_000
const lastRestartMs = 60_000

/** The sync of one account as one tree of folders, wherever its roots lie on this computer. */
export interface SyncClient {
  readonly roots: () => readonly Root[]
  /** All roots' as one. */
  readonly status: () => SyncStatus | undefined
  readonly statusOf: (rootId: string) => SyncStatus | undefined
  readonly list: (folder: string) => Promise<readonly SyncItem[]>
  readonly conflicts: () => Promise<readonly SyncConflict[]>
  readonly errors: () => Promise<readonly SyncErrorItem[]>
  /** Changes made here that the server does not have yet. */
  readonly waiting: () => Promise<readonly SyncErrorItem[]>
  readonly pins: () => Promise<readonly SyncPinned[]>
  /** How much a root has; undefined while it is not open. */
  readonly usageOf: (rootId: string) => Promise<SyncUsage | undefined>
  /** The folders that the server has in one, without those of other roots. */
  readonly folders: (folder: string) => Promise<readonly SyncFolder[]>
  /** Who else has a file open for editing, asked of the server now. */
  readonly lock: (path: string) => Promise<SyncLock | undefined>
  /** The path of a file by its number on the server. */
  readonly find: (fileId: string) => Promise<string | undefined>
  readonly pause: () => Promise<void>
  readonly resume: () => Promise<void>
  readonly syncNow: () => Promise<void>
  /** Decides what is kept on this computer; null: as the folder around it. False when the server has no such item. */
  readonly keep: (path: string, pin: 'onlineOnly' | 'offline' | null) => Promise<boolean>
  readonly confirmMassDelete: (id: string, answer: 'delete' | 'restore') => Promise<void>
  /** Begins anew with other roots or limits; the journals are kept. */
  readonly restart: (start: SyncStart) => Promise<void>
  readonly stop: () => Promise<void>
}

interface SyncListeners {
  readonly status: (status: SyncStatus) => void
  /** One root's own. */
  readonly rootStatus: (rootId: string, status: SyncStatus) => void
  readonly changed: (folders: readonly string[]) => void
  /** A root's folder has another path on the server now. */
  readonly moved: (rootId: string, folder: string) => void
  /** A file that somebody else has locked was opened for editing here, or was changed. */
  readonly lockedEdit: (path: string, lock: SyncLock) => void
  /** The server had everything of the account removed from this computer. */
  readonly wiped: () => void
}

/**
 * One account's sync engines in their own process. A crash is invisible but for a line in the log: the process is
 * started again, later each time it fails soon, and goes on from the journals.
 */
export function startSync(first: SyncStart, ledger: DialLedger, listeners: SyncListeners): SyncClient {
  let start = first
  let running: RunningProcess | undefined
  let restart: NodeJS.Timeout | undefined
  let restartMs = firstRestartMs
  let stopped = false
  let isPaused = false
  let restarting = Promise.resolve()
  let sequence = 0
  const statuses = new Map<string, SyncStatus>()
  const rootOf = (id: string) => start.roots.find((root) => root.id === id)

  const tellStatus = (id: string, status: SyncStatus) => {
    const root = rootOf(id)
    if (root === undefined) return
    const before = statuses.get(id)
    statuses.set(id, status)
    const merged = mergeStatus(start.roots, statuses, ++sequence)
    if (merged) listeners.status(merged)
    listeners.rootStatus(id, status)
    // How a root is shows in its row, which another root lists.
    if (root.folder !== '' && before?.phase.kind !== status.phase.kind) listeners.changed([parentOf(root.folder)])
  }
  const launch = () => {
    const startedAtMs = Date.now()
    running = runProcess(ledger, {
      start: begin,
      status: tellStatus,
      changed: (id, folders) => {
        const root = rootOf(id)
        if (root) listeners.changed(folders.map((folder) => pathIn(root, folder)))
      },
      moved: listeners.moved,
      lockedEdit: (id, path, lock) => {
        const root = rootOf(id)
        if (root) listeners.lockedEdit(pathIn(root, path), lock)
      },
      wiped: listeners.wiped,
      ended: (code) => {
        running = undefined
        if (stopped) return
        if (Date.now() - startedAtMs > lastRestartMs) restartMs = firstRestartMs
        console.error(`The sync process ended with ${code}; starting it again in ${restartMs} ms`)
        restart = setTimeout(launch, restartMs)
        restartMs = Math.min(lastRestartMs, restartMs * 2)
      }
    })
  }
  const ask = async (request: Ask): Promise<unknown> => {
    await restarting
    if (!running) throw new SyncNotRunning()
    return running.ask(request)
  }
  const begin = async (askIt: (request: Ask) => Promise<unknown>) => {
    await askIt({ type: 'start', start })
    if (isPaused) await askIt({ type: 'pause' })
    // Nobody has listed anything in these engines yet, so they cannot tell what looks different.
    listeners.changed([''])
  }
  const tell = async (request: Ask): Promise<void> => {
    await ask(request)
  }
  const setPaused = async (paused: boolean) => {
    isPaused = paused
    await ask({ type: paused ? 'pause' : 'resume' })
  }
  const at = (path: string) => rootAt(start.roots, path)
  /** Asks all roots; one that is not open has nothing to say. What it says of another root's part is left out. */
  const fromAll = async <Item extends { readonly path: string }>(
    question: (root: string) => Promise<readonly Item[]>
  ): Promise<readonly Item[]> => {
    const answers = await Promise.all(
      start.roots.map(async (root) => {
        const items = await question(root.id).catch(whenNotOpen)
        return items
          .map((item) => ({ ...item, path: pathIn(root, item.path) }))
          .filter(({ path }) => !isOthers(start.roots, root, path))
      })
    )
    return answers.flat()
  }
  launch()

  return {
    roots: () => start.roots,
    status: () => mergeStatus(start.roots, statuses, sequence),
    statusOf: (id) => statuses.get(id),
    list: async (folder) => {
      const { root, below } = at(folder)
      const items = await ask({ type: 'list', root: root.id, folder: below }).then(
        (items) => syncResults.list.parse(items),
        whenNotOpen
      )
      return placeItems(start.roots, root, items, (id) => statuses.get(id))
    },
    conflicts: async () => {
      const found = await fromAll(async (root) =>
        syncResults.conflicts
          .parse(await ask({ type: 'conflicts', root }))
          .map((conflict) => ({ ...conflict, path: conflict.copyPath }))
      )
      // In one order, whichever was found first: they are settled one after the other.
      return [...found]
        .sort((a, b) => (a.path < b.path ? -1 : 1))
        .map(({ path, originalPath, foundMs }) => ({
          copyPath: path,
          originalPath: pathIn(at(path).root, originalPath),
          foundMs
        }))
    },
    errors: () => fromAll(async (root) => syncResults.errors.parse(await ask({ type: 'errors', root }))),
    waiting: () => fromAll(async (root) => syncResults.waiting.parse(await ask({ type: 'waiting', root }))),
    pins: () => fromAll(async (root) => syncResults.pins.parse(await ask({ type: 'pins', root }))),
    usageOf: async (id) => {
      const root = rootOf(id)
      const told = await ask({ type: 'usage', root: id }).then((usage) => syncResults.usage.parse(usage), whenNotOpen)
      if (root === undefined || !('folders' in told)) return undefined
      return { ...told, folders: told.folders.map((folder) => pathIn(root, folder)) }
    },
    folders: async (folder) => {
      const { root, below } = at(folder)
      const found = syncResults.folders.parse(await ask({ type: 'folders', root: root.id, folder: below }))
      return found.map((one) => ({ ...one, path: pathIn(root, one.path) }))
    },
    lock: async (path) => {
      const { root, below } = at(path)
      return syncResults.lock.parse(await ask({ type: 'lock', root: root.id, path: below })) ?? undefined
    },
    find: async (fileId) => {
      for (const root of start.roots) {
        const found = await ask({ type: 'find', root: root.id, fileId }).then(
          (found) => syncResults.find.parse(found),
          () => null
        )
        const path = found === null ? undefined : pathIn(root, found)
        if (path !== undefined && !isOthers(start.roots, root, path)) return path
      }
      return undefined
    },
    pause: () => setPaused(true),
    resume: () => setPaused(false),
    syncNow: () => tell({ type: 'syncNow' }),
    keep: async (path, pin) => {
      const { root, below } = at(path)
      return (await ask({ type: 'keep', root: root.id, path: below, pin })) === true
    },
    confirmMassDelete: (id, answer) => {
      const { rootId, own } = questionOf(id)
      return tell({ type: 'confirmMassDelete', root: rootId, massDeleteId: own, answer })
    },
    restart: (next) => {
      start = next
      for (const id of [...statuses.keys()]) if (!rootOf(id)) statuses.delete(id)
      // From this moment on questions wait: they are meant for the new roots.
      restarting = restarting.then(async () => {
        const alive = running
        // A process that cannot begin anew ends, and another one begins.
        await alive
          ?.ask({ type: 'stop' })
          .then(() => begin(alive.ask))
          .catch(() => alive.end())
      })
      return restarting
    },
    stop: async () => {
      stopped = true
      clearTimeout(restart)
      const ending = running
      await ending?.ask({ type: 'stop' }).catch((error: unknown) => console.error('sync', error))
      // Its last connections are told before it is gone.
      await ending?.end()
    }
  }
}

/** A root whose disk is not there lists nothing: that it is stopped shows in its row and in the status. */
function whenNotOpen(error: unknown): [] {
  if (error instanceof Error && 'code' in error && error.code === 'rootMissing') return []
  throw error
}
