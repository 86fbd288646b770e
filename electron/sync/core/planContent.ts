import { decideContent } from './content'
import { hashing, recording, remoteVersion, version } from './drafts'
import { ROOT_ID } from './nodes'
import { mayWrite } from './permissions'
import type { Drafting } from './drafting'
import type { Place } from './fate'
import type { Item } from './match'

/** @returns true when the copy here goes, since the person wants to have the item on the server alone. */
export function planEviction(draft: Drafting, item: Item): boolean {
  const { s, l, r } = item
  if (s === undefined || l === undefined || r === undefined || !draft.isOnlineOnly(r)) return false
  const isSettled =
    item.kind === 'folder'
      ? draft.model.local.childIds(l.id).size === 0 && !l.hasIgnored
      : decideContent(item) === 'none' && !l.isOpen
  if (isSettled && s.localId === l.id && s.remoteId === r.id)
    draft.operations.push({
      kind: 'evict',
      key: `evict:${s.id}:${r.etag}`,
      localId: l.id,
      remoteId: r.id,
      syncedId: s.id
    })
  return isSettled
}

export function recordIfNew(draft: Drafting, item: Item, place: Place): void {
  const { s, l, r } = item
  if (l === undefined || r === undefined) return
  const parentId = place.parent === draft.items.root ? ROOT_ID : place.parent.s?.id
  const known =
    s?.localId === l.id && s.remoteId === r.id && s.name === r.name && s.localName === l.name && s.parentId === parentId
  // A child's row needs its parent's row: next round.
  if (!known && parentId !== undefined) draft.operations.push(recording(l.id, r.id, s?.id))
}

export function planContent(draft: Drafting, item: Item, place: Place): void {
  const { s, l, r } = item
  if (l === undefined || r === undefined) return
  switch (decideContent(item)) {
    case 'none':
      recordIfNew(draft, item, place)
      return
    case 'record':
      if (place.parent === draft.items.root || place.parent.s !== undefined)
        draft.operations.push(recording(l.id, r.id, s?.id))
      return
    case 'hash':
      draft.operations.push(hashing(l.id))
      return
    case 'upload':
      if (!mayWrite(r)) {
        planConflict(draft, item, place)
        return
      }
      draft.operations.push({
        kind: 'upload',
        key: `upload:${version(l)}:${r.etag}`,
        syncedId: s?.id,
        localId: l.id,
        replaces: { remoteId: r.id, etag: r.etag },
        parent: { id: r.parentId },
        name: r.name
      })
      return
    case 'download':
      // Nobody's open document is changed under their hands.
      if (l.isOpen) {
        draft.block(item, 'openHere')
        return
      }
      draft.operations.push({
        kind: 'download',
        key: `download:${remoteVersion(r)}:${version(l)}`,
        syncedId: s?.id,
        remoteId: r.id,
        replaces: l.id,
        parent: { id: l.parentId },
        name: l.name
      })
      return
    case 'conflict':
      planConflict(draft, item, place)
  }
}

/** Also for a change that may not be uploaded (case 47): the server's version comes back, the edit becomes a copy. */
function planConflict(draft: Drafting, item: Item, place: Place): void {
  const { s, l, r } = item
  if (l === undefined || r === undefined) return
  if (l.isOpen) {
    draft.block(item, 'openHere')
    return
  }
  if (s === undefined && place.parent !== draft.items.root && place.parent.s === undefined) return
  draft.operations.push({
    kind: 'conflict',
    key: `conflict:${version(l)}:${remoteVersion(r)}`,
    syncedId: s?.id,
    localId: l.id,
    remoteId: r.id
  })
}
