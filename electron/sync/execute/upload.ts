import { serverIdOf } from '../core/nodes'
import { SyncError } from '../errors'
import { join, localNode, localPath, parentId, remotePath } from './context'
import type { LocalNode, RemoteNode } from '../core/nodes'
import type { Operation } from '../core/operations'
import type { Precondition, RemoteVersion } from '../ports'
import type { Context } from './context'

/** Servers take no smaller chunks, but for the last (sync.md 1.6). */
const SMALLEST_CHUNK_BYTES = 5 * 1024 * 1024

type Upload = Extract<Operation, { kind: 'upload' }>

/** Sends a file, under the precondition that the server still has what the plan was made on (I12). */
export async function upload(context: Context, operation: Upload): Promise<void> {
  const { state, remote } = context
  const node = localNode(context, operation.localId)
  const folderId = parentId(context, operation.parent, 'remote')
  const path = join(remotePath(context, folderId), operation.name)
  const before = operation.replaces === undefined ? undefined : state.model.remote.get(operation.replaces.remoteId)
  const target: Target = {
    path,
    mtimeS: timeToSend(node.mtimeNs, before),
    precondition:
      operation.replaces === undefined ? { kind: 'absent' } : { kind: 'unchanged', etag: operation.replaces.etag }
  }
  const sent = await withinLimits(context, folderId, node.sizeBytes, (requestBytes) =>
    node.sizeBytes <= Math.min(remote.singlePutMaxBytes, requestBytes)
      ? sendWhole(context, operation, node, target)
      : sendChunks(context, operation, node, target)
  )
  const isSame = before !== undefined && serverIdOf(before.id) === sent.version.id
  if (before !== undefined && !isSame) state.model.remote.drop(before.id)
  const id = isSame ? before.id : sent.version.id
  state.putRemote({
    id,
    parentId: folderId,
    name: operation.name,
    kind: 'file',
    etag: sent.version.etag,
    sizeBytes: node.sizeBytes,
    mtimeS: target.mtimeS,
    permissions: before?.permissions ?? '',
    checksum: sent.hash,
    listedEtag: '',
    fileId: before?.fileId ?? /^0*(\d+)/u.exec(sent.version.id)?.[1] ?? ''
  })
  state.putLocal({ ...localNode(context, node.id), hash: sent.hash })
  state.record(node.id, id, operation.syncedId)
  state.dropTransfer(operation.key)
}

/** Remembers what the server had no room for, and how large a request may be on the way to it. */
async function withinLimits(
  context: Context,
  folderId: string,
  sizeBytes: number,
  send: (requestBytes: number) => Promise<Sent>
): Promise<Sent> {
  const { state, refusedBytes } = context
  if (sizeBytes >= (refusedBytes.get(folderId) ?? Infinity)) {
    throw new SyncError('quotaExceeded', 'a smaller file had no room')
  }
  try {
    return await send(requestBytesOf(context))
  } catch (error) {
    if (!(error instanceof SyncError)) throw error
    if (error.code === 'quotaExceeded') refusedBytes.set(folderId, sizeBytes)
    const sentBytes = Math.min(sizeBytes, requestBytesOf(context), context.remote.chunkBytes(sizeBytes))
    if (error.code === 'tooLarge' && sentBytes > SMALLEST_CHUNK_BYTES) {
      // Something on the way takes no requests of this size (sync.md 1.5): smaller parts at the next try.
      state.setMeta('requestBytes', String(Math.max(SMALLEST_CHUNK_BYTES, Math.floor(sentBytes / 2))))
      throw new SyncError('transferLost', 'a request was too large', { cause: error })
    }
    throw error
  }
}

function requestBytesOf(context: Context): number {
  const known = Number(context.state.meta('requestBytes'))
  return known > 0 ? known : Infinity
}

/** Where a file goes, and what it goes there with. */
interface Target {
  readonly path: string
  readonly mtimeS: number
  readonly precondition: Precondition
}

interface Sent {
  readonly version: RemoteVersion
  readonly hash: string
}

async function sendWhole(context: Context, operation: Upload, node: LocalNode, target: Target): Promise<Sent> {
  const { bytes, hash } = await context.local.readWhole(localPath(context, node.id), node)
  const version = await context.remote.put({
    ...target,
    sizeBytes: bytes.length,
    checksum: hash,
    body: bytes
  })
  context.progress(operation.key, bytes.length)
  return { version, hash }
}

async function sendChunks(context: Context, operation: Upload, node: LocalNode, target: Target): Promise<Sent> {
  const { path } = target
  const { state, local, remote, random } = context
  const known = state.transfers.get(operation.key)
  const resumable = known?.direction === 'up' && known.path === path
  if (known !== undefined && !resumable) await remote.abortChunked(known.handle)
  const transferId = resumable ? known.handle : random.hex(16)
  if (!resumable) {
    state.putTransfer({
      key: operation.key,
      direction: 'up',
      handle: transferId,
      etag: operation.replaces?.etag ?? '',
      path
    })
    state.flush()
  }
  const reader = await local.open(localPath(context, node.id), node)
  try {
    const version = await remote.putChunked({
      ...target,
      sizeBytes: node.sizeBytes,
      transferId,
      chunkBytes: Math.min(remote.chunkBytes(node.sizeBytes), requestBytesOf(context)),
      read: reader.read,
      checksum: reader.checksum,
      verify: reader.verify,
      progress: (bytes) => {
        context.progress(operation.key, bytes)
      }
    })
    return { version, hash: reader.checksum() }
  } catch (error) {
    // A transfer that can't go on is not kept for later.
    if (
      error instanceof SyncError &&
      ['changed', 'transferLost', 'preconditionFailed', 'noPermission', 'quotaExceeded', 'tooLarge'].includes(
        error.code
      )
    ) {
      state.dropTransfer(operation.key)
      await remote.abortChunked(transferId)
    }
    throw error
  } finally {
    await reader.close()
  }
}

const LAST_TIME_S = 0xff_ff_ff_fe

/**
 * The file's time, but never the very second that the server has for what is replaced: its etag would stay as it was
 * then, and no other computer would learn of the change (docs/sync.md, "Etags that stay").
 */
function timeToSend(mtimeNs: string, replaced: RemoteNode | undefined): number {
  const seconds = Math.floor(Number(mtimeNs) / 1e9)
  // Servers refuse times before 1970 and after 2^32; the bytes matter more than the time.
  const timeS = seconds > 0 && seconds <= LAST_TIME_S ? seconds : 1
  if (timeS !== replaced?.mtimeS) return timeS
  return timeS < LAST_TIME_S ? timeS + 1 : timeS - 1
}
