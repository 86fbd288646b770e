import { conflictName, conflictStamp } from '../core/conflicts'
import { comparableHashes } from '../core/nodes'
import { mayWrite } from '../core/permissions'
import { SyncError } from '../errors'
import { folderOf, join, localNode, localPath, parentId, remoteNode, remotePath } from './context'
import type { LocalNode, RemoteNode } from '../core/nodes'
import type { Operation } from '../core/operations'
import type { LocalEntry } from '../ports'
import type { Context } from './context'

/** From this size on an interrupted download is worth resuming in a later run. */
const RESUME_FROM_BYTES = 1024 * 1024

/** Fetches a file beside its place, verifies it, and only then gives it its name. */
export async function download(
  context: Context,
  operation: Extract<Operation, { kind: 'download' }>,
  received: () => void
): Promise<void> {
  const { local, state } = context
  const r = remoteNode(context, operation.remoteId)
  const folderId = parentId(context, operation.parent, 'local')
  const path = join(localPath(context, folderId), operation.name)
  const expected = operation.replaces === undefined ? undefined : localNode(context, operation.replaces)
  const fetched = await fetch(context, operation.key, r, received)
  try {
    if (expected !== undefined && isWhatWasSynced(context, operation.syncedId, fetched)) {
      // The etag moved alone, as when somebody locks the file: what is here stays as it is.
      await discard(context, operation.key, fetched.temp)
      state.record(expected.id, r.id, operation.syncedId)
      return
    }
    const entry = await local.install(fetched.temp, path, expected, r.mtimeS)
    settle(context, operation, r, entry, fetched.hash, folderId)
  } catch (error) {
    await discard(context, operation.key, fetched.temp)
    throw error
  }
}

/**
 * Both sides changed: the server keeps the name and the local version becomes a copy beside it, which is
 * uploaded like any new file. Equal bytes are no conflict.
 */
export async function conflict(context: Context, operation: Extract<Operation, { kind: 'conflict' }>): Promise<void> {
  const r = remoteNode(context, operation.remoteId)
  const l = localNode(context, operation.localId)
  const path = localPath(context, l.id)
  const fetched = await fetch(context, operation.key, r)
  try {
    await settleConflict(context, operation, l, r, path, fetched)
  } catch (error) {
    await discard(context, operation.key, fetched.temp)
    throw error
  }
}

async function settleConflict(
  context: Context,
  operation: Extract<Operation, { kind: 'conflict' }>,
  l: LocalNode,
  r: RemoteNode,
  path: string,
  fetched: Fetched
): Promise<void> {
  const { state, local, clock } = context
  const hash = l.hash === '' ? await local.hash(path, l) : l.hash
  if (hash === fetched.hash) {
    await discard(context, operation.key, fetched.temp)
    state.putLocal({ ...l, hash })
    state.record(l.id, r.id, operation.syncedId)
    return
  }
  if (mayWrite(r) && isWhatWasSynced(context, operation.syncedId, fetched)) {
    // Nobody changed it there, the etag moved alone: the edit here goes up by the next plan.
    await discard(context, operation.key, fetched.temp)
    state.putRemote({ ...r, checksum: fetched.hash })
    return
  }
  // From here on the two are strangers: a crash between the steps must not look like a rename.
  const row = operation.syncedId ?? state.model.syncedByLocal(l.id)?.id ?? state.model.syncedByRemote(r.id)?.id
  if (row !== undefined) state.forget(row)
  state.flush()
  await moveAside(context, l.id)
  const entry = await local.install(fetched.temp, path, undefined, r.mtimeS)
  state.putConflict({ localId: l.id, originalPath: path, foundMs: clock.nowMs() })
  settle(context, operation, r, entry, fetched.hash, l.parentId)
}

/** Renames a local item to the name of a conflict copy. */
export async function moveAside(context: Context, localId: string): Promise<void> {
  const { state, local, clock } = context
  const l = localNode(context, localId)
  const path = localPath(context, localId)
  const stamp = conflictStamp(new Date(clock.nowMs()))
  const remoteFolder = state.model.remoteOf(l.parentId)
  const name = conflictName(
    l.name,
    stamp,
    (candidate) =>
      state.model.local.childByName(l.parentId, candidate) !== undefined ||
      (remoteFolder !== undefined && state.model.remote.childByName(remoteFolder, candidate) !== undefined)
  )
  const entry = await local.move(path, join(folderOf(path), name), l)
  if (entry.id !== l.id) state.model.local.drop(l.id)
  state.putLocal({ ...l, ...entry, hash: l.hash, parentId: l.parentId })
}

interface Fetched {
  readonly temp: string
  readonly hash: string
}

/** Downloads into a temporary, going on where an earlier run was cut, and proves that it is whole. */
async function fetch(
  context: Context,
  key: string,
  r: RemoteNode,
  whenReceived: () => void = () => undefined
): Promise<Fetched> {
  const { state, local, remote, random } = context
  const known = state.transfers.get(key)
  const name = known?.direction === 'down' ? known.handle : random.hex(12)
  if (known === undefined && r.sizeBytes >= RESUME_FROM_BYTES) {
    state.putTransfer({ key, direction: 'down', handle: name, etag: r.etag, path: '' })
    state.flush()
  }
  let temp = await local.temp(name)
  try {
    const started = await remote.download(remotePath(context, r.id), r.etag, temp.sizeBytes)
    if (started.etag !== r.etag) throw new SyncError('changed', 'the server has another version by now')
    if (started.fromByte !== temp.sizeBytes) {
      await temp.close()
      await local.dropTemp(name)
      temp = await local.temp(name)
      if (started.fromByte !== 0) throw new SyncError('changed', 'the server answered another range')
    }
    const sizeBytes = started.sizeBytes ?? r.sizeBytes
    let received = temp.sizeBytes
    for await (const chunk of started.body) {
      received += chunk.length
      if (received > sizeBytes) throw new SyncError('changed', 'more bytes than announced')
      await temp.write(chunk)
      context.progress(key, received)
    }
    if (received !== sizeBytes) throw new SyncError('truncated', 'the download ended early')
    whenReceived()
    const hash = await temp.finish()
    const promised = comparableHashes(r.checksum, hash) ? r.checksum : started.checksum
    if (comparableHashes(promised, hash) && promised !== hash) {
      throw new SyncError('badChecksum', 'the bytes are not what the checksum says')
    }
    return { temp: name, hash }
  } catch (error) {
    await temp.close()
    const keep = error instanceof SyncError && (error.code === 'truncated' || error.code === 'offline')
    if (!keep || !state.transfers.has(key)) {
      await discard(context, key, name)
    }
    throw error
  }
}

function isWhatWasSynced({ state }: Context, syncedId: string | undefined, fetched: Fetched): boolean {
  const row = syncedId === undefined ? undefined : state.model.synced.get(syncedId)
  return row !== undefined && row.hash === fetched.hash
}

async function discard(context: Context, key: string, temp: string): Promise<void> {
  context.state.dropTransfer(key)
  await context.local.dropTemp(temp)
}

function settle(
  context: Context,
  operation: { readonly key: string; readonly syncedId: string | undefined },
  r: RemoteNode,
  entry: LocalEntry,
  hash: string,
  folderId: string
): void {
  const { state } = context
  state.putLocal({ ...entry, parentId: folderId, hash })
  state.record(entry.id, r.id, operation.syncedId)
  state.dropTransfer(operation.key)
}
