import type { Language } from '../../../shared/model/settings'
import type { SyncStatus } from '../../../shared/model/sync'
import { formatTime } from '../../app/format'
import type { Translate } from '../../app/text'
import type { Away } from '../connection'
import { filesText } from '../howFar'

/** What the sync does, in words. */
export function phaseText(
  { phase, progress, errors, conflicts }: SyncStatus,
  away: Away | undefined,
  t: Translate,
  language: Language
): string {
  if (away) {
    const isOffline = away.code === 'offline' || away.code === 'captivePortal'
    return t(isOffline ? 'files.bar.away' : 'files.bar.awayOther', { time: formatTime(away.sinceMs, language) })
  }
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
