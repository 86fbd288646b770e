import { decideContent } from './content'
import { planDeletions } from './deletions'
import { hashing, localIdOf, makeKey, nameLosers, parentOn, recording, remoteIdOf, serverName, version } from './drafts'
import { decideFates, localMovesInCircles, targetPlace } from './fate'
import { matchItems } from './match'
import { breakCircle } from './circles'
import { normalName } from './names'
import { ROOT_ID } from './nodes'
import { mayAdd, mayMove, mayWrite } from './permissions'
import type { Fate, Place } from './fate'
import type { Item, Items } from './match'
import type { Model } from './model'
import type { BlockedItem, Operation, Plan } from './operations'

export interface BlockedMove {
  readonly item: Item
  readonly side: 'local' | 'remote'
  readonly occupant: Item | undefined
}

/**
 * Compares the three trees and returns what may be done now, in any order that respects `madeBy`.
 * Pure. Asked again after every round until it returns nothing.
 */
export function plan(model: Model, items: Items = matchItems(model)): Plan {
  const circular = localMovesInCircles(items)
  const fates = decideFates(items, circular)
  const places = new Map<Item, Place>()
  for (const item of items.all) {
    const place = fates.get(item) === 'live' ? targetPlace(items, item, circular) : undefined
    if (place !== undefined) places.set(item, place)
  }
  const losers = nameLosers(places)
  const operations: Operation[] = []
  const blocked: BlockedItem[] = []
  const blockedMoves: BlockedMove[] = []
  const block = (item: Item, reason: BlockedItem['reason']): void => {
    blocked.push({ localId: item.l?.id, remoteId: item.r?.id, reason })
  }

  for (const item of items.all) {
    const fate = fates.get(item)
    if (fate === 'forget' && item.s !== undefined) {
      operations.push({ kind: 'forget', key: `forget:${item.s.id}`, syncedId: item.s.id })
    }
    if (fate === 'wait' && item.kind === 'file' && item.l !== undefined) operations.push(hashing(item.l.id))
    const place = places.get(item)
    if (place === undefined) continue
    if (losers.has(item)) {
      if (item.l === undefined) block(item, 'nameClash')
      else operations.push({ kind: 'stepAside', key: `stepAside:${item.l.id}`, localId: item.l.id })
      continue
    }
    planLiving({ model, items, fates, operations, blockedMoves, block }, item, place)
  }
  const deletions = planDeletions(model, items, fates, operations, block)
  if (operations.length === 0) operations.push(...breakCircle(blockedMoves))
  for (const move of blockedMoves) block(move.item, 'waits')
  return { operations, blocked, deletions }
}

interface Drafting {
  readonly model: Model
  readonly items: Items
  readonly fates: ReadonlyMap<Item, Fate>
  readonly operations: Operation[]
  readonly blockedMoves: BlockedMove[]
  readonly block: (item: Item, reason: BlockedItem['reason']) => void
}

function planLiving(draft: Drafting, item: Item, place: Place): void {
  const { l, r } = item
  if (l !== undefined && r !== undefined) {
    if (planMoves(draft, item, place)) return
    if (item.kind === 'folder') recordIfNew(draft, item, place)
    else planContent(draft, item, place)
  } else if (l !== undefined) planNewLocal(draft, item, place)
  else if (r !== undefined) planNewRemote(draft, item, place)
}

/** @returns true when the item must move (or can't yet), so that its content waits for the next round. */
function planMoves(draft: Drafting, item: Item, place: Place): boolean {
  const { model, items, operations } = draft
  const { l, r } = item
  if (l === undefined || r === undefined) return false
  const localParentId = localIdOf(place.parent)
  const remoteParentId = remoteIdOf(place.parent)
  // A new pair may be written in two forms of Unicode; that is no move.
  const localName = item.s !== undefined && item.s.name === place.name ? item.s.localName : place.name
  const sameSpelling = item.s === undefined || l.name === localName || place.name === l.name
  if (l.parentId !== localParentId || !sameSpelling) {
    const holder = localParentId === undefined ? undefined : model.local.childByName(localParentId, place.name)
    const stuck =
      localParentId === undefined ||
      (holder !== undefined && holder.id !== l.id) ||
      model.local.isWithin(localParentId, l.id)
    if (stuck) draft.blockedMoves.push({ item, side: 'local', occupant: holder && items.byLocal.get(holder.id) })
    else
      operations.push({
        kind: 'moveLocal',
        key: `moveLocal:${l.id}:${localParentId}/${place.name}`,
        localId: l.id,
        parentId: localParentId,
        name: place.name
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
    if (!mayMove(r)) draft.block(item, 'noPermission')
    else if (stuck) draft.blockedMoves.push({ item, side: 'remote', occupant: holder && items.byRemote.get(holder.id) })
    else
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

function recordIfNew(draft: Drafting, item: Item, place: Place): void {
  const { s, l, r } = item
  if (l === undefined || r === undefined) return
  const parentId = place.parent === draft.items.root ? ROOT_ID : place.parent.s?.id
  const known =
    s?.localId === l.id && s.remoteId === r.id && s.name === r.name && s.localName === l.name && s.parentId === parentId
  // A child's row needs its parent's row: next round.
  if (!known && parentId !== undefined) draft.operations.push(recording(l.id, r.id, s?.id))
}

function planContent(draft: Drafting, item: Item, place: Place): void {
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
        draft.block(item, 'noPermission')
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
      draft.operations.push({
        kind: 'download',
        key: `download:${r.id}:${r.etag}:${version(l)}`,
        syncedId: s?.id,
        remoteId: r.id,
        replaces: l.id,
        parent: { id: l.parentId },
        name: l.name
      })
      return
    case 'conflict':
      if (s !== undefined || place.parent === draft.items.root || place.parent.s !== undefined) {
        draft.operations.push({
          kind: 'conflict',
          key: `conflict:${version(l)}:${r.id}:${r.etag}`,
          syncedId: s?.id,
          localId: l.id,
          remoteId: r.id
        })
      }
  }
}

function planNewLocal(draft: Drafting, item: Item, place: Place): void {
  const { l } = item
  if (l === undefined) return
  // A folder that holds nothing but files which are never synced stays where it is, alone.
  if (l.kind === 'folder' && l.hasIgnored && draft.model.local.childIds(l.id).size === 0) return
  const parent = parentOn('remote', place.parent)
  if (parent === undefined) return
  const name = normalName(place.name)
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

function planNewRemote(draft: Drafting, item: Item, place: Place): void {
  const { r } = item
  if (r === undefined) return
  const parent = parentOn('local', place.parent)
  if (parent === undefined) return
  if ('id' in parent) {
    const holder = draft.model.local.childByName(parent.id, place.name)
    if (holder !== undefined) {
      draft.blockedMoves.push({ item, side: 'local', occupant: draft.items.byLocal.get(holder.id) })
      return
    }
  }
  if (r.kind === 'folder')
    draft.operations.push({
      kind: 'makeLocalFolder',
      key: makeKey('local', item),
      syncedId: item.s?.id,
      remoteId: r.id,
      parent,
      name: place.name
    })
  else
    draft.operations.push({
      kind: 'download',
      key: `download:${r.id}:${r.etag}:`,
      syncedId: item.s?.id,
      remoteId: r.id,
      replaces: undefined,
      parent,
      name: place.name
    })
}
