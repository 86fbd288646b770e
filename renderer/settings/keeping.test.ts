import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SyncPinned } from '../../shared/model/sync'
import type { SyncRoot } from '../../shared/model/syncSetup'
import { isWithin } from '../files/sort'
import { changesOf, decide, effectOf, keptAt, pinsOf, summaryOf, type Pin, type Pins } from './keeping'

const pins = (decided: Readonly<Record<string, Pin>> = {}): Pins => new Map(Object.entries(decided))
const none = pins()

const root = (id: string, folder: string): SyncRoot => ({
  id,
  folder,
  place: `/${id}`,
  state: { kind: 'idle', lastSyncMs: 1 },
  percent: undefined,
  usage: { sizeBytes: 100, bytesHere: 50, unsent: 0, folders: ['Arkiv', 'Avtal', 'Kartor'] }
})

describe('how much of a folder is kept', () => {
  it('is all of it as long as nothing was decided', () => {
    expect(keptAt(none, '')).toBe('all')
    expect(keptAt(none, 'Arkiv/2026')).toBe('all')
  })

  it('is what was decided at it or above it, and some where something in it is otherwise', () => {
    const decided = pins({ '': 'onlineOnly', 'Arkiv/2026': 'offline', 'Arkiv/2026/Utkast': 'onlineOnly' })
    expect(keptAt(decided, '')).toBe('some')
    expect(keptAt(decided, 'Arkiv')).toBe('some')
    expect(keptAt(decided, 'Arkiv/2025')).toBe('none')
    expect(keptAt(decided, 'Arkiv/2026')).toBe('some')
    expect(keptAt(decided, 'Arkiv/2026/Protokoll')).toBe('all')
    expect(keptAt(decided, 'Arkiv/2026/Utkast/a')).toBe('none')
    expect(keptAt(pins({ Arkiv: 'onlineOnly' }), 'Arkivet')).toBe('all')
  })
})

describe('a decision', () => {
  it('is about all that is in the folder', () => {
    const before = pins({ 'Arkiv/2026': 'onlineOnly', 'Arkiv/2025': 'offline' })
    expect(decide(before, before, 'Arkiv', 'offline')).toEqual(pins({ 'Arkiv/2025': 'offline' }))
    expect(decide(before, before, 'Arkiv', 'onlineOnly')).toEqual(
      pins({ 'Arkiv/2026': 'onlineOnly', Arkiv: 'onlineOnly' })
    )
    expect(decide(before, before, '', 'onlineOnly')).toEqual(pins({ 'Arkiv/2026': 'onlineOnly', '': 'onlineOnly' }))
  })

  it('that is taken back leaves nothing, and what was decided in so many words before', () => {
    expect(decide(none, decide(none, none, 'Arkiv', 'onlineOnly'), 'Arkiv', 'offline')).toEqual(none)
    const explicit = pins({ Arkiv: 'offline' })
    expect(decide(explicit, decide(explicit, explicit, 'Arkiv', 'onlineOnly'), 'Arkiv', 'offline')).toEqual(explicit)
  })

  it('holds, whatever was decided before', () => {
    const path = fc.constantFrom<string[]>('', 'a', 'a/b', 'a/b/c', 'a/d', 'e', 'e/f')
    const pin = fc.constantFrom<Pin>('offline', 'onlineOnly')
    fc.assert(
      fc.property(fc.array(fc.tuple(path, pin)), fc.array(fc.tuple(path, pin), { minLength: 1 }), (first, steps) => {
        const before = new Map(first)
        let after: Pins = before
        for (const [at, wanted] of steps) {
          const around = after
          after = decide(before, after, at, wanted)
          expect(keptAt(after, at)).toBe(wanted === 'offline' ? 'all' : 'none')
          for (const other of ['a', 'a/d', 'e', 'e/f'] as const)
            if (!isWithin(other, at) && !isWithin(at, other)) expect(keptAt(after, other)).toBe(keptAt(around, other))
        }
        const carried = new Map(before)
        for (const change of changesOf(before, after))
          if (change.pin === null) carried.delete(change.path)
          else carried.set(change.path, change.pin)
        expect(carried).toEqual(after)
      })
    )
  })
})

