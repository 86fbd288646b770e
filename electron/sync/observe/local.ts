import { mergeListings } from '../core/merge'
import { ROOT_ID } from '../core/nodes'
import { SyncError } from '../errors'
import type { FolderListing } from '../core/merge'
import type { LocalNode } from '../core/nodes'
import type { LeftOut, LocalPort } from '../ports'
import type { SyncState } from '../state'

export interface LocalObservation {
  /** False when something vanished while we looked: nothing may be deleted on that ground. */
  readonly complete: boolean
  /** What can't be synced, by path. */
  readonly leftOut: readonly LeftOut[]
}

/**
 * Lists the whole root, or only some folders and whatever new folders turn up in them.
 * @throws SyncError `rootMissing` or `rootForeign` before anything is believed of an unmounted or replaced root.
 */
export async function observeLocal(
  state: SyncState,
  local: LocalPort,
  scope: 'full' | ReadonlySet<string>
): Promise<LocalObservation> {
  await requireRoot(state, local)
  const listings: FolderListing<LocalNode>[] = []
  const ignoredIn = new Map<string, boolean>()
  const leftOut: LeftOut[] = []
  const visited = new Set<string>()
  let complete = true
  const queue = scope === 'full' ? [{ id: ROOT_ID, path: '' }] : startingPoints(state, scope)
  for (const folder of queue) {
    if (visited.has(folder.id)) continue
    visited.add(folder.id)
    const listing = await local.list(folder.path)
    if (listing === undefined) {
      complete = false
      continue
    }
    ignoredIn.set(folder.id, listing.hasIgnored)
    for (const { name, code } of listing.leftOut) leftOut.push({ name: join(folder.path, name), code })
    const children = listing.entries.map((entry): LocalNode => ({ ...entry, parentId: folder.id }))
    listings.push({ folderId: folder.id, children })
    for (const child of children) {
      if (child.kind !== 'folder') continue
      const before = state.model.local.get(child.id)
      const isElsewhere = before?.parentId !== child.parentId || before.name !== child.name
      if (scope === 'full' || isElsewhere) queue.push({ id: child.id, path: join(folder.path, child.name) })
    }
  }
  // The root may have gone while we looked.
  await requireRoot(state, local)
  mergeListings(state.model.local, listings, (listed, known) => {
    const s = state.model.syncedByLocal(listed.id)
    const node: LocalNode = {
      ...listed,
      // One text for both trees where they say the same.
      ...(s === undefined ? {} : { id: s.localId, name: s.localName === listed.name ? s.localName : listed.name }),
      ...(s?.mtimeNs === listed.mtimeNs ? { mtimeNs: s.mtimeNs } : {}),
      ...(s?.ctimeNs === listed.ctimeNs ? { ctimeNs: s.ctimeNs } : {}),
      hash: known !== undefined && isSameVersion(known, listed) ? known.hash : listed.hash,
      hasIgnored: ignoredIn.get(listed.id) ?? known?.hasIgnored ?? false
    }
    if (known !== undefined && isSame(known, node)) return known
    return node
  })
  return { complete, leftOut }
}

async function requireRoot(state: SyncState, local: LocalPort): Promise<void> {
  const found = await local.checkRoot(state.meta('rootId'))
  if (found === 'missing') throw new SyncError('rootMissing', 'the sync root or its marker is missing')
  if (found === 'foreign') throw new SyncError('rootForeign', 'the sync root belongs to something else')
}

/** The nearest known folders for the hinted paths, parents first. */
function startingPoints(state: SyncState, hints: ReadonlySet<string>): { id: string; path: string }[] {
  const points = new Map<string, string>()
  for (const hint of hints) {
    let path = hint
    let id = state.model.local.byPath(path)
    while (id === undefined || (id !== ROOT_ID && state.model.local.get(id)?.kind === 'file')) {
      path = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
      id = state.model.local.byPath(path)
    }
    points.set(id, path)
  }
  return [...points].map(([id, path]) => ({ id, path })).sort((left, right) => left.path.length - right.path.length)
}

function isSameVersion(left: LocalNode, right: LocalNode): boolean {
  return (
    left.sizeBytes === right.sizeBytes &&
    left.mtimeNs === right.mtimeNs &&
    left.ctimeNs === right.ctimeNs &&
    left.kind === right.kind
  )
}

function isSame(left: LocalNode, right: LocalNode): boolean {
  return (
    isSameVersion(left, right) &&
    left.parentId === right.parentId &&
    left.name === right.name &&
    left.hash === right.hash &&
    left.hasIgnored === right.hasIgnored &&
    left.isOpen === right.isOpen
  )
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}
