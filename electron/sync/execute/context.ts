import { SyncError } from '../errors'
import type { LocalNode, RemoteNode } from '../core/nodes'
import type { Parent } from '../core/operations'
import type { Clock, LocalPort, Random, RemoteListing, RemotePort } from '../ports'
import type { SyncState } from '../state'

/** What an operation works with. */
export interface Context {
  readonly state: SyncState
  readonly remote: RemotePort
  readonly local: LocalPort
  readonly clock: Clock
  readonly random: Random
  /** What `madeBy` parents became in this round. */
  readonly made: Map<string, { readonly localId: string; readonly remoteId: string }>
  /** Fresh listings of this round, for proofs of deletion. */
  readonly listings: Map<string, Promise<RemoteListing>>
  /** Sizes that the server had no room for in this run, by folder: larger files need not be tried (case 61). */
  readonly refusedBytes: Map<string, number>
  readonly progress: (key: string, bytes: number) => void
}

export function newContext(
  state: SyncState,
  { remote, local, clock, random }: Pick<Context, 'remote' | 'local' | 'clock' | 'random'>,
  progress: Context['progress']
): Context {
  return {
    state,
    remote,
    local,
    clock,
    random,
    made: new Map(),
    listings: new Map(),
    refusedBytes: new Map(),
    progress
  }
}

export function localNode(context: Context, id: string): LocalNode {
  const node = context.state.model.local.get(id)
  if (node === undefined) throw new SyncError('changed', 'the local item is gone from the tree')
  return node
}

export function remoteNode(context: Context, id: string): RemoteNode {
  const node = context.state.model.remote.get(id)
  if (node === undefined) throw new SyncError('changed', 'the remote item is gone from the tree')
  return node
}

export function localPath(context: Context, id: string): string {
  const path = context.state.model.local.path(id)
  if (path === undefined) throw new SyncError('changed', 'the local item has no place')
  return path
}

export function remotePath(context: Context, id: string): string {
  const path = context.state.model.remote.path(id)
  if (path === undefined) throw new SyncError('changed', 'the remote item has no place')
  return path
}

/** The parent's id on one side, which an operation before this one may have made. */
export function parentId(context: Context, parent: Parent, side: 'local' | 'remote'): string {
  if ('id' in parent) return parent.id
  const made = context.made.get(parent.madeBy)
  if (made === undefined) throw new SyncError('changed', 'the parent was not made')
  return side === 'local' ? made.localId : made.remoteId
}

export function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}
