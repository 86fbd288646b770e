import { localIdOf, remoteIdOf, serverName } from './drafts'
import { mayAdd, mayLeave, mayRename } from './permissions'
import type { Drafting } from './drafting'
import type { Place } from './fate'
import type { Item } from './match'

/** @returns true when the item must move (or can't yet), so that its content waits for the next round. */
export function planMoves(draft: Drafting, item: Item, place: Place): boolean {
  const { model, items, operations } = draft
  const { l, r } = item
  if (l === undefined || r === undefined) return false
  const localParentId = localIdOf(place.parent)
  const remoteParentId = remoteIdOf(place.parent)
  const localName = draft.names.get(item) ?? place.name
  if (l.parentId !== localParentId || (l.name !== localName && l.name !== place.name)) {
    const holder = localParentId === undefined ? undefined : model.local.childByName(localParentId, localName)
    const stuck =
      localParentId === undefined ||
      (holder !== undefined && holder.id !== l.id) ||
      model.local.isWithin(localParentId, l.id)
    // A folder that is still to be made may want the very name that this item has.
    const occupant = localParentId === undefined ? place.parent : holder && items.byLocal.get(holder.id)
    if (stuck) draft.blockedMoves.push({ item, side: 'local', occupant })
    else
      operations.push({
        kind: 'moveLocal',
        key: `moveLocal:${l.id}:${localParentId}/${localName}`,
        localId: l.id,
        parentId: localParentId,
        name: localName
      })
    return true
  }
  const remoteName = serverName(place, r)
  if (r.parentId !== remoteParentId || r.name !== remoteName) {
    const holder = remoteParentId === undefined ? undefined : model.remote.childByName(remoteParentId, remoteName)
    const stuck =
      remoteParentId === undefined ||
      (holder !== undefined && holder.id !== r.id) ||
      model.remote.isWithin(remoteParentId, r.id)
    if (!isAllowed(draft, item, remoteParentId, remoteName)) {
      // Not allowed there: what was moved here becomes a copy, and the original comes back (sync.md 2.3).
      if (item.s === undefined) draft.block(item, 'noPermission')
      else operations.push({ kind: 'forget', key: `unpair:${item.s.id}`, syncedId: item.s.id })
    } else if (stuck) {
      const occupant = remoteParentId === undefined ? place.parent : holder && items.byRemote.get(holder.id)
      draft.blockedMoves.push({ item, side: 'remote', occupant })
    } else
      operations.push({
        kind: 'moveRemote',
        key: `moveRemote:${r.id}:${remoteParentId}/${remoteName}`,
        remoteId: r.id,
        parentId: remoteParentId,
        name: remoteName
      })
    return true
  }
  return false
}

function isAllowed(draft: Drafting, item: Item, parentId: string | undefined, name: string): boolean {
  const { r } = item
  if (r === undefined) return false
  if (draft.rules.serverRefuses(name) || (r.name !== name && !mayRename(r))) return false
  if (parentId === undefined || parentId === r.parentId) return true
  return mayLeave(r) && mayAdd(draft.model.remote.get(parentId), r.kind)
}
