import type { Item, Items } from './match'
import type { Trees } from './model'
import type { RemoteNode } from './nodes'
import type { BlockedItem, Operation } from './operations'
import type { Rules } from './rules'

export interface BlockedMove {
  readonly item: Item
  readonly side: 'local' | 'remote'
  readonly occupant: Item | undefined
}

/** What the parts of the planner share while one plan is made. */
export interface Drafting {
  readonly model: Trees
  readonly items: Items
  readonly rules: Rules
  /** What each living item is called on this computer. */
  readonly names: ReadonlyMap<Item, string>
  readonly operations: Operation[]
  readonly blockedMoves: BlockedMove[]
  readonly block: (item: Item, reason: BlockedItem['reason']) => void
  readonly isOnlineOnly: (r: RemoteNode) => boolean
}
