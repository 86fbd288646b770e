import { ROOT_ID } from './core/nodes'
import type { Model } from './core/model'
import type { LocalNode, TreeNode } from './core/nodes'
import type { Tree } from './core/tree'
import type { SyncAmount } from '../../shared/model/sync'

/**
 * How much there is of an item, by the server's identity. What is here is summed up in one go for all folders, and again
 * only when something has changed: to walk each folder that is asked about would take as long for each.
 * @param unsynced folders that another root has, by their paths: they count for that.
 * @param unsent files here that the server does not have as they are.
 */
export async function openAmounts(
  model: Model,
  unsynced: readonly string[],
  unsent: Iterable<string>
): Promise<(id: string) => SyncAmount> {
  const { remote } = model
  const here = await bytesHere(model)
  const waiting = countWithin(model.local, unsent)
  const others = unsynced.flatMap((path) => remote.byPath(path) ?? [])
  const sizeOf = (id: string): number => Math.max(0, remote.get(id)?.sizeBytes ?? 0)
  const sizeThere = (id: string): number => {
    let sizeBytes = sizeOf(id)
    if (id === ROOT_ID) for (const child of remote.children(id)) sizeBytes += sizeOf(child.id)
    for (const other of others) if (remote.isWithin(other, id)) sizeBytes -= sizeOf(other)
    return Math.max(0, sizeBytes)
  }
  return (id) => ({
    sizeBytes: sizeThere(id),
    bytesHere: here(id),
    unsent: waiting.get(localIdOf(model, id) ?? '') ?? 0
  })
}

const localIdOf = (model: Model, remoteId: string): string | undefined =>
  remoteId === ROOT_ID ? ROOT_ID : model.syncedByRemote(remoteId)?.localId

function countWithin(local: Tree<LocalNode>, files: Iterable<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const file of files)
    for (let at: string | undefined = file; at !== undefined; at = local.get(at)?.parentId)
      counts.set(at, (counts.get(at) ?? 0) + 1)
  return counts
}

type Bytes = (remoteId: string) => number

const summed = new WeakMap<Model, { readonly revision: number; readonly bytes: Promise<Bytes> }>()

function bytesHere(model: Model): Promise<Bytes> {
  const known = summed.get(model)
  if (known?.revision === model.revision) return known.bytes
  const { local, synced } = model
  // Until the disk has been looked at, what was here last is what the journal says.
  const bytes =
    local.size > 0
      ? bytesIn(local, (id) => localIdOf(model, id))
      : bytesIn(synced, (id) => (id === ROOT_ID ? id : model.syncedByRemote(id)?.id))
  summed.set(model, { revision: model.revision, bytes })
  return bytes
}

/** So many are looked at in one go: a few milliseconds, in which nothing else is done. */
const AT_ONCE = 2048

async function bytesIn<N extends TreeNode & { readonly sizeBytes: number }>(
  tree: Tree<N>,
  hereOf: (remoteId: string) => string | undefined
): Promise<Bytes> {
  const own = new Map<string, number>()
  // What lies in one folder mostly comes one after the other.
  let folder = ROOT_ID
  let bytes = 0
  let seen = 0
  for (const { kind, parentId, sizeBytes } of tree.nodes()) {
    if (++seen % AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve))
    if (kind === 'folder') continue
    if (parentId !== folder) {
      own.set(folder, (own.get(folder) ?? 0) + bytes)
      folder = parentId
      bytes = 0
    }
    bytes += sizeBytes
  }
  own.set(folder, (own.get(folder) ?? 0) + bytes)
  const sums = new Map<string, number>()
  for (const [id, files] of own)
    for (let at: string | undefined = id; at !== undefined; at = tree.get(at)?.parentId)
      sums.set(at, (sums.get(at) ?? 0) + files)
  return (remoteId) => {
    const id = hereOf(remoteId)
    if (id === undefined) return 0
    const node = tree.get(id)
    return node?.kind === 'file' ? node.sizeBytes : (sums.get(id) ?? 0)
  }
}
