import type { RemoteMark } from '../../shared/model/files'
import type { SyncErrorCode } from '../../shared/model/sync'
import type { Translate } from '../app/text'
import { isWithin, nameOf } from './sort'

/** Why something could not be synced, in words: a team's space is not the person's own. */
export function reasonOf(path: string, code: SyncErrorCode, teams: readonly RemoteMark[], t: Translate): string {
  const team = teams.find((one) => one.mount !== 'shared' && isWithin(path, one.path))
  if (code === 'quotaExceeded' && team) return t('files.teamFull', { name: nameOf(team.path) })
  return t(`files.error.${code}`)
}
