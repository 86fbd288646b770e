import type { Fate } from './fate'
import type { Item, Items } from './match'
import type { Trees } from './model'
import type { Operation, Plan } from './operations'

/**
 * Adds the deletions: the topmost folders of which nothing lives on any more, else the single files in them.
 * A folder from which something is still to be moved away waits.
 * @returns the synced rows that these deletions would remove, for the guard.
 */
export function planDeletions(
  model: Trees,
  items: Items,
  fates: ReadonlyMap<Item, Fate>,
  operations: Operation[]
): Plan['deletions'] {
  const local: string[] = []
  const remote: string[] = []
  const whole = new Map<Item, boolean>()

  const children = (item: Item, side: 'local' | 'remote'): Item[] => {
    if (side === 'local') {
      const nodes = item.l === undefined ? [] : [...model.local.children(item.l.id)]
      return nodes.flatMap((node) => items.byLocal.get(node.id) ?? [])
    }
    const nodes = item.r === undefined ? [] : [...model.remote.children(item.r.id)]
    return nodes.flatMap((node) => items.byRemote.get(node.id) ?? [])
  }
  const goesWhole = (item: Item, side: 'local' | 'remote'): boolean => {
    const known = whole.get(item)
    if (known !== undefined) return known
    const wanted = side === 'local' ? 'deleteLocal' : 'deleteRemote'
    const kept = fates.get(item) !== wanted || (side === 'local' && item.l?.hasIgnored === true)
    const verdict = !kept && children(item, side).every((child) => goesWhole(child, side))
    whole.set(item, verdict)
    return verdict
  }
  const tally = (item: Item, side: 'local' | 'remote', into: string[]): void => {
    if (item.s !== undefined) into.push(item.s.id)
    for (const child of children(item, side)) tally(child, side, into)
  }

  for (const item of items.all) {
    const fate = fates.get(item)
    const { s, l, r } = item
    if (s === undefined) continue
    if (fate === 'deleteLocal' && l !== undefined) {
      const parent = items.byLocal.get(l.parentId)
      if (!goesWhole(item, 'local')) {
        // Nothing of ours is left in it, only files that are never synced: it is no synced folder any more (case 25).
        if (l.hasIgnored && children(item, 'local').length === 0)
          operations.push({ kind: 'forget', key: `forget:${s.id}`, syncedId: s.id })
        continue
      }
      if (parent !== undefined && parent !== items.root && goesWhole(parent, 'local')) continue
      tally(item, 'local', local)
      operations.push({ kind: 'deleteLocal', key: `deleteLocal:${s.id}`, localId: l.id, syncedId: s.id })
    } else if (fate === 'deleteRemote' && r !== undefined) {
      const parent = items.byRemote.get(r.parentId)
      if (!goesWhole(item, 'remote')) continue
      if (parent !== undefined && parent !== items.root && goesWhole(parent, 'remote')) continue
      tally(item, 'remote', remote)
      operations.push({ kind: 'deleteRemote', key: `deleteRemote:${s.id}:${r.etag}`, remoteId: r.id, syncedId: s.id })
    }
  }
  return { local, remote }
}
