import type { Language } from '../../shared/model/settings'
import type { SyncProgress } from '../../shared/model/sync'
import { formatBytes, formatDuration, formatPart } from '../app/format'
import type { Translate } from '../app/text'

/**
 * How many files of how many a sync has done, and how fast. Only what is known is said: new folders, moves and deletions
 * count no files, and the speed takes a moment to be measured.
 */
export function filesText(progress: SyncProgress, t: Translate, language: Language): string {
  const { filesDone: done, filesTotal: total, bytesPerSecond } = progress
  if (total === 0) return t('files.bar.syncing')
  if (bytesPerSecond === 0) return t('files.bar.syncingFiles', { done, count: total })
  return t('files.bar.syncingSpeed', { done, count: total, speed: formatBytes(bytesPerSecond, language) })
}

/** How much of how much a sync has done, and how long the rest takes as soon as that can be told. */
export function bytesText(
  { bytesDone, bytesTotal, secondsLeft }: SyncProgress,
  t: Translate,
  language: Language
): string {
  const bytes = formatPart(bytesDone, bytesTotal, language)
  if (secondsLeft === null) return t('files.bar.bytes', bytes)
  return t('files.bar.left', { ...bytes, time: formatDuration(secondsLeft, language) })
}
