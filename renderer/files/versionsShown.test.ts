import { expect, it } from 'vitest'
import { isSafeFileName } from '../../shared/fileNames'
import { translate } from '../../shared/i18n'
import type { FileVersion } from '../../shared/model/files'
import type { Translate } from '../app/text'
import { groupByDay, shownVersions, versionCopyName } from './versionsShown'

const nowMs = new Date(2026, 10, 30, 9, 0).getTime()
const at = (day: number, hour = 12) => new Date(2026, 10, day, hour, 11).getTime()
const version = (id: string, modifiedMs: number): FileVersion => ({ id, modifiedMs, sizeBytes: 1 })
const earlier = [version('d', at(30, 0)), version('c', at(29, 23)), version('b', at(29)), version('a', at(12))]
const groups = (nowAtMs: number, versions = earlier) =>
  groupByDay(shownVersions(version('', nowAtMs), { now: undefined, earlier: versions }), nowMs).map((group) => [
    group.day,
    group.versions.map(({ number }) => number)
  ])

it('versions stand under their days, the newest first with the highest number', () => {
  expect(groups(at(30, 8))).toEqual([
    ['today', [5, 4]],
    ['yesterday', [3, 2]],
    ['earlier', [1]]
  ])
  expect(groups(at(12), [])).toEqual([['earlier', [1]]])
})

it('what the file holds now comes first, also when it is older than others or of a time to come', () => {
  expect(groups(at(12))).toEqual([
    ['current', [5]],
    ['today', [4]],
    ['yesterday', [3, 2]],
    ['earlier', [1]]
  ])
  expect(groups(nowMs + 90 * 86_400_000)[0]).toEqual(['today', [5, 4]])
})

it('of what the file holds now, the server knows who wrote it and the computer when', () => {
  const now = { ...version('9', at(29)), author: 'Johan Ekstrand', label: 'Remiss' }
  expect(shownVersions({ modifiedMs: at(30), sizeBytes: 7 }, { now, earlier: [] })).toEqual([
    { number: 1, isNow: true, version: { ...now, modifiedMs: at(30), sizeBytes: 7 } }
  ])
})

const t: Translate = (key, values) => translate('sv', key, values)
const copyName = (name: string) =>
  versionCopyName(name, { number: 1, isNow: false, version: version('a', at(30, 16)) }, t, 'sv', nowMs)

it('a copy of a version is called as the file, with which version it is and the same ending', () => {
  expect(copyName('Yttrande.txt')).toBe('Yttrande (version 1, 30 nov 16.11).txt')
  expect(copyName('.profil')).toBe('.profil (version 1, 30 nov 16.11)')
})

it.each([
  ['with what no other computer takes', 'Vad? "Nu": a<b.txt'],
  ['as long as a name can be', `${'å'.repeat(123)}.txt`],
  ['of long letters', `${'😀'.repeat(60)}.ods`],
  ['that ends in a full stop', 'a.'],
  ['with a long ending', `a.${'b'.repeat(248)}`]
])('a copy of a file %s has a name that every computer takes', (_what, name) => {
  expect(isSafeFileName(copyName(name))).toBe(true)
})
