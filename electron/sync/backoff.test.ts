import { expect, it } from 'vitest'
import { patienceMs } from './core/backoff'

it('waits as long as the server asks, and never asks it without a pause', () => {
  expect(patienceMs(undefined, 25_000)).toBe(25_000)
  expect(patienceMs(120_000, 25_000)).toBe(120_000)
  expect(patienceMs(7_000, 25_000)).toBe(7_000)
  expect(patienceMs(0, 25_000)).toBe(5_000)
  expect(patienceMs(0, 1_000)).toBe(1_000)
})
