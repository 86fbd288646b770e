import { serverIdOf } from './core/nodes'
import { SyncError } from './errors'
import type { Operation } from './core/operations'
import type { RemoteLock, RemoteNode } from './core/nodes'
import type { Failures } from './failures'
import type { Clock, RemotePort } from './ports'
import type { SyncState } from './state'

/** A folder that is looked at is asked about again after this time; one with more items is not asked about. */
const FRESH_MS = 15_000
const MOST_ITEMS = 2000

interface LockDeps {
  readonly state: SyncState
  readonly remote: Pick<RemotePort, 'hasLocks' | 'locks' | 'stat'>
  readonly clock: Clock
  /** An item that somebody else has locked was opened or changed here; told once for each lock. */
  readonly warn: (path: string, lock: RemoteLock) => void
}

/**
 * Other people's locks on files (case 59): what would meet one waits before it is tried, and who edits such a file is
 * told before the edits part.
 */
export class Locks {
  readonly #warned = new Set<string>()
  /** Operations that wait for a lock to end, and whose. */
  readonly #waiting = new Map<string, string>()
  readonly #askedMs = new Map<string, number>()
  #open: ReadonlySet<string> = new Set()
  #seenRevision = -1

  constructor(private readonly deps: LockDeps) {}

  /** Lets go of what waited for locks that are seen to have ended: no need to wait for the next try. */
  release(failures: Failures): void {
    for (const [key, remoteId] of this.#waiting) {
      if (this.deps.state.model.remote.get(remoteId)?.lock !== undefined) continue
      this.#waiting.delete(key)
      failures.clear(key)
    }
  }

  /** @returns the operations that meet no lock; the others wait. @throws SyncError of scope `run`. */
  async admit(operations: readonly Operation[], failures: Failures): Promise<readonly Operation[]> {
    const held = new Set<Operation>()
    for (const operation of operations) {
      const remoteId = writesTo(operation)
      const node = remoteId === undefined ? undefined : this.deps.state.model.remote.get(remoteId)
      if (node?.lock === undefined || (await this.#look(node)) === undefined) continue
      held.add(operation)
      this.#wait(operation, node.id)
      failures.note(operation, new SyncError('locked', 'somebody else has the file open for editing'))
    }
    return held.size === 0 ? operations : operations.filter((operation) => !held.has(operation))
  }

  /** After the server refused: who has the lock, for the person to see. */
  async learn(operations: readonly Operation[]): Promise<void> {
    for (const operation of operations) {
      const remoteId = writesTo(operation)
      const node = remoteId === undefined ? undefined : this.deps.state.model.remote.get(remoteId)
      if (node !== undefined && (await this.#look(node)) !== undefined) this.#wait(operation, node.id)
    }
  }

  /** Documents that a program here has opened since the last look: is somebody else at them already? */
  async noticeOpened(): Promise<void> {
    const { state, remote } = this.deps
    if (!remote.hasLocks() || state.model.revision === this.#seenRevision) return
    this.#seenRevision = state.model.revision
    const open = new Set<string>()
    for (const node of state.model.local.nodes()) if (node.isOpen) open.add(node.id)
    const before = this.#open
    this.#open = open
    for (const id of open) {
      const remoteId = before.has(id) ? undefined : state.model.remoteOf(id)
      const node = remoteId === undefined ? undefined : state.model.remote.get(remoteId)
      if (node !== undefined && (await this.#look(node)) !== undefined) this.#warn(node.id)
    }
  }

  /** Asks the server about one item, before it is opened: whoever asks says it to the person, so it is not told again. */
  async of(remoteId: string): Promise<RemoteLock | undefined> {
    const node = this.deps.remote.hasLocks() ? this.deps.state.model.remote.get(remoteId) : undefined
    const lock = node?.kind === 'file' ? await this.#look(node) : undefined
    if (lock !== undefined) this.#warned.add(nameOf(remoteId, lock))
    return lock
  }

  /** Asks for the locks of a folder that somebody looks at, not too often. @returns true when something changed. */
  async refresh(folderId: string): Promise<boolean> {
    const { state, remote, clock } = this.deps
    const path = state.model.remote.path(folderId)
    const nowMs = clock.nowMs()
    const isFresh = nowMs - (this.#askedMs.get(folderId) ?? -Infinity) < FRESH_MS
    if (path === undefined || isFresh || !remote.hasLocks()) return false
    if (state.model.remote.childIds(folderId).size > MOST_ITEMS) return false
    this.#askedMs.set(folderId, nowMs)
    const locks = await remote.locks(path)
    let changed = false
    for (const node of [...state.model.remote.children(folderId)]) {
      if (node.kind === 'file') changed = this.#put(node, locks.get(serverIdOf(node.id))) || changed
    }
    return changed
  }

  #wait(operation: Operation, remoteId: string): void {
    this.#waiting.set(operation.key, remoteId)
    if (operation.kind === 'upload') this.#warn(remoteId)
  }

  /** The lock as it is now; what could not be asked is taken for unlocked: the server itself refuses then. */
  async #look(node: RemoteNode): Promise<RemoteLock | undefined> {
    const path = this.deps.state.model.remote.path(node.id)
    if (path === undefined) return undefined
    let lock: RemoteLock | undefined
    try {
      lock = (await this.deps.remote.stat(path))?.lock
    } catch (error) {
      if (!(error instanceof SyncError) || error.scope === 'run') throw error
    }
    const now = this.deps.state.model.remote.get(node.id)
    if (now !== undefined) this.#put(now, lock)
    return lock
  }

  #put(node: RemoteNode, lock: RemoteLock | undefined): boolean {
    if (node.lock?.ownerName === lock?.ownerName && node.lock?.sinceMs === lock?.sinceMs) return false
    const { lock: _before, ...rest } = node
    this.deps.state.model.remote.put(lock === undefined ? rest : { ...rest, lock })
    return true
  }

  #warn(remoteId: string): void {
    const { remote } = this.deps.state.model
    const lock = remote.get(remoteId)?.lock
    const path = remote.path(remoteId)
    if (lock === undefined || path === undefined) return
    const name = nameOf(remoteId, lock)
    if (this.#warned.has(name)) return
    this.#warned.add(name)
    this.deps.warn(path, lock)
  }
}

function nameOf(remoteId: string, { ownerName, sinceMs }: RemoteLock): string {
  return `${remoteId} ${ownerName} ${String(sinceMs)}`
}

/** The file on the server that an operation changes; undefined for what a lock does not stand in the way of. */
function writesTo(operation: Operation): string | undefined {
  switch (operation.kind) {
    case 'upload':
      return operation.replaces?.remoteId
    case 'moveRemote':
    case 'deleteRemote':
      return operation.remoteId
    default:
      return undefined
  }
}
