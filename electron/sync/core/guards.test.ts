import { expect, it } from 'vitest'
import { DEFAULT_LIMITS, isMassDelete } from './guards'

it.each([
  ['none at all, whatever the other side', 0, 50, true, false],
  ['all of them, and the other side is empty', 3, 3, true, true],
  ['the only item there is', 1, 1, true, false],
  ['all of few, while the other side has something new', 9, 9, false, false],
  ['less than half of many', 10, 40, false, false],
  ['half of them', 20, 40, false, false],
  ['more than half of them', 21, 40, false, true],
  ['a hundred of very many', 100, 10_000, false, false],
  ['more than a hundred of very many', 101, 10_000, false, true]
] as const)(
  'deletions of %s: %i of %i (empty: %s), asks: %s (I13)',
  (_what, deletions, synced, otherSideEmpty, asks) => {
    expect(isMassDelete({ deletions, synced, otherSideEmpty }, DEFAULT_LIMITS)).toBe(asks)
  }
)

it('who may empty a side is not asked when it is emptied', () => {
  const limits = { ...DEFAULT_LIMITS, mayEmpty: true }
  expect(isMassDelete({ deletions: 3, synced: 3, otherSideEmpty: true }, limits)).toBe(false)
})
