import { hasMovedLocally, hasMovedRemotely, localParent, remoteParent } from './match'
import { localContent, remoteContent } from './content'
import { ROOT_ID } from './nodes'
import type { Item, Items } from './match'
import type { RemoteNode } from './nodes'

/**
 * What becomes of an item: it lives, it is deleted on one side because the other deleted it,
 * it is forgotten (gone on both), or nobody can tell before its bytes are hashed.
 */
export type Fate = 'live' | 'deleteLocal' | 'deleteRemote' | 'forget' | 'wait'

export interface Place {
  readonly parent: Item
  readonly name: string
}

/** Where a living item should be in the end: the server's move wins over a local one. */
export function targetPlace(items: Items, item: Item, localMovesVoid: ReadonlySet<Item>): Place | undefined {
  const atRemote = remoteParent(items, item)
  const atLocal = localParent(items, item)
  const useLocal =
    atLocal !== undefined &&
    (atRemote === undefined ||
      (hasMovedLocally(items, item) && !hasMovedRemotely(items, item) && !localMovesVoid.has(item)))
  if (useLocal && item.l !== undefined) return { parent: atLocal, name: item.l.name }
  if (atRemote !== undefined && item.r !== undefined) return { parent: atRemote, name: item.r.name }
  return undefined
}

/** A file or folder seen alone, without what lies inside it. */
function ownFate(items: Items, item: Item, mayDelete: (r: RemoteNode) => boolean): Fate {
  const { s, l, r } = item
  if (s === undefined || (l !== undefined && r !== undefined)) return 'live'
  if (l === undefined && r === undefined) return 'forget'
  // What may not be deleted there comes back here (case 48).
  if (r !== undefined && (!mayDelete(r) || isBroughtBack(items, item, mayDelete))) return 'live'
  if (item.kind === 'folder') return l === undefined ? 'deleteRemote' : 'deleteLocal'
  if (l !== undefined) {
    const content = localContent(item)
    if (content === 'unknown') return 'wait'
    return content === 'changed' || movedLocallyWithParents(items, item) ? 'live' : 'deleteLocal'
  }
  return remoteContent(item) === 'changed' || movedRemotelyWithParents(items, item) ? 'live' : 'deleteRemote'
}

/**
 * Whether it went with a folder around it that may not be deleted there: that comes back as it was. Who takes a team's
 * folder from this computer does not mean to empty it for everybody.
 */
function isBroughtBack(items: Items, item: Item, mayDelete: (r: RemoteNode) => boolean): boolean {
  if (item.l !== undefined) return false
  for (let at = remoteParent(items, item); at !== undefined && at.key !== ROOT_ID; at = remoteParent(items, at)) {
    if (at.l !== undefined) return false
    if (at.r !== undefined && !mayDelete(at.r)) return true
  }
  return false
}

/** Somebody who renames or moves a file, or a folder around it that the other side deleted, still wants it. */
function movedLocallyWithParents(items: Items, item: Item): boolean {
  for (let at: Item | undefined = item; at !== undefined && at.key !== ROOT_ID; at = localParent(items, at)) {
    if (at.r !== undefined) return false
    if (hasMovedLocally(items, at)) return true
  }
  return false
}

function movedRemotelyWithParents(items: Items, item: Item): boolean {
  for (let at: Item | undefined = item; at !== undefined && at.key !== ROOT_ID; at = remoteParent(items, at)) {
    if (at.l !== undefined) return false
    if (hasMovedRemotely(items, at)) return true
  }
  return false
}

/** The fate of every item: a folder lives as long as anything in it does, whatever became of the folder itself. */
export function decideFates(
  items: Items,
  localMovesVoid: ReadonlySet<Item>,
  mayDelete: (r: RemoteNode) => boolean
): Map<Item, Fate> {
  const fates = new Map<Item, Fate>()
  for (const item of items.all) fates.set(item, ownFate(items, item, mayDelete))
  for (const wanted of ['live', 'wait'] as const) {
    for (const item of items.all) {
      if (fates.get(item) !== wanted) continue
      let at = targetPlace(items, item, localMovesVoid)?.parent
      while (at !== undefined && at.key !== ROOT_ID) {
        const fate = fates.get(at)
        if (fate === 'live' || fate === wanted) break
        fates.set(at, wanted)
        at = targetPlace(items, at, localMovesVoid)?.parent
      }
    }
  }
  return fates
}

/** Folders whose moves on the two sides put each inside the other; there the local moves don't count (case 18). */
export function localMovesInCircles(items: Items): Set<Item> {
  const free = new Set<Item>([items.root])
  const none = new Set<Item>()
  const circular = new Set<Item>()
  for (const start of items.all) {
    if (start.kind !== 'folder' || !hasMovedLocally(items, start)) continue
    const trail = new Set<Item>()
    let at: Item | undefined = start
    while (at !== undefined && !free.has(at) && !trail.has(at)) {
      trail.add(at)
      at = targetPlace(items, at, none)?.parent
    }
    if (at !== undefined && trail.has(at)) {
      for (const item of trail) if (hasMovedLocally(items, item)) circular.add(item)
    } else for (const item of trail) free.add(item)
  }
  return circular
}
