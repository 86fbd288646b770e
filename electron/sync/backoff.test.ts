import { expect, it } from 'vitest'
import { backoffMs, patienceMs } from './core/backoff'

it('waits as long as the server asks, and never asks it without a pause', () => {
  expect(patienceMs(undefined, 25_000)).toBe(25_000)
  expect(patienceMs(120_000, 25_000)).toBe(120_000)
  expect(patienceMs(7_000, 25_000)).toBe(7_000)
  expect(patienceMs(0, 25_000)).toBe(5_000)
  expect(patienceMs(0, 1_000)).toBe(1_000)
})

it('asks again in a moment for what somebody only reads, and twice a minute for what stays locked', () => {
  expect([1, 2, 3, 4, 40].map((attempt) => backoffMs(attempt, 'locked', 0))).toEqual([
    2_000, 5_000, 12_000, 30_000, 30_000
  ])
  expect([1, 2, 3].map((attempt) => backoffMs(attempt, 'soon', 0))).toEqual([25_000, 30_000, 30_000])
})
