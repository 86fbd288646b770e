import { serverIdOf } from '../core/nodes'
import { SyncError } from '../errors'
import { folderOf, localNode, localPath, remoteNode, remotePath } from './context'
import type { Operation } from '../core/operations'
import type { Context } from './context'

/**
 * Removes the copy here of what is to be on the server alone, once a fresh listing shows that the server still has
 * exactly this version. The pair is forgotten first: a crash in between must not look like a deletion.
 */
export async function evict(context: Context, operation: Extract<Operation, { kind: 'evict' }>): Promise<void> {
  const { state, local, remote, listings } = context
  const l = localNode(context, operation.localId)
  const r = remoteNode(context, operation.remoteId)
  const folder = folderOf(remotePath(context, r.id))
  let listing = listings.get(folder)
  if (listing === undefined) listings.set(folder, (listing = remote.list(folder)))
  const there = (await listing).children.find((child) => child.id === serverIdOf(r.id))
  if (there === undefined || there.name !== r.name || (r.kind === 'file' && there.etag !== r.etag)) {
    throw new SyncError('changed', 'the server has another version by now')
  }
  const path = localPath(context, l.id)
  state.forget(operation.syncedId)
  state.flush()
  await local.evict(path, l)
  state.model.local.drop(l.id)
}