it('what stays here is said before what goes', () => {
  const before = pins({ Kartor: 'onlineOnly', Avtal: 'offline' })
  const after = pins({ '': 'onlineOnly', Arkiv: 'offline', Avtal: 'offline' })
  expect(changesOf(before, after)).toEqual([
    { path: 'Arkiv', pin: 'offline' },
    { path: '', pin: 'onlineOnly' },
    { path: 'Kartor', pin: null }
  ])
  expect(changesOf(before, before)).toEqual([])
})

describe('what decisions mean', () => {
  const amounts = new Map([
    ['', { sizeBytes: 100, bytesHere: 60, unsent: 3 }],
    ['Arkiv', { sizeBytes: 40, bytesHere: 40, unsent: 2 }],
    ['Arkiv/2026', { sizeBytes: 10, bytesHere: 10, unsent: 1 }],
    ['Kartor', { sizeBytes: 40, bytesHere: 0, unsent: 0 }]
  ])
  const before = pins({ Kartor: 'onlineOnly' })
  const effect = (after: Pins) => effectOf(before, after, amounts)

  it('is nothing while they are as they were', () => {
    expect(effect(before)).toEqual({ fetchBytes: 0, freeBytes: 0, unsent: 0 })
  })

  it('is what comes, and what goes', () => {
    expect(effect(none)).toEqual({ fetchBytes: 40, freeBytes: 0, unsent: 0 })
    expect(effect(pins({ Kartor: 'onlineOnly', Arkiv: 'onlineOnly' }))).toEqual({
      fetchBytes: 0,
      freeBytes: 40,
      unsent: 2
    })
    expect(effect(pins({ '': 'onlineOnly' }))).toEqual({ fetchBytes: 0, freeBytes: 60, unsent: 3 })
  })

  it('counts what is decided otherwise in a folder by itself', () => {
    expect(effect(pins({ '': 'onlineOnly', 'Arkiv/2026': 'offline', Kartor: 'offline' }))).toEqual({
      fetchBytes: 40,
      freeBytes: 50,
      unsent: 2
    })
    expect(effect(pins({ Kartor: 'onlineOnly', 'finns inte': 'onlineOnly' }))).toEqual({
      fetchBytes: 0,
      freeBytes: 0,
      unsent: 0
    })
  })
})

it.each([
  [{}, { kind: 'all' }],
  [{ '': 'onlineOnly' }, { kind: 'none' }],
  [{ Arkiv: 'onlineOnly' }, { kind: 'folders', whole: 2, partly: 0, all: 3 }],
  [
    { '': 'onlineOnly', Arkiv: 'offline', 'Avtal/a': 'offline' },
    { kind: 'folders', whole: 1, partly: 1, all: 3 }
  ],
  [{ 'brev.txt': 'onlineOnly' }, { kind: 'parts' }],
  [{ Arkiv: 'offline' }, { kind: 'all' }]
] as const)('of a root with %j is said: %j', (decided, summary) => {
  expect(summaryOf(pins(decided), root('main', ''))).toEqual(summary)
})

it('a root whose folders are online only each is online only, once nothing of it is here', () => {
  const decided = pins({ Arkiv: 'onlineOnly', Avtal: 'onlineOnly', Kartor: 'onlineOnly' })
  const main = root('main', '')
  expect(summaryOf(decided, main)).toEqual({ kind: 'folders', whole: 0, partly: 0, all: 3 })
  const usage = { sizeBytes: 100, bytesHere: 0, unsent: 0, folders: ['Arkiv', 'Avtal', 'Kartor'] }
  expect(summaryOf(decided, { ...main, usage })).toEqual({ kind: 'none' })
  const onlyFiles = { sizeBytes: 5, bytesHere: 0, unsent: 0, folders: [] }
  expect(summaryOf(pins({ 'brev.txt': 'onlineOnly' }), { ...main, usage: onlyFiles })).toEqual({ kind: 'none' })
})

it('what was decided counts for the root that has it', () => {
  const roots = [root('main', ''), root('t', 'Team')]
  const amount = { kind: 'folder' as const, sizeBytes: 1, bytesHere: 1, unsent: 0, left: { files: 0, names: [] } }
  const all: SyncPinned[] = ['', 'Team', 'Team/a', 'Teamet'].map((path) => ({ ...amount, path, pin: 'onlineOnly' }))
  expect([...pinsOf(roots, roots[0]!, all).keys()]).toEqual(['', 'Teamet'])
  expect([...pinsOf(roots, roots[1]!, all).keys()]).toEqual(['Team', 'Team/a'])
})
