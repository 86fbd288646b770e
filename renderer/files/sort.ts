import type { SyncItem } from '../../shared/model/sync'
import { nameRanks } from './names'

export type SortColumn = 'name' | 'modified' | 'size'

export interface Sort {
  readonly column: SortColumn
  readonly ascending: boolean
}

/** Folders first, then by the chosen column; equal ones by name. */
export function sortItems<Item extends SyncItem>(items: readonly Item[], { column, ascending }: Sort): Item[] {
  const direction = ascending ? 1 : -1
  const ranks = nameRanks(items.map(({ name }) => name))
  const keys = items.map((item) => ({
    item,
    isFolder: item.kind === 'folder' ? 1 : 0,
    rank: ranks.get(item.name) ?? 0,
    value: column === 'modified' ? item.modifiedMs : column === 'size' ? item.sizeBytes : 0
  }))
  keys.sort((a, b) => b.isFolder - a.isFolder || direction * (a.value - b.value || a.rank - b.rank))
  return keys.map(({ item }) => item)
}

/** Whether a path lies in a folder, or is it; everything lies in ''. */
export const isWithin = (path: string, folder: string): boolean =>
  folder === '' || path === folder || path.startsWith(`${folder}/`)
/** The folder that holds a path; '' for the root's own items. */
export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))
/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
