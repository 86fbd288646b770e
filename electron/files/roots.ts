import { MAIN_ROOT, type SyncRootStatus } from '../../shared/model/syncSetup'
import type { SyncItem, SyncItemState, SyncPhase, SyncProgress, SyncStatus } from '../../shared/model/sync'

/**
 * The person sees one tree of folders, named as on the server. Parts of it may lie in places of their own on this
 * computer, each synced by an engine of its own: here a path of that one tree becomes a root and a path below it.
 */
export interface Root {
  readonly id: string
  /** The folder in the one tree; '' is everything that no other root has. */
  readonly folder: string
  /** Absolute path of the folder on this computer. */
  readonly place: string
}

export const isMain = ({ id }: Root): boolean => id === MAIN_ROOT

export const parentOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '')
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Whether a path is a folder or lies below it. */
export const isWithin = (path: string, folder: string): boolean =>
  folder === '' || path === folder || path.startsWith(`${folder}/`)

/** The root that has a path, and the path below it. @throws when there is not even a main root. */
export function rootAt<R extends Root>(
  roots: readonly R[],
  path: string
): { readonly root: R; readonly below: string } {
  const [root] = roots
    .filter(({ folder }) => isWithin(path, folder))
    .sort((left, right) => right.folder.length - left.folder.length)
  if (root === undefined) throw new Error('There is no main root')
  return { root, below: root.folder === '' ? path : path.slice(root.folder.length + 1) }
}

/** A path below a root as a path of the one tree. */
export function pathIn({ folder }: Root, below: string): string {
  return folder === '' ? below : below === '' ? folder : `${folder}/${below}`
}

/** True for what a root says of a part of the tree that another root has. */
export const isOthers = (roots: readonly Root[], root: Root, path: string): boolean =>
  rootAt(roots, path).root.id !== root.id

/** A folder's items as its root lists them, in the one tree; what is a root itself shows how that root is. */
export function placeItems(
  roots: readonly Root[],
  root: Root,
  items: readonly SyncItem[],
  statusOf: (rootId: string) => SyncStatus | undefined
): SyncItem[] {
  return items.map((item) => {
    const path = pathIn(root, item.path)
    const own = roots.find((each) => each.folder === path)
    return own === undefined ? { ...item, path } : { ...item, path, state: rootState(statusOf(own.id)) }
  })
}

function rootState(status: SyncStatus | undefined): SyncItemState {
  const phase = status?.phase
  switch (phase?.kind) {
    case undefined:
    case 'starting':
    case 'syncing':
      return { kind: 'waiting' }
    case 'stopped':
      return { kind: 'error', code: phase.code, remedy: phase.remedy, nextTryMs: phase.nextTryMs }
    case 'idle':
    case 'looking':
    case 'paused':
      return { kind: 'synced' }
  }
}

/** How a root is, for whoever looks at the roots one by one. */
export function describeStatus(id: string, status: SyncStatus | undefined): SyncRootStatus {
  if (status === undefined) return { id, state: { kind: 'starting' }, percent: undefined }
  const { bytesDone, bytesTotal } = status.progress
  return {
    id,
    state: status.phase,
    // Not all of it before it is at its end.
    percent: bytesTotal > 0 ? Math.min(100, Math.floor((100 * bytesDone) / bytesTotal)) : undefined
  }
}

const order: readonly SyncPhase['kind'][] = ['syncing', 'stopped', 'looking', 'starting', 'paused', 'idle']

/** All roots' statuses as one: what is most worth knowing, and the sums. Undefined before any root has spoken. */
export function mergeStatus(
  roots: readonly Root[],
  statuses: ReadonlyMap<string, SyncStatus>,
  sequence: number
): SyncStatus | undefined {
  const known = roots.flatMap((root) => {
    const status = statuses.get(root.id)
    return status === undefined ? [] : [{ root, status }]
  })
  const sum = (count: (status: SyncStatus) => number) => known.reduce((total, { status }) => total + count(status), 0)
  const asked = known.find(({ status }) => status.massDelete !== null)
  const question = asked?.status.massDelete
  const phase = mergePhases(known.map(({ status }) => status.phase))
  return (
    phase && {
      sequence,
      phase,
      progress: mergeProgress(known.map(({ status }) => status.progress)),
      errors: sum(({ errors }) => errors),
      conflicts: sum(({ conflicts }) => conflicts),
      waiting: sum(({ waiting }) => waiting),
      massDelete:
        asked && question
          ? {
              ...question,
              id: `${asked.root.id}/${question.id}`,
              examples: question.examples.map((path) => pathIn(asked.root, path))
            }
          : null
    }
  )
}

function mergePhases(phases: readonly SyncPhase[]): SyncPhase | undefined {
  const [first, ...others] = [...phases].sort((left, right) => order.indexOf(left.kind) - order.indexOf(right.kind))
  if (first?.kind !== 'idle') return first
  // Everything is as new as the root that was looked at longest ago.
  const times = [first, ...others].flatMap((phase) => (phase.kind === 'idle' ? [phase.lastSyncMs] : []))
  const known = times.filter((time) => time !== null)
  return { kind: 'idle', lastSyncMs: known.length === times.length ? Math.min(...known) : null }
}

function mergeProgress(all: readonly SyncProgress[]): SyncProgress {
  const sum = (count: (progress: SyncProgress) => number) => all.reduce((total, each) => total + count(each), 0)
  const bytesDone = sum((each) => each.bytesDone)
  const bytesTotal = sum((each) => each.bytesTotal)
  const bytesPerSecond = sum((each) => each.bytesPerSecond)
  const leftBytes = bytesTotal - bytesDone
  return {
    filesDone: sum((each) => each.filesDone),
    filesTotal: sum((each) => each.filesTotal),
    bytesDone,
    bytesTotal,
    bytesPerSecond,
    secondsLeft: bytesPerSecond > 0 && leftBytes > 0 ? Math.ceil(leftBytes / bytesPerSecond) : null
  }
}

/** The root that a mass-delete question came from, and its own name of it. */
export function questionOf(id: string): { readonly rootId: string; readonly own: string } {
  const cut = id.indexOf('/')
  return { rootId: id.slice(0, cut), own: id.slice(cut + 1) }
}

/** What may not be: a root without a folder, or in or around another root's folder (the main one has everything). */
export function folderProblem(roots: readonly Root[], folder: string): 'folderMissing' | 'folderNested' | undefined {
  if (folder === '') return 'folderMissing'
  const further = roots.filter((root) => !isMain(root))
  return further.some((root) => isWithin(folder, root.folder) || isWithin(root.folder, folder))
    ? 'folderNested'
    : undefined
}

/** Whether a place on the disk lies in one of these, or around it. Real absolute paths. */
export function isNestedPlace(taken: readonly string[], place: string, separator: string): boolean {
  const inside = (path: string, folder: string) =>
    path === folder || path.startsWith(folder.endsWith(separator) ? folder : folder + separator)
  return taken.some((other) => inside(place, other) || inside(other, place))
}
