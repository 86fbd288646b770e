import { ROOT_ID } from './core/nodes'
import type { Operation } from './core/operations'
import type { SyncState } from './state'

/** Which folders on the server have another etag because this run changed something in them, and nothing is new in them. */
export class OwnFolders {
  #changed = new Set<string>()
  /** What is new there is known by the next listing only: its rights, for one. */
  #grown = new Set<string>()

  constructor(private readonly state: SyncState) {}

  /** Takes note of an operation that was done: the etags of the folder and of those around it follow. */
  note(operation: Operation): void {
    if (operation.kind !== 'upload' && operation.kind !== 'makeRemoteFolder') return
    if (!('id' in operation.parent)) return
    const isNew = operation.kind === 'makeRemoteFolder' || operation.replaces === undefined
    if (isNew) this.#grown.add(operation.parent.id)
    for (let id = operation.parent.id; ; id = this.state.model.remote.get(id)?.parentId ?? ROOT_ID) {
      this.#changed.add(id)
      if (id === ROOT_ID) return
    }
  }

  /** The folders since the last call. */
  take(): ReadonlySet<string> {
    const own = this.#changed
    for (const id of this.#grown) own.delete(id)
    this.#changed = new Set()
    this.#grown = new Set()
    return own
  }
}
