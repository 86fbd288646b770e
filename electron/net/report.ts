import type { EgressEntry, EgressSummary } from '../../shared/model/egress'
import type { Period } from '../../shared/ipc'

const dayMs = 86_400_000
const periodDays: Readonly<Record<Exclude<Period, 'day'>, number>> = { week: 7, month: 30, quarter: 90 }
const sliceCount = 48

/** Where a period begins: today's midnight (local time), or midnight so many days back. */
export function periodStartMs(period: Period, nowMs: number): number {
  const midnight = new Date(nowMs).setHours(0, 0, 0, 0)
  return period === 'day' ? midnight : midnight - (periodDays[period] - 1) * dayMs
}

interface Summary {
  readonly hosts: readonly EgressSummary[]
  readonly slices: readonly { readonly fromIso: string; readonly bytes: number; readonly blocked: number }[]
}

/** Sums the ledger per host and port (most data first, refused ones last), and over time in equal slices. */
export function summarise(entries: readonly EgressEntry[], fromMs: number, nowMs: number): Summary {
  const hosts = new Map<string, EgressSummary>()
  const stepMs = Math.max(1, (nowMs - fromMs) / sliceCount)
  const slices = Array.from({ length: sliceCount }, (_, index) => ({
    fromIso: new Date(fromMs + index * stepMs).toISOString(),
    bytes: 0,
    blocked: 0
  }))
  for (const entry of entries) {
    const key = [entry.host, entry.port, entry.kind, entry.verdict].join(' ')
    hosts.set(key, added(hosts.get(key), entry))
    const index = Math.min(sliceCount - 1, Math.max(0, Math.floor((Date.parse(entry.t) - fromMs) / stepMs)))
    const slice = slices[index]
    if (!slice) continue
    slice.bytes += entry.in + entry.out
    if (entry.verdict === 'blocked') slice.blocked += 1
  }
  const order = (one: EgressSummary) => (one.verdict === 'blocked' ? -1 : one.bytesIn + one.bytesOut)
  return { hosts: [...hosts.values()].sort((a, b) => order(b) - order(a)), slices }
}

function added(
  sum: EgressSummary | undefined,
  { host, port, kind, rule, verdict, t, in: bytesIn, out }: EgressEntry
): EgressSummary {
  if (!sum) return { host, port, kind, rule, verdict, connections: 1, bytesIn, bytesOut: out, firstAt: t, lastAt: t }
  return {
    ...sum,
    connections: sum.connections + 1,
    bytesIn: sum.bytesIn + bytesIn,
    bytesOut: sum.bytesOut + out,
    firstAt: t < sum.firstAt ? t : sum.firstAt,
    lastAt: t > sum.lastAt ? t : sum.lastAt
  }
}

/** The report for an auditor: RFC 4180, UTF-8 with a byte order mark so that spreadsheets read å, ä and ö. */
export function toCsv(hosts: readonly EgressSummary[]): string {
  const header = ['host', 'port', 'kind', 'verdict', 'rule', 'connections', 'bytes_in', 'bytes_out', 'first', 'last']
  const rows = hosts.map((one) => [
    one.host,
    one.port,
    one.kind,
    one.verdict,
    one.rule,
    one.connections,
    one.bytesIn,
    one.bytesOut,
    one.firstAt,
    one.lastAt
  ])
  return `\uFEFF${[header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

// A leading = + - @ would be run as a formula by spreadsheets.
const cell = (value: string | number) =>
  `"${String(value)
    .replace(/^[=+\-@]/, "'$&")
    .replaceAll('"', '""')}"`
