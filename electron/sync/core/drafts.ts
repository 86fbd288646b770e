import { normalName } from './names'
import { ROOT_ID } from './nodes'
import type { Place } from './fate'
import type { Item } from './match'
import type { LocalNode, RemoteNode } from './nodes'
import type { Operation, Parent } from './operations'

/**
 * Of several items that should carry one name in one folder, all but the one that has it on the server. Two spellings
 * of one name are one name there, unless the server has both (case 53).
 */
export function nameLosers(places: ReadonlyMap<Item, Place>): Set<Item> {
  const holders = new Map<string, Item>()
  const losers = new Set<Item>()
  for (const [item, place] of places) {
    const at = `${place.parent.key}/${serverName(place, item.r)}`
    const other = holders.get(at)
    if (other === undefined) holders.set(at, item)
    else if (item.r?.name === place.name && item.r.parentId === remoteIdOf(place.parent)) {
      losers.add(other)
      holders.set(at, item)
    } else losers.add(item)
  }
  return losers
}

/** Servers keep names in NFC; a name that the server already has is left as it is. */
export function serverName(place: Place, r: RemoteNode | undefined): string {
  return r?.name === place.name ? r.name : normalName(place.name)
}

export function localIdOf(item: Item): string | undefined {
  return item.key === ROOT_ID ? ROOT_ID : item.l?.id
}

export function remoteIdOf(item: Item): string | undefined {
  return item.key === ROOT_ID ? ROOT_ID : item.r?.id
}

/** The parent on that side, or the operation that makes it; a row for a child needs the parent's row as well. */
export function parentOn(side: 'local' | 'remote', parent: Item): Parent | undefined {
  const id = side === 'local' ? localIdOf(parent) : remoteIdOf(parent)
  if (id === undefined) return { madeBy: makeKey(side, parent) }
  return parent.key === ROOT_ID || parent.s !== undefined ? { id } : undefined
}

export function makeKey(side: 'local' | 'remote', item: Item): string {
  return `make:${side}:${item.l?.id ?? ''}:${item.r?.id ?? ''}`
}

/** Two versions never have one text: a transfer goes on by it, and would put parts of both together (case 34). */
export function version({ id, sizeBytes, mtimeNs, ctimeNs }: LocalNode): string {
  return `${id}:${String(sizeBytes)}:${mtimeNs}:${ctimeNs}`
}

/** As `version`, of what the server has: its etag can stay when the bytes do not (docs/sync.md, "Etags that stay"). */
export function remoteVersion({ id, etag, sizeBytes }: RemoteNode): string {
  return `${id}:${etag}:${String(sizeBytes)}`
}

export function hashing(localId: string): Operation {
  return { kind: 'hash', key: `hash:${localId}`, localId }
}

export function recording(localId: string, remoteId: string, syncedId: string | undefined): Operation {
  return { kind: 'record', key: `record:${localId}:${remoteId}`, localId, remoteId, syncedId }
}
