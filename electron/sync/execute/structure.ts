import { swapName } from '../core/names'
import { serverIdOf } from '../core/nodes'
import { SyncError } from '../errors'
import { join, localNode, localPath, parentId, remoteNode, remotePath } from './context'
import type { Operation } from '../core/operations'
import type { Context } from './context'

export async function makeRemoteFolder(
  context: Context,
  operation: Extract<Operation, { kind: 'makeRemoteFolder' }>
): Promise<void> {
  const { state, remote } = context
  const l = localNode(context, operation.localId)
  const folderId = parentId(context, operation.parent, 'remote')
  const entry = await remote.makeFolder(join(remotePath(context, folderId), operation.name))
  state.putRemote({ ...entry, parentId: folderId, name: operation.name, listedEtag: '' })
  state.record(l.id, entry.id, operation.syncedId)
  context.made.set(operation.key, { localId: l.id, remoteId: entry.id })
}

export async function makeLocalFolder(
  context: Context,
  operation: Extract<Operation, { kind: 'makeLocalFolder' }>
): Promise<void> {
  const { state, local } = context
  const r = remoteNode(context, operation.remoteId)
  const folderId = parentId(context, operation.parent, 'local')
  const entry = await local.makeFolder(join(localPath(context, folderId), operation.name))
  state.putLocal({ ...entry, parentId: folderId })
  state.record(entry.id, r.id, operation.syncedId)
  context.made.set(operation.key, { localId: entry.id, remoteId: r.id })
}

export async function moveRemote(context: Context, remoteId: string, folderId: string, name: string): Promise<void> {
  const { state, remote } = context
  const r = remoteNode(context, remoteId)
  const from = remotePath(context, remoteId)
  if (r.kind === 'folder') {
    // Folders have no If-Match: look just before (sync.md 1.4).
    const now = await remote.stat(from)
    if (now?.id !== serverIdOf(r.id)) throw new SyncError('changed', 'another folder has that path now')
  }
  await remote.move(from, join(remotePath(context, folderId), name), r.kind === 'file' ? r.etag : undefined)
  state.putRemote({ ...r, parentId: folderId, name })
}

export async function moveLocal(context: Context, localId: string, folderId: string, name: string): Promise<void> {
  const { state, local } = context
  const l = localNode(context, localId)
  const entry = await local.move(localPath(context, localId), join(localPath(context, folderId), name), l)
  if (entry.id !== l.id) throw new SyncError('changed', 'the moved item is another one')
  state.putLocal({ ...l, ...entry, hash: l.hash, hasIgnored: l.hasIgnored, parentId: folderId, name })
}

export async function parkRemote(context: Context, remoteId: string): Promise<void> {
  const r = remoteNode(context, remoteId)
  await moveRemote(context, remoteId, r.parentId, swapName(r.name, context.random.hex(4)))
}

export async function parkLocal(context: Context, localId: string): Promise<void> {
  const l = localNode(context, localId)
  await moveLocal(context, localId, l.parentId, swapName(l.name, context.random.hex(4)))
}
