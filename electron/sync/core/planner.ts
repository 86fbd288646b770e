import { breakCircle } from './circles'
import { planDeletions } from './deletions'
import { hashing, nameLosers } from './drafts'
import { decideFates, localMovesInCircles, targetPlace } from './fate'
import { localNames } from './localNames'
import { matchItems } from './match'
import { withoutOrphans } from './operations'
import { mayDelete } from './permissions'
import { planContent, planEviction, recordIfNew } from './planContent'
import { planMoves } from './planMoves'
import { planNewLocal, planNewRemote } from './planNew'
import { onlineOnlyTest } from './pins'
import { OPEN_RULES } from './rules'
import { unsettledPart } from './unsettled'
import type { BlockedMove, Drafting } from './drafting'
import type { Place } from './fate'
import type { Item } from './match'
import type { Model, Trees } from './model'
import type { BlockedItem, Operation, Plan } from './operations'
import type { Rules } from './rules'

const NOTHING: Plan = { operations: [], blocked: [], deletions: { local: [], remote: [] } }

/**
 * Compares the three trees and returns what may be done now, in any order that respects `madeBy`.
 * Pure. Asked again after every round until it returns nothing.
 */
export function plan(model: Model, rules: Rules = OPEN_RULES): Plan {
  const keepsAll = rules.keep.pins.size === 0 && rules.keep.unsynced.length === 0
  // What is online only has its say about items that are as they were synced: then all are looked at.
  const part = keepsAll ? unsettledPart(model) : model
  return part === undefined ? NOTHING : planAll(part, rules)
}

/** Plans as if these were the whole trees. Exported for the proof that a part gives the same plan. */
export function planAll(model: Trees, rules: Rules): Plan {
  const items = matchItems(model)
  const circular = localMovesInCircles(items)
  const isOnlineOnly = onlineOnlyTest(model.remote, rules.keep) ?? ((): boolean => false)
  const fates = decideFates(items, circular, (r) => mayDelete(r) && !isOnlineOnly(r))
  const places = new Map<Item, Place>()
  for (const item of items.all) {
    const place = fates.get(item) === 'live' ? targetPlace(items, item, circular) : undefined
    if (place !== undefined) places.set(item, place)
  }
  const losers = nameLosers(places)
  const names = localNames(items, places, rules.foldsCase)
  const operations: Operation[] = []
  const blocked: BlockedItem[] = []
  const blockedMoves: BlockedMove[] = []
  const block = (item: Item, reason: BlockedItem['reason']): void => {
    blocked.push({ localId: item.l?.id, remoteId: item.r?.id, reason })
  }

  for (const item of items.all) {
    const fate = fates.get(item)
    if (fate === 'forget' && item.s !== undefined) {
      operations.push({ kind: 'forget', key: `forget:${item.s.id}`, syncedId: item.s.id })
    }
    if (fate === 'wait' && item.kind === 'file' && item.l !== undefined) operations.push(hashing(item.l.id))
    const place = places.get(item)
    if (place === undefined) continue
    if (losers.has(item)) {
      if (item.l === undefined) block(item, 'nameClash')
      else operations.push({ kind: 'stepAside', key: `stepAside:${item.l.id}`, localId: item.l.id })
      continue
    }
    planLiving({ model, items, rules, names, operations, blockedMoves, block, isOnlineOnly }, item, place)
  }
  const deletions = planDeletions(model, items, fates, operations)
  for (const move of blockedMoves) block(move.item, 'waits')
  const doable = withoutOrphans(operations)
  return { operations: doable.length > 0 ? doable : breakCircle(blockedMoves), blocked, deletions }
}

function planLiving(draft: Drafting, item: Item, place: Place): void {
  const { l, r } = item
  if (l !== undefined && r !== undefined) {
    if (planMoves(draft, item, place) || planEviction(draft, item)) return
    if (item.kind === 'folder') recordIfNew(draft, item, place)
    else planContent(draft, item, place)
  } else if (l !== undefined) planNewLocal(draft, item, place)
  else if (r !== undefined) planNewRemote(draft, item, place)
}
