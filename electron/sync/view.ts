import { isConflictName } from './core/conflicts'
import { matchItems } from './core/match'
import { ROOT_ID } from './core/nodes'
import { deniedOf } from './core/permissions'
import { loadKeep } from './keep'
import { failureState, remedyFor } from './failures'
import type { SyncConflict, SyncErrorItem, SyncItem, SyncItemState } from '../../shared/model/sync'
import type { Item, Items } from './core/match'
import type { Keep } from './core/pins'
import type { BlockedItem, Operation, Plan } from './core/operations'
import type { Model } from './core/model'
import type { TreeNode } from './core/nodes'
import type { Tree } from './core/tree'
import type { Failures } from './failures'
import type { LeftOut } from './ports'
import type { RemoteObservation } from './observe/remote'
import type { Progress } from './progress'
import type { SyncState } from './state'

/** What is going on: the last plan, the transfers under way and the failures. */
export interface Activity {
  readonly plan: Plan
  readonly failures: Failures
  readonly progress: Pick<Progress, 'of'>
  /** Keys of operations in the plan that are done already. */
  readonly done: ReadonlySet<string>
}

/** One folder's items as the person sees them: both sides united, each with its state. */
export function openView(state: SyncState, activity: Activity): (folder: string) => SyncItem[] {
  const { model } = state
  const items = itemsOf(model)
  const states = statesOf(model, activity)
  const { pins } = loadKeep(state, [])
  return (folder) => {
    const localFolder = model.local.byPath(folder)
    const remoteFolder = remoteIdAt(state, folder)
    const found = new Set<Item>()
    if (localFolder !== undefined)
      for (const l of model.local.children(localFolder)) add(found, items.byLocal.get(l.id))
    if (remoteFolder !== undefined)
      for (const r of model.remote.children(remoteFolder)) add(found, items.byRemote.get(r.id))
    return [...found]
      .map((item) => describeItem(item, { folder, model, states, pins }))
      .sort((left, right) =>
        left.kind === right.kind ? compare(left.name, right.name) : left.kind === 'folder' ? -1 : 1
      )
  }
}

/** The server's identity of what the person sees at a path: the name here may differ from the server's. */
export function remoteIdAt({ model }: SyncState, path: string): string | undefined {
  const here = model.local.byPath(path)
  const there = here === undefined ? undefined : itemsOf(model).byLocal.get(here)?.r?.id
  return there ?? (path === '' ? ROOT_ID : model.remote.byPath(path))
}

const matched = new WeakMap<Model, { readonly revision: number; readonly items: Items }>()

/** A view asks often, and folder by folder: the pairing is made anew only when a tree has changed. */
function itemsOf(model: Model): Items {
  const known = matched.get(model)
  if (known?.revision === model.revision) return known.items
  const items = matchItems(model)
  matched.set(model, { revision: model.revision, items })
  return items
}

type States = (item: Item) => SyncItemState | undefined

interface Around {
  readonly folder: string
  readonly model: Model
  readonly states: States
  readonly pins: Keep['pins']
}

function describeItem(item: Item, { folder, model, states, pins }: Around): SyncItem {
  const { l, r } = item
  const name = l?.name ?? r?.name ?? ''
  const pin = r === undefined ? undefined : pins.get(r.id)
  const denied = r === undefined ? [] : deniedOf(r)
  return {
    path: folder === '' ? name : `${folder}/${name}`,
    name,
    kind: item.kind,
    sizeBytes: item.kind === 'folder' ? (r?.sizeBytes ?? 0) : (l?.sizeBytes ?? r?.sizeBytes ?? 0),
    modifiedMs: l !== undefined && l.kind === 'file' ? Math.floor(Number(l.mtimeNs) / 1e6) : (r?.mtimeS ?? 0) * 1000,
    fileId: r?.fileId ?? null,
    ...(pin === undefined ? {} : { pin }),
    ...(r?.lock === undefined ? {} : { lock: r.lock }),
    ...(denied.length === 0 ? {} : { denied }),
    ...(holdsFolder(model.local, l?.id) || holdsFolder(model.remote, r?.id) ? { hasFolders: true } : {}),
    state: states(item) ?? (l !== undefined && isConflictName(l.name) ? { kind: 'conflict' } : { kind: 'synced' })
  }
}

function holdsFolder<N extends TreeNode>(tree: Tree<N>, id: string | undefined): boolean {
  if (id !== undefined) for (const { kind } of tree.children(id)) if (kind === 'folder') return true
  return false
}

