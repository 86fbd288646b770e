import { expect, it } from 'vitest'
import type { EgressEntry } from '../../shared/model/egress'
import { summarise, toCsv } from './report'

const entry = (host: string, t: string, more: Partial<EgressEntry> = {}): EgressEntry => ({
  t,
  process: 'main',
  kind: 'files',
  host,
  port: 443,
  verdict: 'allowed',
  rule: 'service',
  in: 100,
  out: 10,
  ms: 3,
  ...more
})

it('sums per host, most data first and refused ones last', () => {
  const fromMs = Date.parse('2026-11-22T00:00:00.000Z')
  const { hosts, slices } = summarise(
    [
      entry('liten.test', '2026-11-22T00:10:00.000Z', { in: 1, out: 1 }),
      entry('annanplats.test', '2026-11-22T01:00:00.000Z', { verdict: 'blocked', kind: 'unknown', in: 0, out: 0 }),
      entry('stor.test', '2026-11-22T05:00:00.000Z'),
      entry('stor.test', '2026-11-22T04:00:00.000Z')
    ],
    fromMs,
    fromMs + 24 * 3_600_000
  )
  expect(hosts.map(({ host, connections, bytesIn, bytesOut }) => [host, connections, bytesIn, bytesOut])).toEqual([
    ['stor.test', 2, 200, 20],
    ['liten.test', 1, 1, 1],
    ['annanplats.test', 1, 0, 0]
  ])
  expect(hosts[0]).toMatchObject({ firstAt: '2026-11-22T04:00:00.000Z', lastAt: '2026-11-22T05:00:00.000Z' })
  expect(slices).toHaveLength(48)
  expect(slices.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(222)
  expect(slices[2]?.blocked).toBe(1)
})

it('writes a report that a spreadsheet cannot run as a formula', () => {
  const { hosts } = summarise([entry('=cmd|a"b', '2026-11-22T00:10:00.000Z')], 0, 1)
  const csv = toCsv(hosts)
  expect(csv.startsWith('\uFEFF"host"')).toBe(true)
  expect(csv).toContain(`"'=cmd|a""b"`)
})
