import { ROOT_ID } from './core/nodes'
import type { SyncAmount, SyncFolder, SyncUsage } from '../../shared/model/sync'
import type { Model } from './core/model'
import type { RemoteNode } from './core/nodes'

type Amount = (id: string) => SyncAmount

/**
 * The folders that the server has in one, by their names there.
 * @param unsynced folders that another root has, by their paths: they are that root's to tell of.
 */
export function listFolders(model: Model, amount: Amount, unsynced: readonly string[], folder: string): SyncFolder[] {
  return foldersIn(model, unsynced, folder).map(({ id, name }) => ({
    path: folder === '' ? name : `${folder}/${name}`,
    name,
    hasFolders: hasFolders(model, id),
    ...amount(id)
  }))
}

/** How much the root has. */
export function countUsage(model: Model, amount: Amount, unsynced: readonly string[]): SyncUsage {
  return { ...amount(ROOT_ID), folders: foldersIn(model, unsynced, '').map(({ name }) => name) }
}

function foldersIn({ remote }: Model, unsynced: readonly string[], folder: string): RemoteNode[] {
  const id = remote.byPath(folder)
  const others = new Set(unsynced.flatMap((path) => remote.byPath(path) ?? []))
  if (id === undefined) return []
  return [...remote.children(id)].filter((child) => child.kind === 'folder' && !others.has(child.id))
}

function hasFolders({ remote }: Model, id: string): boolean {
  for (const { kind } of remote.children(id)) if (kind === 'folder') return true
  return false
}
