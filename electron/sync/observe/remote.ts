import { mergeListings } from '../core/merge'
import { comparableHashes, ROOT_ID } from '../core/nodes'
import { isMount } from '../core/permissions'
import { asSyncError, SyncError } from '../errors'
import { inParallel } from '../parallel'
import { Places } from './places'
import { recognise } from './recognise'
import type { IgnoreRules } from '../core/ignore'
import type { RemoteLock, RemoteNode } from '../core/nodes'
import type { RemoteEntry, RemoteListing, RemotePort, RemoteRoot } from '../ports'
import type { SyncState } from '../state'

export interface RemoteObservation {
  /** Folders that could not be listed: what is known of them stays (case 41). */
  readonly failures: readonly { readonly folderId: string; readonly error: SyncError }[]
}

const DEEP_FROM_FOLDERS = 8
const DEEP_MAX_KNOWN = 5000
const PARALLEL = 6

interface Visit {
  readonly folderId: string
  readonly path: string
  /** As the parent's listing gave it. */
  readonly etag: string
}

/**
 * Asks whether the root's etag moved and, if so, lists exactly the folders whose etag is not the one they were
 * listed at. Nothing is written before the whole descent is done; a failing run leaves the tree as it was.
 * @param own folders that we changed ourselves since they were listed: they are recognised rather than listed.
 */
export async function observeRemote(
  state: SyncState,
  remote: RemotePort,
  ignore: IgnoreRules,
  own: ReadonlySet<string> = new Set()
): Promise<RemoteObservation> {
  const root = await remote.root()
  checkIdentity(state, root)
  noticeRestore(state, root)
  if (root.etag !== '' && root.etag === state.meta('listedRootEtag')) return { failures: [] }

  const listings = new Map<string, { readonly order: number; readonly listing: RemoteListing; readonly path: string }>()
  const failures: { folderId: string; error: SyncError }[] = []
  const seen = new Set<string>()
  let order = 0
  let places = new Places(state, remote)
  const accept = async (visit: Visit, given: RemoteListing): Promise<Visit[]> => {
    guardMount(state, visit, given)
    const listing = await places.settle(visit.folderId, given)
    const kept = unreachableChildren(state, visit, listing)
    const children = [...listing.children, ...kept]
    listings.set(visit.folderId, { order: (order += 1), listing: { ...listing, children }, path: visit.path })
    for (const { id: folderId } of kept) {
      failures.push({ folderId, error: new SyncError('storageUnavailable', 'a mount can not be reached') })
    }
    return listing.children
      .filter((child) => child.kind === 'folder' && isSynced(visit.path, child))
      .map((child) => ({ folderId: child.id, path: join(visit.path, child.name), etag: child.etag }))
  }
  const isSynced = (folder: string, entry: RemoteEntry): boolean => ignore.judge(join(folder, entry.name)) === 'sync'
  const isStale = (visit: Visit): boolean =>
    visit.etag === '' || state.model.remote.get(visit.folderId)?.listedEtag !== visit.etag

  const recogniseOwn = async (visit: Visit): Promise<RemoteListing | undefined> =>
    own.has(visit.folderId)
      ? recognise(state, remote, root, visit, (name) => ignore.judge(join(visit.path, name)) === 'sync')
      : undefined
  /** @returns false where the server does not tell everything in one answer, or something needs a closer look. */
  const lookDeep = async (): Promise<boolean> => {
    const deep = await remote.listDeep('')
    if (deep === undefined) return false
    const seenBefore = places
    listings.clear()
    places = new Places(state, remote)
    const ids = new Map([['', ROOT_ID]])
    try {
      for (const { path, listing } of deep) {
        const folderId = ids.get(path)
        if (folderId === undefined) continue
        for (const next of await accept({ folderId, path, etag: '' }, listing)) ids.set(next.path, next.folderId)
      }
      return true
    } catch (cause) {
      if (asSyncError(cause).scope === 'run') throw cause
      places = seenBefore
      return false
    }
  }

  let level: Visit[] = [{ folderId: ROOT_ID, path: '', etag: '' }]
  let mayGoDeep = true
  while (level.length > 0) {
    if (mayGoDeep && isMostOf(state, level.filter(({ folderId }) => !own.has(folderId)).length)) {
      mayGoDeep = false
      const before = new Map(listings)
      if (await lookDeep()) break
      listings.clear()
      for (const [id, listing] of before) listings.set(id, listing)
    }
    const next: Visit[] = []
    await inParallel(level, PARALLEL, async (visit) => {
      seen.add(visit.folderId)
      try {
        const listing = (await recogniseOwn(visit)) ?? (await remote.list(visit.path))
        next.push(...(await accept(visit, listing)).filter((child) => isStale(child) && !seen.has(child.folderId)))
      } catch (cause) {
        const error = asSyncError(cause)
        if (error.scope === 'run' || visit.folderId === ROOT_ID) throw error
        failures.push({ folderId: visit.folderId, error })
      }
    })
    level = next
  }

  write(state, listings, isSynced, failures.length === 0)
  const listedRoot = listings.get(ROOT_ID)?.listing.self.etag ?? ''
  state.setMeta('listedRootEtag', failures.length === 0 ? listedRoot : '')
  return { failures }
}

