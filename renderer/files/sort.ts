import type { TrashItem } from '../../shared/model/files'
import type { SyncItem } from '../../shared/model/sync'
import { nameRanks } from './names'

export type SortColumn = 'name' | 'modified' | 'size'
export type TrashColumn = 'name' | 'folder' | 'deleted' | 'size'

export interface Sort<Column extends string = SortColumn> {
  readonly column: Column
  readonly ascending: boolean
}

/** The order after a heading was pressed: another way round when it is the one already. */
export const nextSort = <Column extends string>(
  { column: before, ascending }: Sort<Column>,
  column: Column,
  beginsAscending = true
): Sort<Column> => ({ column, ascending: column === before ? !ascending : beginsAscending })

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

/** What is in the trash, by the chosen column, folders among the files; equal ones by name. */
export function sortTrash(items: readonly TrashItem[], { column, ascending }: Sort<TrashColumn>): TrashItem[] {
  const direction = ascending ? 1 : -1
  const ranks = nameRanks([...items.map(({ name }) => name), ...items.map(({ folder }) => folder)])
  const rankOf = (name: string) => ranks.get(name) ?? 0
  const values: Readonly<Record<TrashColumn, (item: TrashItem) => number>> = {
    name: ({ name }) => rankOf(name),
    folder: ({ folder }) => rankOf(folder),
    deleted: ({ deletedMs }) => deletedMs,
    size: ({ sizeBytes }) => sizeBytes
  }
  const keys = items.map((item) => ({ item, value: values[column](item), rank: rankOf(item.name) }))
  keys.sort((a, b) => direction * (a.value - b.value) || a.rank - b.rank)
  return keys.map(({ item }) => item)
}

/** Whether a path lies in a folder, or is it; everything lies in ''. */
export const isWithin = (path: string, folder: string): boolean =>
  folder === '' || path === folder || path.startsWith(`${folder}/`)
/** The folder that holds a path; '' for the root's own items. */
export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))
/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
