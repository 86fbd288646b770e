import { expect, it } from 'vitest'
import type { SyncFolder } from '../../shared/model/sync'
import { branchesOf, stepOf } from './branches'

const folder = (path: string, hasFolders = false): SyncFolder => ({
  path,
  name: path,
  hasFolders,
  sizeBytes: 1,
  bytesHere: 1,
  unsent: 0
})
const within = new Map([
  ['', [folder('Arkiv', true), folder('Avtal'), folder('Kartor', true)]],
  ['Arkiv', [folder('Arkiv/2026')]]
])
const rows = (...open: string[]) => branchesOf(folder('', true), within, new Set(open))

it('what is open shows what is in it, each row with its place', () => {
  expect(rows('').map(({ path, level, isOpen }) => [path, level, isOpen])).toEqual([
    ['', 1, true],
    ['Arkiv', 2, false],
    ['Avtal', 2, undefined],
    ['Kartor', 2, false]
  ])
  expect(rows('', 'Arkiv', 'Kartor').map(({ path }) => path)).toEqual(['', 'Arkiv', 'Arkiv/2026', 'Avtal', 'Kartor'])
  expect(rows('')[2]).toMatchObject({ position: 2, beside: 3 })
  expect(rows('Arkiv').map(({ path }) => path)).toEqual([''])
})

it.each([
  ['ArrowDown', 0, { kind: 'go', to: 1 }],
  ['ArrowDown', 4, { kind: 'go', to: 4 }],
  ['ArrowUp', 0, { kind: 'go', to: 0 }],
  ['PageDown', 1, { kind: 'go', to: 3 }],
  ['PageUp', 1, { kind: 'go', to: 0 }],
  ['Home', 3, { kind: 'go', to: 0 }],
  ['End', 0, { kind: 'go', to: 4 }],
  ['ArrowRight', 1, { kind: 'go', to: 2 }],
  ['ArrowRight', 3, undefined],
  ['ArrowRight', 4, { kind: 'open', path: 'Kartor' }],
  ['ArrowLeft', 0, { kind: 'close', path: '' }],
  ['ArrowLeft', 2, { kind: 'go', to: 1 }],
  ['ArrowLeft', 4, { kind: 'go', to: 0 }],
  ['Enter', 1, undefined]
] as const)('%s at row %i: %j', (key, at, step) => {
  expect(stepOf(key, rows('', 'Arkiv'), at, 2)).toEqual(step)
})

it('a folder that is open and not read yet, or empty by now, is no way in', () => {
  const unread = branchesOf(folder('', true), within, new Set(['', 'Kartor']))
  expect(stepOf('ArrowRight', unread, 3, 2)).toBeUndefined()
  expect(stepOf('ArrowDown', [], 0, 2)).toBeUndefined()
})