/** One answer with everything is cheaper than many small ones only when most folders have to be listed anyway. */
function isMostOf(state: SyncState, folders: number): boolean {
  const { remote } = state.model
  if (folders < DEEP_FROM_FOLDERS || remote.size > DEEP_MAX_KNOWN) return false
  let known = 0
  for (const node of remote.nodes()) if (node.kind === 'folder') known += 1
  return folders * 2 >= known
}

function write(
  state: SyncState,
  listings: ReadonlyMap<string, { readonly order: number; readonly listing: RemoteListing; readonly path: string }>,
  isSynced: (folder: string, entry: RemoteEntry) => boolean,
  complete: boolean
): void {
  const overwritten: string[] = []
  const settle = (listed: RemoteNode, before: RemoteNode | undefined): RemoteNode => {
    const isOther = before !== undefined && isOverwritten(before, listed)
    if (isOther) overwritten.push(listed.id)
    const own = listings.get(listed.id)?.listing.self.etag
    const node: RemoteNode = {
      ...listed,
      etag: own ?? listed.etag,
      checksum: listed.checksum === '' && !isOther && before?.etag === listed.etag ? before.checksum : listed.checksum,
      // While a folder below can't be listed, the way to it stays open.
      listedEtag: complete ? (own ?? before?.listedEtag ?? '') : own !== undefined ? '' : (before?.listedEtag ?? '')
    }
    if (before !== undefined && isSameRemote(before, node)) return before
    return node
  }
  const ordered = [...listings].sort((left, right) => left[1].order - right[1].order)
  mergeListings(
    state.model.remote,
    ordered.map(([folderId, { listing, path }]) => ({
      folderId,
      children: listing.children
        .filter((entry) => isSynced(path, entry))
        .map((entry) => ({ ...entry, parentId: folderId, listedEtag: '' }))
    })),
    settle
  )
  for (const id of overwritten) state.forgetVersion(id)
}

/**
 * Other bytes under the etag that was there before: a file that is written again within the second of its time keeps it
 * (docs/sync.md, "Etags that stay").
 */
function isOverwritten(before: RemoteNode, listed: RemoteNode): boolean {
  if (listed.kind !== 'file' || before.etag !== listed.etag) return false
  if (before.sizeBytes !== listed.sizeBytes) return true
  return comparableHashes(before.checksum, listed.checksum) && before.checksum !== listed.checksum
}

/** What was known of mounts that can't be reached now: they stay as they are (case 41). */
function unreachableChildren(state: SyncState, visit: Visit, listing: RemoteListing): RemoteNode[] {
  return (listing.unreachable ?? []).flatMap((name) => state.model.remote.childByName(visit.folderId, name) ?? [])
}

/**
 * An external storage that is not reachable may look empty: then what is known of it stays (case 41). That shows at its
 * root; a folder in it, and a folder of the server's own for a group, is empty when somebody emptied it.
 */
function guardMount(state: SyncState, visit: Visit, listing: RemoteListing): void {
  const known = state.model.remote.get(visit.folderId)
  if (known === undefined || !isMount(known) || listing.children.length > 0) return
  const around = state.model.remote.get(known.parentId)
  if (listing.storage === 'own' || (around !== undefined && isMount(around))) return
  if (state.model.remote.childIds(visit.folderId).size > 0) {
    throw new SyncError('storageUnavailable', 'a mounted folder is suddenly empty')
  }
}

/** Another user's home answers with an empty collection without etag (nextcloud.md 4.2): never believe it. */
function checkIdentity(state: SyncState, root: RemoteEntry): void {
  if (root.kind !== 'folder' || root.etag === '' || root.id === '') {
    throw new SyncError('remoteRootMissing', 'the root has no identity of its own')
  }
  const known = state.meta('remoteRootId')
  if (known === '') state.setMeta('remoteRootId', root.id)
  else if (known !== root.id) throw new SyncError('remoteRootMissing', 'the root is another one than before')
}

/**
 * A server that was restored from a backup has another data fingerprint (sync.md 1.2): what it lacks was not deleted
 * by anybody. Both sides are united, and a newer file here becomes a conflict copy (case 36).
 */
function noticeRestore(state: SyncState, root: RemoteRoot): void {
  const now = `=${root.fingerprint}`
  const known = state.meta('fingerprint')
  if (known !== '' && known !== now) state.forgetAll()
  state.setMeta('fingerprint', now)
  state.flush()
}

function isSameLock(left: RemoteLock | undefined, right: RemoteLock | undefined): boolean {
  return left?.ownerName === right?.ownerName && left?.sinceMs === right?.sinceMs
}

function isSamePlace(left: RemoteNode, right: RemoteNode): boolean {
  return left.parentId === right.parentId && left.name === right.name
}

function isSameRemote(left: RemoteNode, right: RemoteNode): boolean {
  return (
    isSamePlace(left, right) &&
    left.etag === right.etag &&
    left.listedEtag === right.listedEtag &&
    left.sizeBytes === right.sizeBytes &&
    left.mtimeS === right.mtimeS &&
    left.permissions === right.permissions &&
    left.checksum === right.checksum &&
    isSameLock(left.lock, right.lock)
  )
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}
