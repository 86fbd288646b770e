import { ROOT_ID } from './nodes'
import { Tree } from './tree'
import type { LocalNode, RemoteNode, SyncedNode } from './nodes'
import type { TreeChange, TreeView } from './tree'

export interface ModelListener {
  readonly remote: (change: TreeChange<RemoteNode>) => void
  readonly synced: (change: TreeChange<SyncedNode>) => void
}

/** The three trees as the planner sees them. */
export interface Trees {
  readonly remote: TreeView<RemoteNode>
  readonly local: TreeView<LocalNode>
  readonly synced: TreeView<SyncedNode>
}

/** The three trees, and who is paired with whom. */
export class Model {
  readonly remote: Tree<RemoteNode>
  readonly local = new Tree<LocalNode>(() => {
    this.revision += 1
  })
  /** Grows with every change of any tree. */
  revision = 0
  readonly synced: Tree<SyncedNode>
  readonly #byLocal = new Map<string, string>()
  readonly #byRemote = new Map<string, string>()
  readonly #pairs = new Map<string, readonly [localId: string, remoteId: string]>()

  constructor(listener?: ModelListener) {
    this.remote = new Tree<RemoteNode>((change) => {
      this.revision += 1
      listener?.remote(change)
    })
    this.synced = new Tree<SyncedNode>((change) => {
      this.revision += 1
      this.#index(change)
      listener?.synced(change)
    })
  }

  syncedByLocal(localId: string): SyncedNode | undefined {
    const id = this.#byLocal.get(localId)
    return id === undefined ? undefined : this.synced.get(id)
  }

  syncedByRemote(remoteId: string): SyncedNode | undefined {
    const id = this.#byRemote.get(remoteId)
    return id === undefined ? undefined : this.synced.get(id)
  }

  /** The remote id that stands for this local folder; the roots stand for each other. */
  remoteOf(localId: string): string | undefined {
    return localId === ROOT_ID ? ROOT_ID : this.syncedByLocal(localId)?.remoteId
  }

  #index(change: TreeChange<SyncedNode>): void {
    const id = 'put' in change ? change.put.id : change.drop
    const before = this.#pairs.get(id)
    if (before !== undefined) {
      if (this.#byLocal.get(before[0]) === id) this.#byLocal.delete(before[0])
      if (this.#byRemote.get(before[1]) === id) this.#byRemote.delete(before[1])
      this.#pairs.delete(id)
    }
    if ('put' in change) {
      this.#byLocal.set(change.put.localId, id)
      this.#byRemote.set(change.put.remoteId, id)
      this.#pairs.set(id, [change.put.localId, change.put.remoteId])
    }
  }
}
