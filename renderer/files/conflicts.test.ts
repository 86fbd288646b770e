import { expect, it } from 'vitest'
import { conflictAfter, conflictOf } from './conflicts'

const conflict = (path: string) => ({ originalPath: path, copyPath: `${path} (conflicted copy)`, foundMs: 0 })
const [plan, map, minutes] = [conflict('Plan.odt'), conflict('Team/Karta.png'), conflict('Team/Protokoll.odt')]
const all = [plan, map, minutes]

it('both what has the name and its copy are part of a conflict, and nothing else is', () => {
  expect(conflictOf(all, 'Team/Karta.png')).toBe(map)
  expect(conflictOf(all, 'Team/Karta.png (conflicted copy)')).toBe(map)
  expect(conflictOf(all, 'Karta.png')).toBeUndefined()
})

it('the next comes after the one that is settled, and the first after the last', () => {
  expect(conflictAfter(all, plan, '')).toBe(map)
  expect(conflictAfter(all, minutes, '')).toBe(plan)
})

it('of two copies beside one file the other one is left', () => {
  const again = { ...plan, copyPath: 'Plan (conflicted copy 2).odt' }
  expect(conflictAfter([plan, again], plan, '')).toBe(again)
})

it('one that the engine no longer tells of is followed by the first', () => {
  expect(conflictAfter([plan, map], minutes, '')).toBe(plan)
})

it('after the last there is none, nor outside of the folder where the way up ends', () => {
  expect(conflictAfter([plan], plan, '')).toBeUndefined()
  expect(conflictAfter(all, map, 'Team')).toBe(minutes)
  expect(conflictAfter([plan, map], map, 'Team')).toBeUndefined()
})
