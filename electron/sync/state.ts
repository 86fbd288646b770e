import { Model } from './core/model'
import { ROOT_ID } from './core/nodes'
import { SyncError } from './errors'
import type { LocalNode, RemoteNode, SyncedNode } from './core/nodes'
import type {
  ConflictRecord,
  FailureRecord,
  JournalChange,
  JournalContent,
  JournalPort,
  MetaName,
  Transfer
} from './ports'

/** Equal texts of a pair once in memory: of 100,000 files that is tens of megabytes. */
function shareTexts(s: SyncedNode, r: RemoteNode | undefined): SyncedNode {
  if (r === undefined) return s
  const name = r.name === s.name ? r.name : s.name
  return {
    ...s,
    remoteId: r.id,
    name,
    localName: s.localName === name ? name : s.localName,
    etag: r.etag === s.etag ? r.etag : s.etag,
    hash: r.checksum === s.hash ? r.checksum : s.hash
  }
}

/** The trees in memory, and the changes to them that the journal has not written yet. */
export class SyncState {
  readonly model: Model
  readonly transfers = new Map<string, Transfer>()
  readonly conflicts = new Map<string, ConflictRecord>()
  readonly failures = new Map<string, FailureRecord>()
  readonly #meta: Map<MetaName, string>
  readonly #journal: JournalPort
  #pending: JournalChange[] = []
  #lastSyncedId = 0

  constructor(journal: JournalPort, content: JournalContent) {
    this.#journal = journal
    this.#meta = new Map(content.meta)
    let loading = true
    const write = (change: JournalChange): void => {
      if (!loading) this.#pending.push(change)
    }
    this.model = new Model({
      remote: (change) => {
        write({ table: 'remote', change })
      },
      synced: (change) => {
        write({ table: 'synced', change })
      }
    })
    for (const node of content.remote) this.model.remote.put(node)
    for (const node of content.synced) {
      this.model.synced.put(shareTexts(node, this.model.remote.get(node.remoteId)))
      this.#lastSyncedId = Math.max(this.#lastSyncedId, Number(node.id))
    }
    for (const transfer of content.transfers) this.transfers.set(transfer.key, transfer)
    for (const conflict of content.conflicts) this.conflicts.set(conflict.localId, conflict)
    for (const failure of content.failures) this.failures.set(failure.key, failure)
    loading = false
  }

  get pendingChanges(): number {
    return this.#pending.length
  }

  meta(name: MetaName): string {
    return this.#meta.get(name) ?? ''
  }

  setMeta(name: MetaName, value: string): void {
    if (this.meta(name) === value) return
    this.#meta.set(name, value)
    this.#pending.push({ table: 'meta', name, value })
  }

