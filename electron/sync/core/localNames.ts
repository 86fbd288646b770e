import { caseClashName } from './conflicts'
import { foldedName } from './names'
import { localParent } from './match'
import type { Place } from './fate'
import type { Item, Items } from './match'

/**
 * The name that each item carries on this computer: the server's, or the one it was synced under before. Where the
 * disk ignores case, all but one of those that would fall together get a name of their own (case 20); the one that
 * is there already keeps it, so that nothing goes back and forth.
 */
export function localNames(items: Items, places: ReadonlyMap<Item, Place>, foldsCase: boolean): Map<Item, string> {
  const names = new Map<Item, string>()
  for (const [item, place] of places) names.set(item, usualName(item, place))
  if (!foldsCase) return names
  const groups = new Map<string, Item[]>()
  for (const [item, name] of names) {
    const at = groupKey(places.get(item)?.parent, name)
    const group = groups.get(at)
    if (group === undefined) groups.set(at, [item])
    else group.push(item)
  }
  const taken = new Set(groups.keys())
  for (const group of groups.values()) {
    if (group.length < 2) continue
    const [, ...others] = [...group].sort((left, right) => rank(items, places, left) - rank(items, places, right))
    for (const item of others) {
      const parent = places.get(item)?.parent
      const name = caseClashName(names.get(item) ?? '', (candidate) => taken.has(groupKey(parent, candidate)))
      taken.add(groupKey(parent, name))
      names.set(item, name)
    }
  }
  return names
}

function usualName(item: Item, place: Place): string {
  const { s, l, r } = item
  if (s !== undefined && s.name === place.name) return s.localName
  // A new pair may be written in two forms of Unicode: each side keeps its own.
  if (s === undefined && l !== undefined && r !== undefined) return l.name
  return place.name
}

function groupKey(parent: Item | undefined, name: string): string {
  return `${parent?.key ?? ''}/${foldedName(name)}`
}

/** Among those that are not there yet, the ones that were synced before come first in the list of items anyway. */
function rank(items: Items, places: ReadonlyMap<Item, Place>, item: Item): number {
  const isThere = item.l !== undefined && localParent(items, item) === places.get(item)?.parent
  return isThere ? 0 : 1
}
