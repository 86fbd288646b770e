import { expect, it } from 'vitest'
import { translate } from '../../shared/i18n'
import type { Language } from '../../shared/model/settings'
import type { SyncProgress } from '../../shared/model/sync'
import type { Translate } from '../app/text'
import { bytesText, filesText } from './howFar'

const progress: SyncProgress = {
  filesDone: 86,
  filesTotal: 128,
  bytesDone: 104e6,
  bytesTotal: 248e6,
  bytesPerSecond: 12e6,
  secondsLeft: 12
}
const inLanguage = (say: typeof filesText, language: Language, change: Partial<SyncProgress> = {}) => {
  const t: Translate = (key, values) => translate(language, key, values)
  return say({ ...progress, ...change }, t, language).replaceAll('\u00A0', ' ')
}

it('Says how many files of how many, and how fast', () => {
  expect(inLanguage(filesText, 'sv')).toBe('Synkroniserar 86 av 128 filer – 12 MB/s')
  expect(inLanguage(filesText, 'en')).toBe('Syncing 86 of 128 files – 12 MB/s')
})

it('Says no speed before it is measured, and no files where none are sent', () => {
  expect(inLanguage(filesText, 'sv', { bytesPerSecond: 0 })).toBe('Synkroniserar 86 av 128 filer')
  expect(inLanguage(filesText, 'sv', { filesDone: 0, filesTotal: 0 })).toBe('Synkroniserar')
})

it('Says how much of how much in one unit, and how long the rest takes', () => {
  expect(inLanguage(bytesText, 'sv')).toBe('104 av 248 MB, cirka 12 sekunder kvar')
  expect(inLanguage(bytesText, 'sv', { secondsLeft: 1 })).toBe('104 av 248 MB, cirka 1 sekund kvar')
  expect(inLanguage(bytesText, 'en', { secondsLeft: 600 })).toBe('104 of 248 MB, about 10 minutes left')
  expect(inLanguage(bytesText, 'sv', { bytesDone: 3e8, bytesTotal: 2.1e9, secondsLeft: null })).toBe('0,3 av 2,1 GB')
  expect(inLanguage(bytesText, 'sv', { bytesDone: 3e5, bytesTotal: 2e9, secondsLeft: null })).toBe('300 kB av 2 GB')
})
