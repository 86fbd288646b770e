/** From how many deletions, and from what share of all synced items, the person is asked first. */
export interface MassDeleteLimits {
  readonly maxCount: number
  readonly maxShare: number
  /** Below this many deletions the share alone never asks, unless everything would go. */
  readonly minCountForShare: number
  /** False: asks as well when one side would be emptied altogether. */
  readonly mayEmpty: boolean
}

export const DEFAULT_LIMITS: MassDeleteLimits = { maxCount: 100, maxShare: 0.5, minCountForShare: 10, mayEmpty: false }

export interface DeleteTally {
  /** Synced items that would be deleted on this side, everything inside folders included. */
  readonly deletions: number
  readonly synced: number
  /** The other side, which asks for the deletions, is empty altogether. */
  readonly otherSideEmpty: boolean
}

/** True when the deletions need the person's word (I13). */
export function isMassDelete(tally: DeleteTally, limits: MassDeleteLimits): boolean {
  if (tally.deletions === 0) return false
  if (!limits.mayEmpty && tally.otherSideEmpty && tally.synced > 1) return true
  if (tally.deletions > limits.maxCount) return true
  return tally.deletions >= limits.minCountForShare && tally.deletions / tally.synced > limits.maxShare
}
