import { ROOT_ID } from './nodes'
import type { RemoteNode } from './nodes'
import type { TreeView } from './tree'

export type Pin = 'onlineOnly' | 'offline'

/** What is kept on this computer. The nearest decision above an item holds; without any, everything is kept. */
export interface Keep {
  /** By the server's identity (the root's is `ROOT_ID`), so that a rename changes nothing. */
  readonly pins: ReadonlyMap<string, Pin>
  /**
   * Folders that are not this root's to keep, by their path on the server, whatever is decided about what lies in
   * them: another root has them, or the command line was told to leave them out.
   */
  readonly unsynced: readonly string[]
}

export const KEEP_ALL: Keep = { pins: new Map(), unsynced: [] }

/** @returns a test for items that are listed but not kept here; undefined when everything is kept. */
export function onlineOnlyTest(tree: TreeView<RemoteNode>, keep: Keep): ((node: RemoteNode) => boolean) | undefined {
  const unsynced = new Set(keep.unsynced.flatMap((path) => tree.byPath(path) ?? []))
  const isUnsynced = (id: string): boolean => [...unsynced].some((folder) => tree.isWithin(id, folder))
  const pins = new Map([...keep.pins].filter(([id]) => !isUnsynced(id)))
  for (const id of unsynced) pins.set(id, 'onlineOnly')
  if (![...pins.values()].includes('onlineOnly')) return undefined
  // The way to something that is kept exists here, whatever is decided about the folders on it.
  const onTheWay = new Set<string>()
  for (const [id, pin] of pins) {
    let at = pin === 'offline' ? tree.get(id)?.parentId : undefined
    while (at !== undefined && at !== ROOT_ID && !onTheWay.has(at)) {
      onTheWay.add(at)
      at = tree.get(at)?.parentId
    }
  }
  const decided = new Map<string, Pin>()
  const decide = (id: string): Pin => {
    const known = decided.get(id) ?? pins.get(id)
    if (known !== undefined) return known
    const parentId = tree.get(id)?.parentId
    const found = parentId === undefined ? 'offline' : decide(parentId)
    decided.set(id, found)
    return found
  }
  return (node) => decide(node.id) === 'onlineOnly' && !onTheWay.has(node.id)
}
