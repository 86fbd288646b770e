import { describe, expect, it } from 'vitest'
import { assignSlots } from './slots'

const first = assignSlots([], ['a', 'b', 'c'])

describe('the rows of the page', () => {
  it('are made one by one for the first items', () => {
    expect(first).toEqual([
      { key: 'a', slot: 0 },
      { key: 'b', slot: 1 },
      { key: 'c', slot: 2 }
    ])
  })
  it('keep the items that stay, and the free one is taken by what came', () => {
    expect(assignSlots(first, ['b', 'c', 'd'])).toEqual([
      { key: 'b', slot: 1 },
      { key: 'c', slot: 2 },
      { key: 'd', slot: 0 }
    ])
  })
  it('stay where they are when all items are others', () => {
    expect(assignSlots(first, ['x', 'y', 'z']).map(({ slot }) => slot)).toEqual([0, 1, 2])
  })
  it('stay where they are after a leap, but for the one that has the focus', () => {
    expect(assignSlots(first, ['c', 'x', 'y', 'z'])).toMatchObject([{ slot: 0 }, { slot: 1 }, { slot: 2 }, { slot: 3 }])
    expect(assignSlots(first, ['x', 'c', 'y'], 'c')).toMatchObject([{ slot: 0 }, { slot: 2 }, { slot: 1 }])
  })
  it('are as many as the items, and no two the same', () => {
    const more = assignSlots(assignSlots(first, ['c']), ['c', 'd', 'e', 'f'])
    expect(new Set(more.map(({ slot }) => slot)).size).toBe(4)
  })
  it('are the same array while nothing changes', () => {
    expect(assignSlots(first, ['a', 'b', 'c'])).toBe(first)
  })
})
