import { expect, it } from 'vitest'
import { lockOf, toLocks } from './listing'
import type { RawEntry } from './multistatus'

const NC = 'http://nextcloud.org/ns'

function entry(properties: Readonly<Record<string, string>>, isFolder = false): RawEntry {
  const named = Object.entries(properties).map(([name, value]): [string, string] => [`${NC}|${name}`, value])
  return { href: '/f', isFolder, properties: new Map([...named, ['http://owncloud.org/ns|id', '7']]) }
}

const theirs = { lock: '1', 'lock-owner': 'bjorn', 'lock-owner-displayname': 'Björn Ek', 'lock-time': '1600000000' }

it.each([
  ['nobody', { lock: '0', 'lock-owner': 'bjorn' }, undefined],
  ['nobody, where nothing is said', {}, undefined],
  ['a colleague', theirs, { ownerName: 'Björn Ek', sinceMs: 1_600_000_000_000 }],
  ['a colleague without a name to show', { ...theirs, 'lock-owner-displayname': '' }, { ownerName: 'bjorn' }],
  ['a colleague since nobody knows when', { ...theirs, 'lock-time': 'nyss' }, { ownerName: 'Björn Ek', sinceMs: 0 }],
  ['a colleague’s editor', { ...theirs, 'lock-owner-type': '1' }, { ownerName: 'Björn Ek' }],
  [
    'an editor for whoever works there',
    { lock: '1', 'lock-owner-displayname': 'Text', 'lock-owner-type': '1' },
    { ownerName: 'Text', isEditor: true }
  ],
  ['the person, by hand', { ...theirs, 'lock-owner': 'anna', 'lock-owner-type': '0' }, undefined],
  ['an editor of the person’s own', { ...theirs, 'lock-owner': 'anna', 'lock-owner-type': '1' }, { sinceMs: 1.6e12 }],
  ['a client of the person’s own', { ...theirs, 'lock-owner': 'anna', 'lock-owner-type': '2' }, { sinceMs: 1.6e12 }]
])('a file that is locked by %s', (_who, properties: Readonly<Record<string, string>>, expected) => {
  const lock = lockOf(entry(properties), 'anna')
  if (expected === undefined) expect(lock).toBeUndefined()
  else expect(lock).toMatchObject(expected)
})

it('a listing of locks names files with a lock and an identity alone', () => {
  const nameless: RawEntry = { ...entry(theirs), properties: new Map([[`${NC}|lock`, '1']]) }
  expect([...toLocks('anna', [entry(theirs, true), entry({}), nameless]).keys()]).toEqual([])
  expect([...toLocks('anna', [entry(theirs)]).keys()]).toEqual(['7'])
})
