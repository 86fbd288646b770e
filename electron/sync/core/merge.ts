import type { Tree } from './tree'
import type { TreeNode } from './nodes'

/** One folder's complete listing: every child, and nothing else. */
export interface FolderListing<N extends TreeNode> {
  readonly folderId: string
  readonly children: readonly N[]
}

class InconsistentListings extends Error {
  readonly code = 'inconsistentListings'
}

/**
 * Brings a tree up to date with complete listings of some of its folders (parents before their children).
 * A node that vanished from a listed folder and is in no other listing is dropped; one that appears elsewhere moves.
 * @param settle makes the node to store from the listed one and the one known before.
 * @throws InconsistentListings, with nothing changed, when one identity is listed twice, or two of one name in a folder:
 * something moved while we looked.
 */
export function mergeListings<N extends TreeNode>(
  tree: Tree<N>,
  listings: readonly FolderListing<N>[],
  settle: (listed: N, before: N | undefined) => N
): void {
  const seen = new Set<string>()
  for (const listing of listings) {
    const names = new Set<string>()
    for (const child of listing.children) {
      if (names.has(child.name)) throw new InconsistentListings(`two of one name: ${child.id}`)
      names.add(child.name)
      if (seen.has(child.id)) throw new InconsistentListings(`listed twice: ${child.id}`)
      seen.add(child.id)
    }
  }
  const gone: string[] = []
  for (const listing of listings) {
    for (const child of tree.children(listing.folderId)) if (!seen.has(child.id)) gone.push(child.id)
  }
  // What is in their way keeps what it holds until all of that is in its new place.
  for (const id of gone) tree.detach(id)
  for (const listing of listings) {
    for (const child of listing.children) {
      const before = tree.get(child.id)
      if (before !== undefined && !samePlace(before, child)) tree.detach(child.id)
    }
  }
  for (const listing of listings) {
    for (const child of listing.children) {
      const before = tree.get(child.id)
      if (before !== undefined && before.kind !== child.kind) tree.drop(child.id)
      const node = settle(child, tree.get(child.id))
      if (node !== before) tree.put(node)
    }
  }
  for (const id of gone) tree.drop(id)
}

function samePlace(left: TreeNode, right: TreeNode): boolean {
  return left.parentId === right.parentId && left.name === right.name
}
