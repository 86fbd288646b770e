import { assertNever } from '../../../shared/assert'
import { conflict, download, moveAside } from './download'
import { evict } from './evict'
import { deleteLocal, deleteRemote } from './delete'
import { localNode, localPath } from './context'
import { makeLocalFolder, makeRemoteFolder, moveLocal, moveRemote, parkLocal, parkRemote } from './structure'
import { upload } from './upload'
import type { Operation } from '../core/operations'
import type { Context } from './context'

/**
 * Does one operation and, once it is done on both sides, writes down what was seen.
 * @param received told when the server has nothing more to do for it, though the disk has.
 */
export async function perform(
  context: Context,
  operation: Operation,
  received: () => void = () => undefined
): Promise<void> {
  switch (operation.kind) {
    case 'hash': {
      const node = localNode(context, operation.localId)
      const hash = await context.local.hash(localPath(context, node.id), node)
      context.state.putLocal({ ...localNode(context, node.id), hash })
      return
    }
    case 'record':
      context.state.record(operation.localId, operation.remoteId, operation.syncedId)
      return
    case 'forget':
      context.state.forget(operation.syncedId)
      return
    case 'upload':
      return upload(context, operation)
    case 'download':
      return download(context, operation, received)
    case 'conflict':
      return conflict(context, operation)
    case 'makeRemoteFolder':
      return makeRemoteFolder(context, operation)
    case 'makeLocalFolder':
      return makeLocalFolder(context, operation)
    case 'moveRemote':
      return moveRemote(context, operation.remoteId, operation.parentId, operation.name)
    case 'moveLocal':
      return moveLocal(context, operation.localId, operation.parentId, operation.name)
    case 'parkRemote':
      return parkRemote(context, operation.remoteId)
    case 'parkLocal':
      return parkLocal(context, operation.localId)
    case 'evict':
      return evict(context, operation)
    case 'stepAside':
      return moveAside(context, operation.localId)
    case 'deleteRemote':
      return deleteRemote(context, operation)
    case 'deleteLocal':
      return deleteLocal(context, operation)
    default:
      return assertNever(operation)
  }
}
