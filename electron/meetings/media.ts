import type { MediaRoute } from '../../shared/model/meeting'
import type { DialLedger, OpenConnection } from '../net/dial'

export interface MediaLedger {
  /** What is open now, with bytes so far; what is no longer named has ended. */
  readonly report: (routes: readonly MediaRoute[]) => void
  readonly end: () => void
}

/** Media goes beside the guard, so the page tells which addresses it goes to: rows with the rule `peer`. */
export function followMedia(ledger: Pick<DialLedger, 'opened' | 'closed'>, nowMs: () => number): MediaLedger {
  const open = new Map<string, { connection: OpenConnection; counts: { bytesRead: number; bytesWritten: number } }>()
  const report = (routes: readonly MediaRoute[]) => {
    for (const { id, address, port, bytesIn, bytesOut } of routes) {
      const key = `${id} ${address} ${port}`
      const known = open.get(key)
      if (known) {
        Object.assign(known.counts, { bytesRead: bytesIn, bytesWritten: bytesOut })
        continue
      }
      const openedAtMs = nowMs()
      const counts = { bytesRead: bytesIn, bytesWritten: bytesOut }
      const entry = {
        t: new Date(openedAtMs).toISOString(),
        process: 'meeting',
        kind: 'meetings',
        host: address,
        port,
        verdict: 'allowed',
        rule: 'peer'
      } as const
      const connection = { entry, openedAtMs, socket: counts }
      open.set(key, { connection, counts })
      ledger.opened(connection)
    }
    const named = new Set(routes.map(({ id, address, port }) => `${id} ${address} ${port}`))
    for (const [key, { connection }] of open) {
      if (named.has(key)) continue
      open.delete(key)
      ledger.closed(connection)
    }
  }
  return { report, end: () => report([]) }
}
