import { expect, test } from 'vitest'

import { familyOf, pssMb } from './pss'

test('a family is a process and all below it, and nobody else', () => {
  const parents = new Map([
    [2, 1],
    [3, 2],
    [4, 3],
    [5, 1],
    [6, 3]
  ])
  expect(familyOf(2, parents)).toEqual([2, 3, 4, 6])
})

test('a running process holds some memory, one that is gone none', () => {
  expect(pssMb(process.pid)).toBeGreaterThan(10)
  expect(pssMb(2 ** 30)).toBe(0)
})
