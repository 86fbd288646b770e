import type { BenchRow, Unit } from './rows'

type Against =
  { readonly kind: 'peer' | 'floor' } | { readonly kind: 'case'; readonly name: string } | { readonly kind: 'value' }

export interface Goal {
  readonly case: string
  readonly unit: Unit
  readonly against: Against
  readonly atMost: number
}

const peer = (name: string, atMost: number): Goal => ({ case: name, unit: 's', against: { kind: 'peer' }, atMost })
const floor = (name: string): Goal => ({ case: name, unit: 's', against: { kind: 'floor' }, atMost: 1.3 })
const value = (name: string, atMost: number): Goal => ({ case: name, unit: 'MB', against: { kind: 'value' }, atMost })

/** What the sync engine wants to reach on the local server. */
export const goals: readonly Goal[] = [
  peer('1,000 files of 4 KiB up', 0.7),
  peer('1,000 files of 4 KiB down', 0.7),
  peer('1,000 files, first no-change', 0.3),
  peer('1,000 files, steady no-change', 1),
  peer('20 changes in 1,000 files', 0.5),
  peer('500 MB file up', 0.5),
  peer('500 MB file down', 0.5),
  value('500 MB file up', 150),
  value('500 MB file down', 150),
  {
    case: '100,000 files, no change',
    unit: 's',
    against: { kind: 'case', name: '10,000 files, no change' },
    atMost: 10
  },
  value('100,000 files, watched', 400),
  floor('1,000 files of 4 KiB up, 20 ms'),
  floor('1,000 files of 4 KiB down, 20 ms'),
  floor('500 MB file up, 20 ms'),
  floor('500 MB file down, 20 ms')
]

/** What was reached, as a share of what it is compared with (or the value itself); undefined when not measured. */
export function reached(goal: Goal, rows: readonly BenchRow[]): number | undefined {
  const find = (name: string) => rows.find((row) => row.case === name && row.unit === goal.unit)
  const row = find(goal.case)
  const other =
    goal.against.kind === 'value'
      ? 1
      : goal.against.kind === 'case'
        ? find(goal.against.name)?.ours
        : row?.[goal.against.kind]
  return row?.ours == null || other == null || other === 0 ? undefined : row.ours / other
}
