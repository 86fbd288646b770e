export const units = ['s', 'cpu s', 'MB'] as const
export type Unit = (typeof units)[number]

export type ContenderName = 'ours' | 'peer' | 'floor'

/** One measured case: medians, lower is better for every unit; null where there is no peer or floor. */
export interface BenchRow {
  readonly suite: string
  readonly case: string
  readonly unit: Unit
  readonly ours: number | null
  readonly peer: number | null
  readonly floor: number | null
  /** How often each contender ran. */
  readonly runs: number
}

/** What one run of one contender used. */
export interface Sample {
  readonly case: string
  readonly who: ContenderName
  readonly values: Readonly<Partial<Record<Unit, number>>>
}

/** The middle value; the mean of both middle ones when their number is even. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

/** One row for each case and unit, in the order in which the cases were first measured. */
export function summarise(suite: string, samples: readonly Sample[]): readonly BenchRow[] {
  const cases = [...new Set(samples.map((sample) => sample.case))]
  return cases.flatMap((name) =>
    units.flatMap((unit) => {
      const of = (who: ContenderName): readonly number[] =>
        samples.flatMap((one) => (one.case === name && one.who === who ? [one.values[unit] ?? Number.NaN] : []))
      const all = { ours: of('ours'), peer: of('peer'), floor: of('floor') }
      const lists = Object.values(all).map((values) => values.filter((value) => !Number.isNaN(value)))
      if (lists.every((values) => values.length === 0)) return []
      const middle = (values: readonly number[]): number | null => {
        const known = values.filter((value) => !Number.isNaN(value))
        return known.length === 0 ? null : round(median(known))
      }
      const runs = Math.max(...lists.map((values) => values.length))
      const row = { ours: middle(all.ours), peer: middle(all.peer), floor: middle(all.floor) }
      return [{ suite, case: name, unit, ...row, runs }]
    })
  )
}

/** All rows, each case of a suite once: the first that was given. */
export function merge(rows: readonly BenchRow[]): readonly BenchRow[] {
  const seen = new Map<string, BenchRow>()
  for (const row of rows) {
    const key = `${row.suite} ${row.case} ${row.unit}`
    if (!seen.has(key)) seen.set(key, row)
  }
  return [...seen.values()]
}

/** Three digits after the point: more is noise. */
const round = (value: number): number => Math.round(value * 1000) / 1000
