import { ROOT_ID } from '../core/nodes'
import { FaultInjector } from './faults'
import type { RemoteNode, SyncedNode, TreeNode } from '../core/nodes'
import type {
  ConflictRecord,
  FailureRecord,
  JournalChange,
  JournalContent,
  JournalPort,
  MetaName,
  Transfer
} from '../ports'

/** A journal in memory whose transactions are all or nothing. */
export class FakeJournal implements JournalPort {
  readonly faults = new FaultInjector()
  readonly meta = new Map<MetaName, string>()
  readonly remote = new Map<string, RemoteNode>()
  readonly synced = new Map<string, SyncedNode>()
  readonly transfers = new Map<string, Transfer>()
  readonly conflicts = new Map<string, ConflictRecord>()
  readonly failures = new Map<string, FailureRecord>()

  load = (): JournalContent => ({
    meta: new Map(this.meta),
    remote: parentsFirst(this.remote),
    synced: parentsFirst(this.synced),
    transfers: [...this.transfers.values()],
    conflicts: [...this.conflicts.values()],
    failures: [...this.failures.values()]
  })

  commit = (changes: readonly JournalChange[]): void => {
    this.faults.aroundSync('commit', String(changes.length), () => {
      for (const change of changes) this.#apply(change)
    })
  }

  close = (): void => undefined

  erase = (): void => {
    this.forgetAll()
  }

  copy(): JournalContent {
    return this.load()
  }

  /** As if somebody had put an old copy of the file in its place. */
  restore(old: JournalContent): void {
    this.forgetAll()
    for (const [name, value] of old.meta) this.meta.set(name, value)
    for (const node of old.remote) this.remote.set(node.id, node)
    for (const node of old.synced) this.synced.set(node.id, node)
  }

  /** As if the file were lost. */
  forgetAll(): void {
    for (const table of [this.meta, this.remote, this.synced, this.transfers, this.conflicts, this.failures])
      table.clear()
  }

  #apply(entry: JournalChange): void {
    switch (entry.table) {
      case 'meta':
        this.meta.set(entry.name, entry.value)
        return
      case 'remote':
        if ('put' in entry.change) this.remote.set(entry.change.put.id, entry.change.put)
        else this.remote.delete(entry.change.drop)
        return
      case 'synced':
        if ('put' in entry.change) this.synced.set(entry.change.put.id, entry.change.put)
        else this.synced.delete(entry.change.drop)
        return
      case 'transfer':
        if ('put' in entry) this.transfers.set(entry.put.key, entry.put)
        else this.transfers.delete(entry.drop)
        return
      case 'failure':
        if ('put' in entry) this.failures.set(entry.put.key, entry.put)
        else this.failures.delete(entry.drop)
        return
      case 'conflict':
        if ('put' in entry) this.conflicts.set(entry.put.localId, entry.put)
        else this.conflicts.delete(entry.drop)
    }
  }
}

function parentsFirst<N extends TreeNode>(nodes: ReadonlyMap<string, N>): N[] {
  const children = new Map<string, N[]>()
  for (const node of nodes.values()) children.set(node.parentId, [...(children.get(node.parentId) ?? []), node])
  const ordered: N[] = []
  const queue = [ROOT_ID]
  for (const id of queue) {
    for (const node of children.get(id) ?? []) {
      ordered.push(node)
      queue.push(node.id)
    }
  }
  return ordered
}
