import type { SyncConflict } from '../../shared/model/sync'
import { isWithin } from './sort'

/** The conflict that an item is part of, as what has the name or as the copy beside it. */
export const conflictOf = (conflicts: readonly SyncConflict[], path: string): SyncConflict | undefined =>
  conflicts.find(({ copyPath, originalPath }) => copyPath === path || originalPath === path)

/** The conflict to go on with after one is settled: the next below the folder, or the first; undefined after the last. */
export function conflictAfter(
  conflicts: readonly SyncConflict[],
  settled: SyncConflict,
  base: string
): SyncConflict | undefined {
  const at = conflicts.findIndex(({ copyPath }) => copyPath === settled.copyPath)
  const others = [...conflicts.slice(at + 1), ...conflicts.slice(0, Math.max(0, at))]
  return others.find(({ originalPath }) => isWithin(originalPath, base))
}
