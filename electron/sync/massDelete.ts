import { isMassDelete } from './core/guards'
import type { SyncMassDelete } from '../../shared/model/sync'
import type { MassDeleteLimits } from './core/guards'
import type { Operation, Plan } from './core/operations'
import type { SyncState } from './state'

interface Asked {
  readonly question: SyncMassDelete
  readonly syncedIds: readonly string[]
}

/** Holds deletions back that are too many to be believed, until the person has said so (I13). */
export class MassDeleteGuard {
  readonly #approved = new Set<string>()
  #asked: Asked | undefined
  #lastId = 0

  constructor(
    private readonly state: SyncState,
    private readonly limits: MassDeleteLimits
  ) {}

  get question(): SyncMassDelete | undefined {
    return this.#asked?.question
  }

  /** @returns the operations that may be done; deletions of a side that needs an answer are left out. */
  filter(plan: Plan): readonly Operation[] {
    const held = new Set<Operation['kind']>()
    const before = this.#asked
    this.#asked = undefined
    for (const side of ['local', 'remote'] as const) {
      const ids = plan.deletions[side].filter((id) => !this.#approved.has(id))
      const { model } = this.state
      const other = side === 'local' ? model.remote : model.local
      const tally = { deletions: ids.length, synced: model.synced.size, otherSideEmpty: other.size === 0 }
      if (!isMassDelete(tally, this.limits)) continue
      held.add(side === 'local' ? 'deleteLocal' : 'deleteRemote')
      this.#asked ??= isSameQuestion(before, side, ids) ? before : this.#ask(side, ids)
    }
    return held.size === 0 ? plan.operations : plan.operations.filter((operation) => !held.has(operation.kind))
  }

  /** @returns false when the question is no longer the one that was answered. */
  answer(id: string, answer: 'delete' | 'restore'): boolean {
    const asked = this.#asked
    if (asked?.question.id !== id) return false
    this.#asked = undefined
    for (const syncedId of asked.syncedIds) {
      if (answer === 'delete') this.#approved.add(syncedId)
      // Without the merge base what one side still has is simply new for the other.
      else this.state.forget(syncedId)
    }
    this.state.flush()
    return true
  }

  #ask(side: 'local' | 'remote', syncedIds: readonly string[]): Asked {
    this.#lastId += 1
    const { synced } = this.state.model
    return {
      syncedIds,
      question: {
        id: `${String(this.#lastId)}-${String(syncedIds.length)}`,
        side,
        count: syncedIds.length,
        total: synced.size,
        examples: syncedIds.slice(0, 5).flatMap((id) => synced.path(id) ?? [])
      }
    }
  }
}

/** The same question keeps its id, however often it is planned anew until somebody answers. */
function isSameQuestion(asked: Asked | undefined, side: 'local' | 'remote', ids: readonly string[]): asked is Asked {
  if (asked?.question.side !== side || asked.syncedIds.length !== ids.length) return false
  const known = new Set(asked.syncedIds)
  return ids.every((id) => known.has(id))
}
