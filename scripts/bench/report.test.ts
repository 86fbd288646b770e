import { expect, test } from 'vitest'

import { goals, reached } from './goals'
import { markdown, textTable, type Machine } from './report'
import type { BenchRow } from './rows'

const rows: readonly BenchRow[] = [
  { suite: 'sync', case: 'up', unit: 's', ours: 2, peer: 4, floor: 1, runs: 5 },
  { suite: 'start', case: 'memory', unit: 'MB', ours: 300, peer: null, floor: 120, runs: 3 }
]
const machine: Machine = { date: '2026-11-22', cores: 2, memoryGib: 24, versions: { Node: '20.20.0' } }

test('the table shows figures, ratios, and nothing where nobody took part', () => {
  const [head, up, memory] = textTable(rows).split('\n')
  expect(head).toMatch(/^Suite {2}Case {4}Unit +Ours +Peer +Floor/u)
  expect(up?.split(/\s+/u)).toEqual(['sync', 'up', 's', '2.00', '4.00', '1.00', '0.50', '2.00', '5'])
  expect(memory?.split(/\s+/u)).toEqual(['start', 'memory', 'MB', '300', '120', '2.50', '3'])
})

test('the document has a section for each suite, the date and the machine', () => {
  const text = markdown(rows, machine)
  expect(text).toContain('## sync')
  expect(text).toContain('## start')
  expect(text).toContain('2026-11-22 on 2 cores with 24 GiB')
  expect(text).toContain('| up | s | 2.00 | 4.00 | 1.00 | 0.50 | 2.00 | 5 |')
})

test('a goal says what was reached, against whom it is meant, and nothing when it was not measured', () => {
  const row = {
    suite: 'sync',
    case: '1,000 files of 4 KiB up',
    unit: 's',
    ours: 3,
    peer: 4,
    floor: 2,
    runs: 5
  } as const
  const [first, second] = goals
  if (first === undefined || second === undefined) throw new Error('There are no goals')
  expect(reached(first, [row])).toBe(0.75)
  expect(reached(second, [row])).toBeUndefined()
  expect(markdown([row], machine)).toContain('| 1,000 files of 4 KiB up | of peer, s | 0.7 | 0.75 | missed |')
})
