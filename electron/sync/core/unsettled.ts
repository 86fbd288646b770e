import { ROOT_ID } from './nodes'
import type { Model, Trees } from './model'
import type { SyncedNode, TreeNode } from './nodes'
import type { Tree, TreeView } from './tree'

/**
 * The part of the trees that a plan can be about: the items that are not as they were synced, what is beside and right
 * below them (names may clash, folders may be emptied), and the way up from there. For all others both sides hold what
 * was synced, each in its place, and a plan of everything says nothing of them (`unsettled.test.ts` proves that the
 * plans are equal). In a large tree that is all day nearly everything, and nothing is made for it here.
 * @returns undefined when there is nothing to plan.
 */
export function unsettledPart(model: Model): Trees | undefined {
  const { local, remote, synced } = model
  const rows = new Set<string>()
  for (const s of synced.nodes()) if (!isAsSynced(model, s)) rows.add(s.id)
  const settled = synced.size - rows.size
  if (rows.size === 0 && local.size === settled && remote.size === settled) return undefined
  // With most of it to be planned, a part only costs.
  if (local.size + remote.size - 2 * settled > settled) return model

  const part = { local: new Set<string>(), remote: new Set<string>(), synced: new Set<string>() }
  const addRow = (id: string | undefined): void => {
    const s = id === undefined ? undefined : synced.get(id)
    if (s === undefined || part.synced.has(s.id)) return
    part.synced.add(s.id)
    addRow(s.parentId)
    addLocal(s.localId)
    addRemote(s.remoteId)
  }
  const addLocal = (id: string): void => {
    const l = local.get(id)
    if (l === undefined || part.local.has(id)) return
    part.local.add(id)
    addLocal(l.parentId)
    addRow(model.syncedByLocal(id)?.id)
  }
  const addRemote = (id: string): void => {
    const r = remote.get(id)
    if (r === undefined || part.remote.has(id)) return
    part.remote.add(id)
    addRemote(r.parentId)
    addRow(model.syncedByRemote(id)?.id)
  }

  // By their rows: whatever in them has no row is not as it was synced, and here anyway.
  const folders = new Set<string>()
  const around = (
    parentId: string,
    row: SyncedNode | undefined,
    rowOf: (id: string) => SyncedNode | undefined
  ): void => {
    const parent = parentId === ROOT_ID ? ROOT_ID : rowOf(parentId)?.id
    if (parent !== undefined) folders.add(parent)
    if (row?.kind === 'folder') folders.add(row.id)
  }
  for (const id of rows) {
    addRow(id)
    const s = synced.get(id)
    if (s !== undefined) around(s.parentId, s, (parentId) => synced.get(parentId))
  }
  const byLocal = (id: string): SyncedNode | undefined => model.syncedByLocal(id)
  for (const l of local.nodes()) {
    const row = byLocal(l.id)
    if (row !== undefined && !rows.has(row.id)) continue
    addLocal(l.id)
    around(l.parentId, row, byLocal)
  }
  const byRemote = (id: string): SyncedNode | undefined => model.syncedByRemote(id)
  for (const r of remote.nodes()) {
    const row = byRemote(r.id)
    if (row !== undefined && !rows.has(row.id)) continue
    addRemote(r.id)
    around(r.parentId, row, byRemote)
  }
  for (const id of folders) for (const child of synced.childIds(id).values()) addRow(child)
  return { local: partOf(local, part.local), remote: partOf(remote, part.remote), synced: partOf(synced, part.synced) }
}

/** True when both sides hold exactly what was synced, each item in its place. */
export function isSettled(model: Model): boolean {
  const { local, remote, synced } = model
  if (local.size !== synced.size || remote.size !== synced.size) return false
  for (const s of synced.nodes()) if (!isAsSynced(model, s)) return false
  return true
}

function isAsSynced(model: Model, s: SyncedNode): boolean {
  const { local, remote, synced } = model
  const l = local.get(s.localId)
  const r = remote.get(s.remoteId)
  if (l === undefined || r === undefined || l.kind !== s.kind || r.kind !== s.kind) return false
  if (l.name !== s.localName || r.name !== s.name) return false
  const parent = s.parentId === ROOT_ID ? undefined : synced.get(s.parentId)
  if (l.parentId !== (parent?.localId ?? ROOT_ID) || r.parentId !== (parent?.remoteId ?? ROOT_ID)) return false
  // Whoever else claims the same item is not believed either.
  if (model.syncedByLocal(l.id) !== s || model.syncedByRemote(r.id) !== s) return false
  if (s.kind === 'folder') return true
  return l.sizeBytes === s.sizeBytes && l.mtimeNs === s.mtimeNs && l.ctimeNs === s.ctimeNs && r.etag === s.etag
}

/** The nodes of a set as a tree; every ancestor of one is in the set. Their order is the tree's. */
function partOf<N extends TreeNode>(tree: Tree<N>, ids: ReadonlySet<string>): TreeView<N> {
  const within = (node: N | undefined): N | undefined => (node !== undefined && ids.has(node.id) ? node : undefined)
  return {
    get: (id) => within(tree.get(id)),
    *nodes() {
      for (const node of tree.nodes()) if (ids.has(node.id)) yield node
    },
    childIds: (parentId) => new Map([...tree.childIds(parentId)].filter(([, id]) => ids.has(id))),
    *children(parentId) {
      for (const node of tree.children(parentId)) if (ids.has(node.id)) yield node
    },
    childByName: (parentId, name) => within(tree.childByName(parentId, name)),
    byPath: (path) => tree.byPath(path),
    isWithin: (id, ancestorId) => tree.isWithin(id, ancestorId)
  }
}
