import { expect, it, vi } from 'vitest'
import { readChoices, usualChoices } from './syncChoices'

const root = { id: 'ab12cd34', folder: 'Team', place: '/disk/Team' }
const kept = { roots: [root], limits: { up: 100_000, down: null }, ignored: ['*.log'] }

it('what was kept comes back', () => {
  const log = vi.fn()
  expect(readChoices(kept, log)).toEqual(kept)
  expect(readChoices(undefined, log)).toEqual(usualChoices)
  expect(log).not.toHaveBeenCalled()
})

it.each([
  [{ ...root, place: 'disk/Team' }],
  [{ ...root, folder: '' }],
  [{ ...root, id: 'main' }],
  [root, { ...root, id: 'ffff0000', folder: 'Team/sub', place: '/x' }],
  [root, { ...root, folder: 'Annat', place: '/x' }]
])('roots that make no sense leave the main one alone, and the log says so', (...roots) => {
  const log = vi.fn()
  expect(readChoices({ ...kept, roots }, log)).toEqual({ ...kept, roots: [] })
  expect(log).toHaveBeenCalledTimes(1)
})

it('whatever else is there instead is not believed', () => {
  expect(readChoices('what', () => undefined)).toEqual(usualChoices)
  expect(readChoices({ ...kept, limits: { up: -1, down: 'x' } }, () => undefined).limits).toEqual(usualChoices.limits)
})
