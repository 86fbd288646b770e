import { ROOT_ID } from './core/nodes'
import type { Model } from './core/model'
import type { LocalNode } from './core/nodes'
import type { Keep, Pin } from './core/pins'
import type { SyncAmount, SyncPinned } from '../../shared/model/sync'
import type { SyncState } from './state'

/** What the person decided to keep on this computer, as the journal has it. */
export function loadKeep(state: SyncState, unsynced: readonly string[]): Keep {
  const text = state.meta('pins')
  const known = new Map<string, Pin>()
  const saved: unknown = text === '' ? [] : JSON.parse(text)
  for (const pair of Array.isArray(saved) ? (saved as readonly unknown[]) : []) {
    const [id, pin] = Array.isArray(pair) ? (pair as readonly unknown[]) : []
    if (typeof id === 'string' && (pin === 'onlineOnly' || pin === 'offline')) known.set(id, pin)
  }
  return { pins: known, unsynced }
}

/**
 * Where the folders that are left out are now: one that was renamed on the server, or with a folder around it, stays
 * left out. @returns the paths by those that were given.
 */
export function followUnsynced(state: SyncState, paths: readonly string[]): ReadonlyMap<string, string> {
  if (paths.length === 0) return NOWHERE
  const { remote } = state.model
  const text = state.meta('unsynced')
  const saved: unknown = text === '' ? [] : JSON.parse(text)
  const known = new Map<string, string>()
  for (const pair of Array.isArray(saved) ? (saved as readonly unknown[]) : []) {
    const [path, id] = Array.isArray(pair) ? (pair as readonly unknown[]) : []
    if (typeof path === 'string' && typeof id === 'string') known.set(path, id)
  }
  const ids = paths.flatMap((path): [string, string][] => {
    const before = known.get(path)
    const id = before !== undefined && remote.has(before) ? before : remote.byPath(path)
    return id === undefined ? [] : [[path, id]]
  })
  state.setMeta('unsynced', JSON.stringify(ids))
  return new Map(ids.flatMap(([path, id]) => [[path, remote.path(id) ?? path] as const]))
}

const NOWHERE: ReadonlyMap<string, string> = new Map()

/** What was decided, for the person to see, and how much that is. */
export function listPins(state: SyncState, amount: (id: string) => SyncAmount): SyncPinned[] {
  const { remote } = state.model
  const { pins } = loadKeep(state, [])
  return [...pins].flatMap(([id, pin]): SyncPinned[] => {
    const path = remote.path(id)
    if (path === undefined) return []
    const left = pin === 'onlineOnly' ? filesLeft(state.model, pins, id) : NOTHING_LEFT
    return [{ path, pin, kind: remote.get(id)?.kind ?? 'folder', ...amount(id), left }]
  })
}

const MOST_NAMES = 3
const NOTHING_LEFT: SyncPinned['left'] = { files: 0, names: [] }

/** The files here of what is to be on the server alone: what it does not have yet, and what is open. */
function filesLeft(model: Model, pins: Keep['pins'], id: string): SyncPinned['left'] {
  const { local } = model
  const names: string[] = []
  let files = 0
  const look = (node: LocalNode): void => {
    if (node.kind === 'folder') lookIn(node.id)
    else {
      files += 1
      if (names.length < MOST_NAMES) names.push(node.name)
    }
  }
  // What was decided about something in it counts for that.
  const lookIn = (folderId: string): void => {
    for (const child of local.children(folderId)) if (!pins.has(model.remoteOf(child.id) ?? '')) look(child)
  }
  const localId = id === ROOT_ID ? id : model.syncedByRemote(id)?.localId
  const here = localId === undefined ? undefined : local.get(localId)
  if (localId === ROOT_ID) lookIn(localId)
  else if (here !== undefined) look(here)
  return { files, names }
}

/** @param pin undefined: as the folder around it. @returns false when the server has no such item. */
export function setPin(state: SyncState, path: string, pin: Pin | undefined): boolean {
  const { local, remote } = state.model
  const here = local.byPath(path)
  // The name here may differ from the server's; an item that is not here is known by its path there.
  const id = (here === undefined ? undefined : state.model.remoteOf(here)) ?? remote.byPath(path)
  if (id === undefined) return false
  const next = new Map(loadKeep(state, []).pins)
  if (pin === undefined) next.delete(id)
  else next.set(id, pin)
  state.setMeta('pins', JSON.stringify([...next]))
  state.flush()
  return true
}
