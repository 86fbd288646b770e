import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SyncItem, SyncStatus } from '../../shared/model/sync'
import {
  describeStatus,
  folderProblem,
  isNestedPlace,
  mergeStatus,
  pathIn,
  placeItems,
  questionOf,
  rootAt,
  type Root
} from './roots'

const main: Root = { id: 'main', folder: '', place: '/home/a/Samverk/Insjö' }
const team: Root = { id: 't', folder: 'Team', place: '/disk/Team' }
const deep: Root = { id: 'd', folder: 'Arkiv/2026', place: '/disk/arkiv' }
const roots = [main, team, deep]

const status = (change: Partial<SyncStatus>): SyncStatus => ({
  sequence: 1,
  phase: { kind: 'idle', lastSyncMs: 5 },
  progress: { filesDone: 1, filesTotal: 2, bytesDone: 10, bytesTotal: 30, bytesPerSecond: 10, secondsLeft: 2 },
  errors: 1,
  conflicts: 2,
  waiting: 3,
  massDelete: null,
  ...change
})

describe('a path of the one tree', () => {
  it.each([
    ['', 'main', ''],
    ['Team', 't', ''],
    ['Team/a/b.txt', 't', 'a/b.txt'],
    ['Teamet/a.txt', 'main', 'Teamet/a.txt'],
    ['Arkiv', 'main', 'Arkiv'],
    ['Arkiv/2026/x', 'd', 'x'],
    ['Arkiv/20261', 'main', 'Arkiv/20261']
  ])('%j is root %s, %j', (path, id, below) => {
    const found = rootAt(roots, path)
    expect([found.root.id, found.below]).toEqual([id, below])
  })

  it('comes back from its root as it was', () => {
    const name = fc.constantFrom('Team', 'Arkiv', '2026', 'a', 'å ä')
    fc.assert(
      fc.property(fc.array(name, { maxLength: 5 }), (names) => {
        const path = names.join('/')
        const { root, below } = rootAt(roots, path)
        expect(pathIn(root, below)).toBe(path)
      })
    )
  })
})

it('a row that is a root shows how that root is, and paths get its folder in front', () => {
  const item = (path: string): SyncItem => ({
    path,
    name: path,
    kind: 'folder',
    sizeBytes: 1,
    modifiedMs: 0,
    fileId: '1',
    state: { kind: 'onlineOnly' }
  })
  const stopped = status({
    phase: { kind: 'stopped', code: 'rootMissing', remedy: 'chooseRootAgain', nextTryMs: null }
  })
  expect(placeItems(roots, main, [item('Team'), item('Annat')], () => stopped).map(({ state }) => state.kind)).toEqual([
    'error',
    'onlineOnly'
  ])
  expect(placeItems(roots, team, [item('sub')], () => undefined)[0]?.path).toBe('Team/sub')
})

describe('statuses of all roots as one', () => {
  const merge = (one: Partial<SyncStatus>, other: Partial<SyncStatus>) =>
    mergeStatus(
      roots,
      new Map([
        ['main', status(one)],
        ['t', status(other)]
      ]),
      9
    )

  it('sums what can be summed and takes the oldest look', () => {
    expect(merge({}, { phase: { kind: 'idle', lastSyncMs: 3 } })).toEqual({
      sequence: 9,
      phase: { kind: 'idle', lastSyncMs: 3 },
      progress: { filesDone: 2, filesTotal: 4, bytesDone: 20, bytesTotal: 60, bytesPerSecond: 20, secondsLeft: 2 },
      errors: 2,
      conflicts: 4,
      waiting: 6,
      massDelete: null
    })
  })

  it('a root that stopped is seen while the others look, and work is seen above all', () => {
    const stopped = { phase: { kind: 'stopped', code: 'offline', remedy: 'checkConnection', nextTryMs: 1 } } as const
    expect(merge({ phase: { kind: 'looking' } }, stopped)?.phase.kind).toBe('stopped')
    expect(merge({ phase: { kind: 'syncing' } }, stopped)?.phase.kind).toBe('syncing')
  })

  it('a question names its root, and its examples lie in the one tree', () => {
    const question = { id: '1-200', side: 'local', count: 200, total: 300, examples: ['a.txt'] } as const
    const merged = merge({}, { massDelete: { ...question, examples: [...question.examples] } })?.massDelete
    expect(merged).toMatchObject({ id: 't/1-200', examples: ['Team/a.txt'] })
    expect(questionOf(merged?.id ?? '')).toEqual({ rootId: 't', own: '1-200' })
  })

  it('is not known before a root has spoken', () => {
    expect(mergeStatus(roots, new Map(), 1)).toBeUndefined()
  })
})

it('how far a root is is known when there is something to do, and is all of it at the end alone', () => {
  const at = (bytesDone: number, bytesTotal: number) => {
    const progress = { ...status({}).progress, bytesDone, bytesTotal }
    return describeStatus('t', status({ phase: { kind: 'syncing' }, progress })).percent
  }
  expect([at(0, 0), at(0, 5), at(999, 1000), at(1000, 1000)]).toEqual([undefined, 0, 99, 100])
  expect(describeStatus('t', undefined)).toEqual({ id: 't', state: { kind: 'starting' }, percent: undefined })
})

it.each([
  ['', 'folderMissing'],
  ['Team', 'folderNested'],
  ['Team/sub', 'folderNested'],
  ['Arkiv', 'folderNested'],
  ['Arkiv/2025', undefined],
  ['Teamet', undefined]
] as const)('a new root for %j: %s', (folder, problem) => {
  expect(folderProblem(roots, folder)).toBe(problem)
})

it.each([
  ['/disk/Team', true],
  ['/disk/Team/sub', true],
  ['/disk', true],
  ['/', true],
  ['/disk/Teamet', false]
])('a place at %j is nested: %s', (place, nested) => {
  expect(isNestedPlace(['/disk/Team'], place, '/')).toBe(nested)
})
