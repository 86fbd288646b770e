import fc from 'fast-check'
import { expect, test } from 'vitest'

import { median, merge, summarise } from './rows'

test('the median is the middle value, or the mean of both middle ones', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(median([])).toBeNaN()
})

test('the median lies between the extremes, whatever the order', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 }), (values) => {
      const middle = median(values)
      expect(middle).toBeGreaterThanOrEqual(Math.min(...values))
      expect(middle).toBeLessThanOrEqual(Math.max(...values))
      expect(median([...values].reverse())).toBe(middle)
    })
  )
})

test('each case has a row for every unit that was measured, with null for who did not take part', () => {
  const rows = summarise('sync', [
    { case: 'up', who: 'ours', values: { s: 1, MB: 90 } },
    { case: 'up', who: 'ours', values: { s: 3, MB: 110 } },
    { case: 'up', who: 'peer', values: { s: 4 } },
    { case: 'down', who: 'ours', values: { s: 0.12345 } }
  ])
  expect(rows).toEqual([
    { suite: 'sync', case: 'up', unit: 's', ours: 2, peer: 4, floor: null, runs: 2 },
    { suite: 'sync', case: 'up', unit: 'MB', ours: 100, peer: null, floor: null, runs: 2 },
    { suite: 'sync', case: 'down', unit: 's', ours: 0.123, peer: null, floor: null, runs: 1 }
  ])
})

test('of rows of the same case the first is taken', () => {
  const row = { suite: 'sync', case: 'up', unit: 's', peer: null, floor: null, runs: 5 } as const
  const rows = [{ ...row, ours: 1 }, { ...row, ours: 2 }, { ...row, unit: 'MB', ours: 3 } as const]
  expect(merge(rows).map(({ ours }) => ours)).toEqual([1, 3])
})
