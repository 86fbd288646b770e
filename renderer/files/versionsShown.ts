import { isSafeFileName } from '../../shared/fileNames'
import type { FileVersion, FileVersions } from '../../shared/model/files'
import type { Language } from '../../shared/model/settings'
import { daysAgo, formatStamp } from '../app/format'
import type { Translate } from '../app/text'

/** A version as the list numbers it: the first that is kept is 1, what the file holds now has the highest. */
export interface ShownVersion {
  readonly number: number
  readonly version: FileVersion
  readonly isNow: boolean
}

/** When versions were made, as the list has them under headings; `current` for what the file holds now, out of order. */
export type VersionDay = 'current' | 'today' | 'yesterday' | 'earlier'

export interface VersionGroup {
  readonly day: VersionDay
  readonly versions: readonly ShownVersion[]
}

const nowId = 'now'

/** All of a file's versions, what it holds now first: of that the computer knows time and size itself. */
export function shownVersions(
  { modifiedMs, sizeBytes }: Pick<FileVersion, 'modifiedMs' | 'sizeBytes'>,
  { now, earlier }: FileVersions
): ShownVersion[] {
  return [{ id: nowId, ...now, modifiedMs, sizeBytes }, ...earlier].map((version, index) => ({
    number: earlier.length + 1 - index,
    version,
    isNow: index === 0
  }))
}

/** By day, newest first. A version that was put back keeps its time: what the file holds now may be older than others. */
export function groupByDay(shown: readonly ShownVersion[], nowMs: number): VersionGroup[] {
  const [first, second] = shown
  const isOutOfOrder =
    first && second && daysAgo(first.version.modifiedMs, nowMs) > daysAgo(second.version.modifiedMs, nowMs)
  const dayOf = ({ version, isNow }: ShownVersion): VersionDay => {
    if (isNow && isOutOfOrder === true) return 'current'
    const ago = daysAgo(version.modifiedMs, nowMs)
    return ago <= 0 ? 'today' : ago === 1 ? 'yesterday' : 'earlier'
  }
  const groups = new Map<VersionDay, ShownVersion[]>()
  for (const one of shown) {
    const day = dayOf(one)
    groups.set(day, [...(groups.get(day) ?? []), one])
  }
  return [...groups].map(([day, versions]) => ({ day, versions }))
}

const longestName = 250
const refused = /[\\/:*?"<>|\p{Cc}]/gu

/** What a copy of a version is called: `Yttrande (version 1, 30 nov 16.11).txt`, on any computer. */
export function versionCopyName(
  fileName: string,
  { number, version }: ShownVersion,
  t: Translate,
  language: Language,
  nowMs = Date.now()
): string {
  const dot = fileName.lastIndexOf('.')
  const [stem, ending] = dot > 0 ? [fileName.slice(0, dot), fileName.slice(dot)] : [fileName, '']
  const time = formatStamp(version.modifiedMs, language, nowMs)
  const nameOf = (name: string) => (t('files.versionCopy', { name, number, time }) + ending).replace(refused, '.')
  const letters = [...stem]
  while (letters.length > 0 && new TextEncoder().encode(nameOf(letters.join(''))).length > longestName) letters.pop()
  const name = nameOf(letters.join('')).trim()
  return isSafeFileName(name) ? name : `${number}`
}
