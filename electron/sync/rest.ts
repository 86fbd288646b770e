import { createHash } from 'node:crypto'
import { ROOT_ID } from './core/nodes'
import { isSettled } from './core/unsettled'
import type { SyncedNode } from './core/nodes'
import type { LeftOut, LocalPort, MetaName, RemotePort } from './ports'
import type { SyncState } from './state'

/** What tells one version of an item on the disk from another, by the name it has there. */
type Seen = Pick<SyncedNode, 'localId' | 'localName' | 'kind' | 'sizeBytes' | 'mtimeNs' | 'ctimeNs'>

/**
 * Writes down how the disk looks when all three trees agree, so that the next start can see by two looks, and without
 * the trees, that there is nothing to do: `looksAtRest`. Any later change of the journal takes the note back.
 */
export async function noteRest(state: SyncState): Promise<void> {
  const { synced } = state.model
  const isOpen = state.transfers.size > 0 || state.failures.size > 0 || state.meta('pins') !== ''
  if (isOpen || state.meta('rest') !== '' || state.meta('listedRootEtag') === '' || !isSettled(state.model)) return
  const rest = await sumOf((localId) => {
    const folderId = localId === ROOT_ID ? ROOT_ID : state.model.syncedByLocal(localId)?.id
    return Promise.resolve(folderId === undefined ? [] : [...synced.children(folderId)])
  })
  // What is pending would take the note back again.
  state.flush()
  state.setMeta('rest', rest ?? '')
  state.flush()
}

/**
 * True rest: the server's root has the etag it was listed at, and every item on the disk has the identity, size and
 * times of the pair that was recorded. Then the three trees are what they were when they agreed, and the planner,
 * which is a pure function of them, has nothing to do.
 * @returns what can't be synced, as a run would; undefined when a run has to look closer.
 */
export async function looksAtRest(
  meta: ReadonlyMap<MetaName, string>,
  ports: { readonly remote: Pick<RemotePort, 'root'>; readonly local: Pick<LocalPort, 'checkRoot' | 'list'> },
  ignored: string
): Promise<readonly LeftOut[] | undefined> {
  const known = (name: MetaName): string => meta.get(name) ?? ''
  if (known('rest') === '' || known('ignored') !== ignored) return undefined
  const leftOut: LeftOut[] = []
  const isRootReady = async (): Promise<boolean> => (await ports.local.checkRoot(known('rootId'))) === 'ready'
  const look = async (): Promise<boolean> => {
    if (!(await isRootReady())) return false
    const sum = await sumOf(async (_, path) => {
      const listing = await ports.local.list(path)
      for (const { name, code } of listing?.leftOut ?? []) leftOut.push({ name: below(path, name), code })
      return listing?.entries.map((entry) => ({ ...entry, localId: entry.id, localName: entry.name }))
    })
    return sum === known('rest') && (await isRootReady())
  }
  const [root, isSame] = await Promise.all([ports.remote.root(), look()])
  const isSameThere =
    root.etag === known('listedRootEtag') &&
    root.id === known('remoteRootId') &&
    `=${root.fingerprint}` === known('fingerprint')
  return isSameThere && isSame ? leftOut : undefined
}

/** One sum over a whole tree, in an order of its own; undefined when a folder is not there any more. */
async function sumOf(
  list: (localId: string, path: string) => Promise<readonly Seen[] | undefined>
): Promise<string | undefined> {
  const hash = createHash('sha256')
  const add = async (localId: string, path: string): Promise<boolean> => {
    const entries = await list(localId, path)
    if (entries === undefined) return false
    const sorted = [...entries].sort((left, right) => (left.localName < right.localName ? -1 : 1))
    hash.update(sorted.map(lineOf).join(''))
    for (const entry of sorted)
      if (entry.kind === 'folder' && !(await add(entry.localId, below(path, entry.localName)))) return false
    hash.update('/')
    return true
  }
  return (await add(ROOT_ID, '')) ? hash.digest('hex') : undefined
}

/** No name holds a slash or a NUL. */
function lineOf({ localId, localName, kind, sizeBytes, mtimeNs, ctimeNs }: Seen): string {
  const own = kind === 'folder' ? '' : `${String(sizeBytes)}\0${mtimeNs}\0${ctimeNs}`
  return `${localName}\0${localId}\0${kind}\0${own}/`
}

function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}
