import type { BlockedMove } from './drafting'
import type { Operation } from './operations'

/**
 * When nothing else can be done and moves wait for each other's names (a swap, a rotation),
 * one of them gives its name up for a moment.
 */
export function breakCircle(moves: readonly BlockedMove[]): Operation[] {
  for (const side of ['local', 'remote'] as const) {
    const waiting = new Map(moves.filter((move) => move.side === side).map((move) => [move.item, move.occupant]))
    for (const start of waiting.keys()) {
      const trail = new Set([start])
      let at = waiting.get(start)
      while (at !== undefined && !trail.has(at)) {
        trail.add(at)
        at = waiting.get(at)
      }
      if (at === undefined) continue
      const { l, r } = at
      if (side === 'local' && l !== undefined) return [{ kind: 'parkLocal', key: `park:${l.id}`, localId: l.id }]
      if (side === 'remote' && r !== undefined) return [{ kind: 'parkRemote', key: `park:${r.id}`, remoteId: r.id }]
    }
  }
  return []
}
