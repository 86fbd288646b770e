import { expect, it } from 'vitest'
import { translate } from '../../shared/i18n'
import type { DocumentCreator } from '../../shared/model/files'
import type { Translate } from '../app/text'
import { creatorLabels, firstNameKey, freeFirstName, isMadeHere, isOwn, withEnding, withTextFile } from './creators'

const creator = (extension: string, name = 'Server name'): DocumentCreator => ({
  ...{ id: extension, editorId: 'text', name, extension, begins: 'empty' }
})
const t: Translate = (key, values) => translate('sv', key, values)

it('kinds that are known are called in our words, others in the server’s', () => {
  expect(creatorLabels([creator('md'), creator('xlsx'), creator('excalidraw', 'Ny skiss')], t)).toEqual([
    'Textdokument',
    'Kalkylark',
    'Ny skiss'
  ])
  expect(creatorLabels([creator('xyz', '')], t)).toEqual(['Dokument'])
})

it('two of one name say which ending they have', () => {
  expect(creatorLabels([creator('md'), creator('txt'), creator('ods')], t)).toEqual([
    'Textdokument (.md)',
    'Textdokument (.txt)',
    'Kalkylark'
  ])
})

it('a text document is offered in any case, the server’s where it has one', () => {
  expect(creatorLabels(withTextFile([]), t)).toEqual(['Textdokument'])
  expect(creatorLabels(withTextFile([creator('odt')]), t)).toEqual(['Textdokument', 'Dokument'])
  expect(withTextFile([creator('odt')]).map(isOwn)).toEqual([true, false])
  const known = [creator('odt'), creator('md'), creator('txt')]
  expect(withTextFile(known)).toBe(known)
  expect(known.filter(isMadeHere).map(({ extension }) => extension)).toEqual(['md'])
})

it('the ending is given, and not twice', () => {
  expect(withEnding(' Protokoll ', 'md')).toBe('Protokoll.md')
  expect(withEnding('Protokoll.MD', 'md')).toBe('Protokoll.MD')
  expect(withEnding('v1.2', 'odt')).toBe('v1.2.odt')
})

it('the first name is one that is free, whatever capitals it has', () => {
  expect(t(firstNameKey(creator('odp')))).toBe('Ny presentation')
  expect(freeFirstName('Nytt dokument', 'md', [])).toBe('Nytt dokument')
  expect(freeFirstName('Nytt dokument', 'md', ['nytt DOKUMENT.md', 'Nytt dokument 2.md'])).toBe('Nytt dokument 3')
})
