import { makeKey, parentOn, remoteVersion, version } from './drafts'
import { normalName } from './names'
import { mayAdd } from './permissions'
import type { Drafting } from './drafting'
import type { Place } from './fate'
import type { Item } from './match'

export function planNewLocal(draft: Drafting, item: Item, place: Place): void {
  const { l } = item
  if (l === undefined) return
  // A folder that holds nothing but files which are never synced stays where it is, alone.
  if (l.kind === 'folder' && l.hasIgnored && draft.model.local.childIds(l.id).size === 0) return
  const parent = parentOn('remote', place.parent)
  if (parent === undefined) return
  const name = normalName(place.name)
  if (draft.rules.serverRefuses(name)) {
    draft.block(item, 'nameRefused')
    return
  }
  if ('id' in parent) {
    const holder = draft.model.remote.childByName(parent.id, name)
    if (holder !== undefined) {
      draft.blockedMoves.push({ item, side: 'remote', occupant: draft.items.byRemote.get(holder.id) })
      return
    }
    if (!mayAdd(draft.model.remote.get(parent.id), l.kind)) {
      draft.block(item, 'noPermission')
      return
    }
  }
  if (l.kind === 'folder')
    draft.operations.push({
      kind: 'makeRemoteFolder',
      key: makeKey('remote', item),
      syncedId: item.s?.id,
      localId: l.id,
      parent,
      name
    })
  else
    draft.operations.push({
      kind: 'upload',
      key: `upload:${version(l)}:`,
      syncedId: item.s?.id,
      localId: l.id,
      replaces: undefined,
      parent,
      name
    })
}

export function planNewRemote(draft: Drafting, item: Item, place: Place): void {
  const { s, r } = item
  if (r === undefined) return
  if (draft.isOnlineOnly(r)) {
    if (s !== undefined) draft.operations.push({ kind: 'forget', key: `forget:${s.id}`, syncedId: s.id })
    draft.block(item, 'onlineOnly')
    return
  }
  const name = draft.names.get(item) ?? place.name
  if (draft.rules.localRefuses(name)) {
    draft.block(item, 'nameRefused')
    return
  }
  const parent = parentOn('local', place.parent)
  if (parent === undefined) return
  if ('id' in parent) {
    const holder = draft.model.local.childByName(parent.id, name)
    if (holder !== undefined) {
      draft.blockedMoves.push({ item, side: 'local', occupant: draft.items.byLocal.get(holder.id) })
      return
    }
  }
  if (r.kind === 'folder')
    draft.operations.push({
      kind: 'makeLocalFolder',
      key: makeKey('local', item),
      syncedId: s?.id,
      remoteId: r.id,
      parent,
      name
    })
  else
    draft.operations.push({
      kind: 'download',
      key: `download:${remoteVersion(r)}:`,
      syncedId: s?.id,
      remoteId: r.id,
      replaces: undefined,
      parent,
      name
    })
}
