import type { Language } from '../../../../shared/model/settings'
import type { SyncStatus } from '../../../../shared/model/sync'
import { formatTime } from '../../../app/format'
import type { Translate } from '../../../app/text'
import type { Away } from '../../connection'
import { filesText } from '../../howFar'

/** What the sync does, in words. */
export function phaseText(
  { phase, progress, errors, conflicts }: SyncStatus,
  away: Away | undefined,
  t: Translate,
  language: Language
): string {
  if (away)
    return t(hasNoNetwork(away) ? 'files.bar.away' : 'files.bar.awayOther', {
      time: formatTime(away.sinceMs, language)
    })
  switch (phase.kind) {
    case 'syncing':
      return filesText(progress, t, language)
    case 'stopped':
      return t(`files.error.${phase.code}`)
    case 'idle':
      // What is left is named beside it.
      return t(errors + conflicts > 0 ? 'files.bar.idleElse' : 'files.bar.idle')
    case 'starting':
    case 'looking':
    case 'paused':
      return t(`files.bar.${phase.kind}`)
  }
}

/** The same as briefly as the title bar needs it. Undefined when there is nothing to say: at rest, and while paused. */
export function briefPhaseText(
  { phase, progress: { filesDone: done, filesTotal: total } }: SyncStatus,
  away: Away | undefined,
  t: Translate
): string | undefined {
  if (away) return t(hasNoNetwork(away) ? 'files.title.away' : 'files.title.awayOther')
  if (phase.kind !== 'syncing') return undefined
  return total === 0 ? t('files.syncing') : t('files.title.syncing', { done, total })
}

const hasNoNetwork = ({ code }: Away): boolean => code === 'offline' || code === 'captivePortal'
