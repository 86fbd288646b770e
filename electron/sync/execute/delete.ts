import { ROOT_ID, serverIdOf } from '../core/nodes'
import { SyncError } from '../errors'
import { join, localNode, localPath, remoteNode, remotePath } from './context'
import type { SyncedNode } from '../core/nodes'
import type { Operation } from '../core/operations'
import type { DeletionProof, LocalVersion, RemoteEntry } from '../ports'
import type { Context } from './context'

/** The person deleted it here: delete it there, if it is still what we last saw there. */
export async function deleteRemote(
  context: Context,
  operation: Extract<Operation, { kind: 'deleteRemote' }>
): Promise<void> {
  const { state, remote, local } = context
  const r = remoteNode(context, operation.remoteId)
  const row = syncedRow(context, operation.syncedId)
  if ((await local.checkRoot(state.meta('rootId'))) !== 'ready') {
    throw new SyncError('rootMissing', 'the sync root went away')
  }
  await requireAbsentHere(context, row)
  const path = remotePath(context, r.id)
  if (r.kind === 'folder') {
    for (const node of state.model.remote.subtree(r.id)) {
      if (node.kind === 'folder' && (node.etag === '' || node.etag !== node.listedEtag)) {
        throw new SyncError('changed', 'not all of the folder is known')
      }
    }
    const now = await remote.stat(path)
    if (now !== undefined && (now.id !== serverIdOf(r.id) || now.etag !== r.etag)) {
      throw new SyncError('changed', 'something changed in the folder meanwhile')
    }
  }
  await remote.remove(path, r.kind === 'file' ? r.etag : undefined)
  state.model.remote.drop(r.id)
  state.forget(row.id)
}

/** Somebody deleted it on the server: into the trash with it, if that is proven and nothing changed here. */
export async function deleteLocal(
  context: Context,
  operation: Extract<Operation, { kind: 'deleteLocal' }>
): Promise<void> {
  const { state, local } = context
  const l = localNode(context, operation.localId)
  const row = syncedRow(context, operation.syncedId)
  const path = localPath(context, l.id)
  const proof = await proveDeletion(context, row)
  const expected = new Map<string, LocalVersion>()
  for (const node of state.model.local.subtree(l.id)) expected.set(localPath(context, node.id), node)
  await local.trash(path, expected, proof)
  state.model.local.drop(l.id)
  state.forget(row.id)
}

/**
 * I7: a fresh, complete listing of the parent without the name and without the identity, the identity nowhere in
 * what is known of the server, and the item's own address answering 404 or with another identity.
 */
async function proveDeletion(context: Context, row: SyncedNode): Promise<DeletionProof> {
  const { state, remote, listings } = context
  const { topmost, parent } = missingFrom(context, row)
  const folder = remotePath(context, parent)
  let listing = listings.get(folder)
  if (listing === undefined) listings.set(folder, (listing = remote.list(folder)))
  const { children } = await listing
  // The same item may be there in its own right, under the identity of that place (`observe/places.ts`).
  const shows = (entry: RemoteEntry): boolean => {
    const known = state.model.remote.childByName(parent, entry.name)?.id
    const isAnotherPlace = (id: string): boolean =>
      known !== undefined && known !== id && serverIdOf(known) === entry.id
    return [row.remoteId, topmost.remoteId].some((id) => serverIdOf(id) === entry.id && !isAnotherPlace(id))
  }
  if (children.some(shows)) {
    throw new SyncError('changed', 'the item is on the server after all')
  }
  if (state.model.remote.has(row.remoteId)) throw new SyncError('changed', 'the item is elsewhere on the server')
  // Another item may have the name by now; then that one answers instead of a 404.
  const [name = topmost.name] = topmost.name.split('\0')
  const answer = await remote.stat(join(folder, name))
  if (answer !== undefined && shows(answer)) throw new SyncError('changed', 'the item answers on the server')
  return { listedParent: folder, missingId: row.remoteId, answer: answer === undefined ? 'notFound' : 'another' }
}

/** Where the deletion shows: in the nearest folder above that the server still has; the folder below it went whole. */
function missingFrom(context: Context, row: SyncedNode): { topmost: SyncedNode; parent: string } {
  const { synced, remote } = context.state.model
  for (let topmost = row; ;) {
    if (topmost.parentId === ROOT_ID) return { topmost, parent: ROOT_ID }
    const above = synced.get(topmost.parentId)
    if (above === undefined) throw new SyncError('changed', 'the parent is not known')
    if (remote.has(above.remoteId)) return { topmost, parent: above.remoteId }
    topmost = above
  }
}

/** Looks at the disk once more: what came back must not be deleted on the server. */
async function requireAbsentHere(context: Context, row: SyncedNode): Promise<void> {
  const { state, local } = context
  const folderId = row.parentId === ROOT_ID ? ROOT_ID : state.model.synced.get(row.parentId)?.localId
  const folder = folderId === undefined ? undefined : state.model.local.path(folderId)
  if (folder === undefined) return
  const found = await local.stat(join(folder, row.localName))
  // Another item that we know may have taken the name; one that we do not know may be this one come back.
  if (found !== undefined && (found.id === row.localId || !state.model.local.has(found.id))) {
    throw new SyncError('changed', 'the item is back on this computer')
  }
}

function syncedRow(context: Context, id: string): SyncedNode {
  const row = context.state.model.synced.get(id)
  if (row === undefined) throw new SyncError('changed', 'the pair is not known any more')
  return row
}
