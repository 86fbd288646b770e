import { ROOT_ID, serverIdOf } from '../core/nodes'
import type { RemoteNode } from '../core/nodes'
import type { RemoteEntry, RemoteGlimpse, RemoteListing, RemotePort, RemoteRoot } from '../ports'
import type { SyncState } from '../state'

/**
 * After a change of our own a folder has another etag, and mostly holds what we know it to hold: a glance is enough to
 * see that nobody else changed anything in it meanwhile.
 * @param isSynced whether a child of that name is in our tree at all.
 * @returns the listing that would have come, or undefined when something differs and the folder has to be listed.
 */
export async function recognise(
  state: SyncState,
  remote: Pick<RemotePort, 'glance'>,
  root: RemoteRoot,
  { folderId, path }: { readonly folderId: string; readonly path: string },
  isSynced: (name: string) => boolean
): Promise<RemoteListing | undefined> {
  const tree = state.model.remote
  const self = folderId === ROOT_ID ? root : tree.get(folderId)
  if (self === undefined) return undefined
  const { etag, children } = await remote.glance(path)
  const known: RemoteEntry[] = []
  for (const child of children) {
    if (!isSynced(child.name)) continue
    const node = tree.childByName(folderId, child.name)
    if (node === undefined || !isSame(node, child)) return undefined
    known.push({ ...node, etag: child.etag })
  }
  return known.length === tree.childIds(folderId).size ? { self: { ...self, etag }, children: known } : undefined
}

/** A folder's etag moves with everything below it: that is looked at by itself. */
function isSame(node: RemoteNode, seen: RemoteGlimpse): boolean {
  return (
    serverIdOf(node.id) === seen.id &&
    node.kind === seen.kind &&
    node.permissions === seen.permissions &&
    (node.kind === 'folder' || (node.etag === seen.etag && node.sizeBytes === seen.sizeBytes))
  )
}
