import type { Operation } from './core/operations'
import type { Clock } from './ports'
import type { SyncState } from './state'

/** Leaves files alone that were changed a moment ago: somebody may still be writing them. */
export class YoungFiles {
  /** The person asked for everything now. */
  isOff = false
  /** When the last of them should be quiet. */
  untilMs: number | undefined

  /** @param minAgeMs how long a file must be unchanged before it is uploaded; 0 for at once. */
  constructor(
    private readonly minAgeMs: number,
    private readonly clock: Clock
  ) {}

  reset(): void {
    this.untilMs = undefined
  }

  holds(state: SyncState, operation: Operation): boolean {
    if (this.isOff || this.minAgeMs === 0 || operation.kind !== 'upload') return false
    const node = state.model.local.get(operation.localId)
    if (node === undefined) return false
    // The inode's own time: that of the content may be set to anything.
    const ageMs = this.clock.nowMs() - Number(node.ctimeNs) / 1e6
    // A time in the future says nothing (I19).
    if (ageMs < 0 || ageMs >= this.minAgeMs) return false
    const quietMs = this.clock.nowMs() + this.minAgeMs - ageMs
    this.untilMs = Math.max(this.untilMs ?? 0, quietMs)
    return true
  }
}