  /** Writes what is pending in one durable transaction. */
  flush(): void {
    if (this.#pending.length === 0) return
    // Whatever changes, the note that all was at rest holds no longer, unless this is that note.
    if (!this.#pending.some((change) => change.table === 'meta' && change.name === 'rest')) this.setMeta('rest', '')
    const changes = this.#pending
    this.#pending = []
    try {
      this.#journal.commit(changes)
    } catch (cause) {
      throw new SyncError('journalFailed', 'the journal refused a transaction', { cause })
    }
  }

  putTransfer(transfer: Transfer): void {
    this.transfers.set(transfer.key, transfer)
    this.#pending.push({ table: 'transfer', put: transfer })
  }

  dropTransfer(key: string): void {
    if (this.transfers.delete(key)) this.#pending.push({ table: 'transfer', drop: key })
  }

  putConflict(conflict: ConflictRecord): void {
    this.conflicts.set(conflict.localId, conflict)
    this.#pending.push({ table: 'conflict', put: conflict })
  }

  dropConflict(localId: string): void {
    if (this.conflicts.delete(localId)) this.#pending.push({ table: 'conflict', drop: localId })
  }

  putFailure(failure: FailureRecord): void {
    this.failures.set(failure.key, failure)
    this.#pending.push({ table: 'failure', put: failure })
  }

  dropFailure(key: string): void {
    if (this.failures.delete(key)) this.#pending.push({ table: 'failure', drop: key })
  }

  /** Without the merge base both sides are united: equal bytes pair up, others become conflicts, nothing is deleted. */
  forgetAll(): void {
    for (const node of [...this.model.synced.children(ROOT_ID)]) this.model.synced.drop(node.id)
  }

  /** Puts a local node; whatever else was thought to be in its place is gone. */
  putLocal(node: LocalNode): void {
    const holder = this.model.local.childByName(node.parentId, node.name)
    if (holder !== undefined && holder.id !== node.id) this.model.local.drop(holder.id)
    const before = this.model.local.get(node.id)
    if (before !== undefined && before.kind !== node.kind) this.model.local.drop(node.id)
    this.model.local.put(node)
  }

  putRemote(node: RemoteNode): void {
    const holder = this.model.remote.childByName(node.parentId, node.name)
    if (holder !== undefined && holder.id !== node.id) this.model.remote.drop(holder.id)
    this.model.remote.put(node)
  }

  /**
   * Writes down that both sides agree (I11): called only with what was just seen on both.
   * @throws SyncError `changed` when the two are not in the same place.
   */
  record(localId: string, remoteId: string, syncedId: string | undefined): void {
    const { local, remote, synced } = this.model
    const l = local.get(localId)
    const r = remote.get(remoteId)
    if (l === undefined || r === undefined) throw new SyncError('changed', 'record: a side is gone')
    const parent = this.#syncedParent(l, r)
    const known = syncedId === undefined ? undefined : synced.get(syncedId)
    const row = known ?? this.model.syncedByLocal(localId) ?? this.model.syncedByRemote(remoteId)
    const rival = [this.model.syncedByLocal(localId), this.model.syncedByRemote(remoteId)]
    for (const other of rival) if (other !== undefined && other.id !== row?.id) this.#orphan(other)
    const id = row?.id ?? String((this.#lastSyncedId += 1))
    if (synced.isWithin(parent, id)) throw new SyncError('changed', 'record: the parent is not recorded yet')
    const holder = synced.childByName(parent, r.name)
    // The row in our place has moved on both sides but was not recorded yet: keep it, under a name nothing has.
    if (holder !== undefined && holder.id !== id) synced.put({ ...holder, name: `${holder.name}\0${holder.id}` })
    if (row !== undefined && row.kind !== l.kind) synced.drop(row.id)
    synced.put({
      id,
      parentId: parent,
      name: r.name,
      localName: l.name,
      kind: l.kind,
      remoteId,
      localId,
      etag: l.kind === 'file' ? r.etag : '',
      sizeBytes: l.sizeBytes,
      mtimeNs: l.mtimeNs,
      ctimeNs: l.ctimeNs,
      hash: l.hash === '' ? (row?.hash ?? '') : l.hash
    })
  }

  /** What the server has under an item's etag is not what was synced: another version by now. */
  forgetVersion(remoteId: string): void {
    const row = this.model.syncedByRemote(remoteId)
    if (row !== undefined) this.model.synced.put({ ...row, etag: '' })
  }

  /** Forgets a row; the rows below it that are still paired come up to its parent. */
  forget(syncedId: string): void {
    this.model.synced.drop(syncedId)
  }

  #syncedParent(l: LocalNode, r: RemoteNode): string {
    if (l.parentId === ROOT_ID && r.parentId === ROOT_ID) return ROOT_ID
    const byLocal: SyncedNode | undefined = this.model.syncedByLocal(l.parentId)
    if (byLocal?.remoteId !== r.parentId) throw new SyncError('changed', 'record: not in the same place')
    return byLocal.id
  }

  #orphan(row: SyncedNode): void {
    this.model.synced.drop(row.id)
  }
}
