import { describe, expect, it } from 'vitest'
import { itemAfter, keepSelected, selectAll, selectItem, stepIn, type Selection } from './selection'

const keys = ['a', 'b', 'c', 'd', 'e']
const none: Selection = { selected: new Set(), current: undefined, anchor: undefined }
const of = ({ selected }: Selection) => [...selected]

describe('a selection', () => {
  it('of one replaces what was selected', () => {
    const two = selectItem(selectItem(none, keys, 'a', 'only'), keys, 'c', 'only')
    expect(of(two)).toEqual(['c'])
  })
  it('toggles one in and out and keeps the others', () => {
    const two = selectItem(selectItem(none, keys, 'a', 'only'), keys, 'c', 'toggle')
    expect(of(two)).toEqual(['a', 'c'])
    expect(of(selectItem(two, keys, 'a', 'toggle'))).toEqual(['c'])
  })
  it('of a range goes from the anchor, in both directions, and turns around it', () => {
    const from = selectItem(none, keys, 'c', 'only')
    const down = selectItem(from, keys, 'e', 'range')
    expect(of(down)).toEqual(['c', 'd', 'e'])
    expect(of(selectItem(down, keys, 'a', 'range'))).toEqual(['a', 'b', 'c'])
  })
  it('of a range without an anchor is the one item', () => {
    expect(of(selectItem(none, keys, 'd', 'range'))).toEqual(['d'])
  })
  it('of everything keeps the place of the keyboard', () => {
    expect(selectAll(selectItem(none, keys, 'b', 'only'), keys)).toMatchObject({ current: 'b', anchor: 'b' })
  })
  it('forgets what is no longer there', () => {
    const all = selectAll(selectItem(none, keys, 'b', 'only'), keys)
    expect(keepSelected(all, ['a', 'c'])).toEqual({
      selected: new Set(['a', 'c']),
      current: undefined,
      anchor: undefined
    })
  })
})

describe('what comes after items that go', () => {
  it.each([
    [['b'], 'c'],
    [['a', 'c'], 'd'],
    [['d', 'e'], 'c'],
    [['a', 'd', 'e'], 'c'],
    [keys, undefined],
    [['x'], undefined],
    [[], undefined]
  ])('%j', (gone, after) => {
    expect(itemAfter(keys, gone)).toBe(after)
  })
})

describe('the keyboard', () => {
  const list = { count: 10, columns: 1, rowsShown: 5 }
  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowUp', 0, 0],
    ['PageDown', 2, 6],
    ['End', 3, 9],
    ['ArrowRight', 3, undefined],
    ['x', 3, undefined]
  ])('%s from %i in a list leads to %s', (key, from, to) => {
    expect(stepIn(key, from, list)).toBe(to)
  })
  it('moves in both directions of a grid', () => {
    const grid = { count: 10, columns: 4, rowsShown: 3 }
    expect([stepIn('ArrowRight', 1, grid), stepIn('ArrowDown', 1, grid), stepIn('ArrowDown', 8, grid)]).toEqual([
      2, 5, 9
    ])
  })
})