function statesOf(model: Model, { plan, failures, progress, done }: Activity): States {
  const byLocal = new Map<string, SyncItemState>()
  const byRemote = new Map<string, SyncItemState>()
  const put = (localId: string | undefined, remoteId: string | undefined, state: SyncItemState): void => {
    if (localId !== undefined) byLocal.set(localId, state)
    if (remoteId !== undefined) byRemote.set(remoteId, state)
  }
  for (const operation of plan.operations) {
    const found = done.has(operation.key) ? undefined : stateOf(operation, progress)
    if (found === undefined) continue
    put(localIdOf(operation), remoteIdOf(operation), found)
    markFolders(model.local, localIdOf(operation), byLocal)
    markFolders(model.remote, remoteIdOf(operation), byRemote)
  }
  for (const { localId, remoteId, reason } of plan.blocked) {
    put(localId, remoteId, blockedState(reason))
  }
  for (const failure of failures.all()) put(failure.localId, failure.remoteId, failureState(failure))
  return (item) =>
    (item.l === undefined ? undefined : byLocal.get(item.l.id)) ??
    (item.r === undefined ? undefined : byRemote.get(item.r.id))
}

/** A folder waits as long as anything in it does. */
function markFolders<N extends TreeNode>(
  tree: Tree<N>,
  id: string | undefined,
  states: Map<string, SyncItemState>
): void {
  let at = id === undefined ? undefined : tree.get(id)?.parentId
  while (at !== undefined && at !== ROOT_ID && !states.has(at)) {
    states.set(at, { kind: 'waiting' })
    at = tree.get(at)?.parentId
  }
}

function stateOf(operation: Operation, progress: Pick<Progress, 'of'>): SyncItemState | undefined {
  const active = progress.of(operation.key)
  if (active !== undefined) return { kind: 'syncing', percent: active.percent, direction: active.direction }
  switch (operation.kind) {
    case 'record':
    case 'forget':
      return undefined
    case 'hash':
    case 'upload':
    case 'makeRemoteFolder':
      return { kind: 'changedLocally' }
    default:
      return { kind: 'waiting' }
  }
}

/** Where a file lies that has this number on the server, here or (online only) there. */
export function findPath({ model }: SyncState, fileId: string): string | undefined {
  for (const node of model.remote.nodes()) {
    if (node.fileId !== fileId) continue
    const here = itemsOf(model).byRemote.get(node.id)?.l
    return here === undefined ? model.remote.path(node.id) : model.local.path(here.id)
  }
  return undefined
}

function localIdOf(operation: Operation): string | undefined {
  return 'localId' in operation ? operation.localId : undefined
}

function remoteIdOf(operation: Operation): string | undefined {
  return 'remoteId' in operation ? operation.remoteId : undefined
}

/** The conflict copies that still lie in the folder, found by us or by another client. */
export function listConflicts(state: SyncState): SyncConflict[] {
  const conflicts: SyncConflict[] = []
  for (const conflict of state.conflicts.values()) {
    const copyPath = state.model.local.path(conflict.localId)
    // A copy that was given a name of its own is settled.
    if (copyPath !== undefined && isConflictName(copyPath) && state.model.local.has(conflict.localId)) {
      conflicts.push({ copyPath, originalPath: conflict.originalPath, foundMs: conflict.foundMs })
    }
  }
  return conflicts
}

export function listErrors(
  state: SyncState,
  failures: Failures,
  blocked: readonly BlockedItem[],
  folders: RemoteObservation['failures']
): SyncErrorItem[] {
  const { local, remote } = state.model
  const pathOf = (localId: string | undefined, remoteId: string | undefined): string | undefined =>
    (localId === undefined ? undefined : local.path(localId)) ??
    (remoteId === undefined ? undefined : remote.path(remoteId))
  const entry = (path: string | undefined, found: SyncItemState): SyncErrorItem[] =>
    path === undefined ? [] : [{ path, state: found }]
  return [
    ...failures.all().flatMap((failure) => entry(pathOf(failure.localId, failure.remoteId), failureState(failure))),
    ...blocked.flatMap((item) =>
      item.reason === 'waits' || item.reason === 'onlineOnly'
        ? []
        : entry(pathOf(item.localId, item.remoteId), blockedState(item.reason))
    ),
    ...folders.flatMap(({ folderId, error }) =>
      entry(remote.path(folderId), { kind: 'error', code: error.code, remedy: remedyFor(error.code), nextTryMs: null })
    )
  ]
}

export function listLeftOut(leftOut: readonly LeftOut[]): SyncErrorItem[] {
  return leftOut.map(({ name, code }) => ({
    path: name,
    state: { kind: 'error', code, remedy: code === 'nameRefused' ? 'rename' : 'waitForRetry', nextTryMs: null }
  }))
}

function blockedState(reason: BlockedItem['reason']): SyncItemState {
  if (reason === 'waits') return { kind: 'waiting' }
  if (reason === 'onlineOnly') return { kind: 'onlineOnly' }
  // The lock file's end is seen by the watcher, so there is no time to name.
  if (reason === 'openHere') return { kind: 'locked', nextTryMs: 0 }
  return { kind: 'error', code: reason, remedy: remedyFor(reason), nextTryMs: null }
}

function add(found: Set<Item>, item: Item | undefined): void {
  if (item !== undefined) found.add(item)
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
