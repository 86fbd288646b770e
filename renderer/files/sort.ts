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
  const ranks = nameRanks(items)
  const keys = items.map((item, index) => ({
    item,
    isFolder: item.kind === 'folder' ? 1 : 0,
    rank: ranks[index] ?? 0,
    value: column === 'modified' ? item.modifiedMs : column === 'size' ? item.sizeBytes : 0
  }))
  keys.sort((a, b) => b.isFolder - a.isFolder || direction * (a.value - b.value || a.rank - b.rank))
  return keys.map(({ item }) => item)
}

let ranked: { readonly names: readonly string[]; readonly ranks: readonly number[] } = { names: [], ranks: [] }

/**
 * Each item's place by name. To compare names as a language does takes time, and a folder is read anew far more often
 * than a name in it changes: the last answer is kept.
 */
function nameRanks(items: readonly SyncItem[]): readonly number[] {
  const { names } = ranked
  if (items.length === names.length && items.every(({ name }, index) => name === names[index])) return ranked.ranks
  const order = items.map(({ name }, index) => ({ name, index })).sort((a, b) => collator.compare(a.name, b.name))
  const ranks: number[] = Array.from({ length: items.length }, () => 0)
  order.forEach(({ index }, rank) => (ranks[index] = rank))
  ranked = { names: items.map(({ name }) => name), ranks }
  return ranks
}

/** Whether a path lies in a folder, or is it; everything lies in ''. */
export const isWithin = (path: string, folder: string): boolean =>
  folder === '' || path === folder || path.startsWith(`${folder}/`)
/** The folder that holds a path; '' for the root's own items. */
export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))
/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
