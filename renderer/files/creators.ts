import type { TextKey } from '../../shared/i18n'
import type { DocumentCreator } from '../../shared/model/files'
import type { Translate } from '../app/text'

const kinds = {
  md: 'text',
  txt: 'text',
  odt: 'document',
  docx: 'document',
  doc: 'document',
  ods: 'sheet',
  xlsx: 'sheet',
  xls: 'sheet',
  csv: 'table',
  odp: 'slides',
  pptx: 'slides',
  ppt: 'slides',
  odg: 'drawing'
} as const

type Kind = (typeof kinds)[keyof typeof kinds]

const kindOf = (extension: string): Kind | undefined => Object.entries(kinds).find(([own]) => own === extension)?.[1]

/** An empty file is a text document already: this one is made without the server. */
const textFile: DocumentCreator = { id: '', editorId: '', name: '', extension: 'md', begins: 'empty' }

/** Whether such a document can be made on this computer alone. */
export const isMadeHere = ({ extension }: DocumentCreator): boolean => extension === textFile.extension

/** Whether no server makes it. */
export const isOwn = (creator: DocumentCreator): boolean => creator === textFile

/** What is offered: what is known of the server, and what is made here in any case, also where it has no editors. */
export const withTextFile = (creators: readonly DocumentCreator[]): readonly DocumentCreator[] =>
  creators.some(isMadeHere) ? creators : [textFile, ...creators]

/** The key of the name that a new document of this kind is given at first. */
export const firstNameKey = ({ extension }: DocumentCreator): TextKey =>
  `newDocument.name.${kindOf(extension) ?? 'other'}`

/**
 * What each of these is called in the menu: in the app's own words where it knows the kind, else in the server's. Two
 * that would be called the same say which ending they have.
 */
export function creatorLabels(creators: readonly DocumentCreator[], t: Translate): readonly string[] {
  const names = creators.map(({ extension, name }) => {
    const kind = kindOf(extension)
    return kind === undefined && name !== '' ? name : t(`newDocument.kind.${kind ?? 'other'}`)
  })
  return creators.map(({ extension }, index) => {
    const name = names[index] ?? ''
    const isAlone = names.filter((other) => other === name).length === 1
    return isAlone ? name : t('newDocument.withEnding', { name, ending: extension })
  })
}

/** The name with the ending that the kind of document has, however the person typed it. */
export function withEnding(name: string, ending: string): string {
  const trimmed = name.trim()
  return trimmed.toLowerCase().endsWith(`.${ending}`) ? trimmed : `${trimmed}.${ending}`
}

/** A name that is not among those that are taken: `wanted`, or with the first number that is free. */
export function freeFirstName(wanted: string, ending: string, taken: readonly string[]): string {
  const isTaken = new Set(taken.map((name) => name.normalize('NFC').toLowerCase()))
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted} ${number}`
    if (!isTaken.has(`${name}.${ending}`.normalize('NFC').toLowerCase())) return name
  }
}
