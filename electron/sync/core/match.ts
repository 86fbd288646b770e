import { ROOT_ID } from './nodes'
import { isSwapName, normalName } from './names'
import type { Trees } from './model'
import type { LocalNode, NodeKind, RemoteNode, SyncedNode } from './nodes'

/** One thing the person knows as one file or folder, seen from up to three trees. */
export interface Item {
  readonly key: string
  readonly kind: NodeKind
  readonly s: SyncedNode | undefined
  l: LocalNode | undefined
  r: RemoteNode | undefined
}

export interface Items {
  readonly all: readonly Item[]
  readonly root: Item
  readonly byLocal: ReadonlyMap<string, Item>
  readonly byRemote: ReadonlyMap<string, Item>
  readonly bySynced: ReadonlyMap<string, Item>
}

/** Pairs the nodes of the three trees: by identity first, then by place, then new with new by name. */
export function matchItems(model: Trees): Items {
  const root: Item = { key: ROOT_ID, kind: 'folder', s: undefined, l: undefined, r: undefined }
  const all: Item[] = []
  const byLocal = new Map<string, Item>([[ROOT_ID, root]])
  const byRemote = new Map<string, Item>([[ROOT_ID, root]])
  const bySynced = new Map<string, Item>([[ROOT_ID, root]])
  const setLocal = (item: Item, node: LocalNode): void => {
    item.l = node
    byLocal.set(node.id, item)
  }
  const setRemote = (item: Item, node: RemoteNode): void => {
    item.r = node
    byRemote.set(node.id, item)
  }

  for (const s of model.synced.nodes()) {
    const item: Item = { key: `s${s.id}`, kind: s.kind, s, l: undefined, r: undefined }
    const l = model.local.get(s.localId)
    const r = model.remote.get(s.remoteId)
    if (l?.kind === s.kind) setLocal(item, l)
    if (r?.kind === s.kind) setRemote(item, r)
    all.push(item)
    bySynced.set(s.id, item)
  }

  // A new identity in the same place: an editor's atomic save, a file that a server tool recreated.
  const synced = [ROOT_ID]
  for (let parentId = synced.pop(); parentId !== undefined; parentId = synced.pop()) {
    const parent = bySynced.get(parentId)
    for (const s of model.synced.children(parentId)) {
      const item = bySynced.get(s.id)
      if (s.kind === 'folder') synced.push(s.id)
      if (item === undefined) continue
      const localParent = parent === root ? ROOT_ID : parent?.l?.id
      const remoteParent = parent === root ? ROOT_ID : parent?.r?.id
      if (item.l === undefined && localParent !== undefined) {
        const heir = model.local.childByName(localParent, s.localName)
        if (heir?.kind === s.kind && !byLocal.has(heir.id)) setLocal(item, heir)
      }
      if (item.r === undefined && remoteParent !== undefined) {
        const heir = model.remote.childByName(remoteParent, s.name)
        if (heir?.kind === s.kind && !byRemote.has(heir.id)) setRemote(item, heir)
      }
    }
  }

  const folders = [root]
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const localId = folder === root ? ROOT_ID : folder.l?.id
    const remoteId = folder === root ? ROOT_ID : folder.r?.id
    if (localId === undefined || remoteId === undefined) continue
    const spellings = unmatchedSpellings(model, localId, byLocal)
    for (const r of model.remote.children(remoteId)) {
      let item = byRemote.get(r.id)
      if (item === undefined) {
        const twin = model.local.childByName(localId, r.name) ?? spellings?.get(normalName(r.name))
        if (twin?.kind === r.kind && !byLocal.has(twin.id)) {
          item = { key: `l${twin.id}`, kind: r.kind, s: undefined, l: undefined, r: undefined }
          setLocal(item, twin)
          setRemote(item, r)
          all.push(item)
        }
      }
      if (item?.kind === 'folder' && item.l !== undefined) folders.push(item)
    }
  }

  for (const l of model.local.nodes()) {
    if (byLocal.has(l.id)) continue
    const item: Item = { key: `l${l.id}`, kind: l.kind, s: undefined, l: undefined, r: undefined }
    setLocal(item, l)
    all.push(item)
  }
  for (const r of model.remote.nodes()) {
    if (byRemote.has(r.id)) continue
    const item: Item = { key: `r${r.id}`, kind: r.kind, s: undefined, l: undefined, r: undefined }
    setRemote(item, r)
    all.push(item)
  }
  return { all, root, byLocal, byRemote, bySynced }
}

/** New local names by their normal form, only when some name is not written that way. */
function unmatchedSpellings(
  model: Trees,
  folderId: string,
  byLocal: ReadonlyMap<string, Item>
): Map<string, LocalNode> | undefined {
  let spellings: Map<string, LocalNode> | undefined
  for (const l of model.local.children(folderId)) {
    if (byLocal.has(l.id) || normalName(l.name) === l.name) continue
    spellings ??= new Map<string, LocalNode>()
    spellings.set(normalName(l.name), l)
  }
  return spellings
}

export function localParent(items: Items, item: Item): Item | undefined {
  return item.l === undefined ? undefined : items.byLocal.get(item.l.parentId)
}

export function remoteParent(items: Items, item: Item): Item | undefined {
  return item.r === undefined ? undefined : items.byRemote.get(item.r.parentId)
}

export function hasMovedLocally(items: Items, item: Item): boolean {
  if (item.s === undefined || item.l === undefined) return false
  return item.l.name !== item.s.localName || localParent(items, item) !== items.bySynced.get(item.s.parentId)
}

/** A name that we gave for a moment ourselves is no move of somebody's. */
export function hasMovedRemotely(items: Items, item: Item): boolean {
  if (item.s === undefined || item.r === undefined || isSwapName(item.r.name)) return false
  return item.r.name !== item.s.name || remoteParent(items, item) !== items.bySynced.get(item.s.parentId)
}
