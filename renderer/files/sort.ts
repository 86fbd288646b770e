import type { SyncItem } from '../../shared/model/sync'

export type SortColumn = 'name' | 'modified' | 'size'

export interface Sort {
  readonly column: SortColumn
  readonly ascending: boolean
}

const collator = new Intl.Collator('sv', { numeric: true })

/** Folders first, then by the chosen column; equal ones by name. */
export function sortItems<Item extends SyncItem>(items: readonly Item[], { column, ascending }: Sort): Item[] {
  const direction = ascending ? 1 : -1
  const byName = (a: SyncItem, b: SyncItem) => collator.compare(a.name, b.name)
  const by: Readonly<Record<SortColumn, (a: SyncItem, b: SyncItem) => number>> = {
    name: byName,
    modified: (a, b) => a.modifiedMs - b.modifiedMs || byName(a, b),
    size: (a, b) => a.sizeBytes - b.sizeBytes || byName(a, b)
  }
  return [...items].sort(
    (a, b) => Number(b.kind === 'folder') - Number(a.kind === 'folder') || direction * by[column](a, b)
  )
}

/** Whether a path lies in a folder, or is it; everything lies in ''. */
export const isWithin = (path: string, folder: string): boolean =>
  folder === '' || path === folder || path.startsWith(`${folder}/`)
/** The folder that holds a path; '' for the root's own items. */
export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))
/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
