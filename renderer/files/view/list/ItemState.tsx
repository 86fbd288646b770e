import {
  CircleAlert,
  CircleCheck,
  Clock,
  Cloud,
  CloudUpload,
  Lock,
  RefreshCw,
  TriangleAlert,
  type LucideIcon
} from 'lucide-react'
import { firstName } from '../../../../shared/i18n/genitive'
import { lockHolder } from '../../../../shared/i18n/lockHolder'
import type { FileLock } from '../../../../shared/model/files'
import type { SyncItemState } from '../../../../shared/model/sync'
import { useText, type Translate } from '../../../app/text'
import { conflictOf } from '../../conflicts'
import { useFiles, type FileItem } from '../../store'

const icons: Readonly<Record<SyncItemState['kind'], LucideIcon>> = {
  synced: CircleCheck,
  syncing: RefreshCw,
  waiting: Clock,
  onlineOnly: Cloud,
  changedLocally: CloudUpload,
  conflict: TriangleAlert,
  locked: Lock,
  error: CircleAlert
}

const quiet: ReadonlySet<SyncItemState['kind']> = new Set(['synced', 'onlineOnly', 'waiting', 'locked'])

const conflict: SyncItemState = { kind: 'conflict' }

/** An item's state: an icon and a word; for an error also what happened and what to do. */
export function ItemState({ item: { path, state: told, lock } }: { readonly item: FileItem }) {
  const t = useText()
  // The engine knows the copy by its name; what has the name is as much in conflict.
  const isInConflict = useFiles(({ conflicts }) => conflictOf(conflicts, path) !== undefined)
  const state = isInConflict && quiet.has(told.kind) ? conflict : told
  // Whatever else is to be said of the file comes first.
  const isLocked = lock !== undefined && quiet.has(state.kind)
  const Icon = isLocked ? Lock : icons[state.kind]
  const isAway = useFiles(({ away }) => away !== undefined)
  const detail = detailOf(state, lock, isAway, t)
  const kind = isLocked ? 'locked' : state.kind
  return (
    <span className={`item-state item-state--${kind}`} title={detail}>
      <Icon className={kind === 'syncing' ? 'icon turning' : 'icon'} size={16} aria-hidden />
      {state.kind === 'syncing' && (
        <progress className="progress item-state__bar" max={100} value={state.percent} aria-hidden />
      )}
      <span className="truncate">
        {state.kind === 'syncing' && <span className="visually-hidden">{t('files.syncing')} </span>}
        {isLocked ? lockLabel(lock, t) : labelOf(state, isAway, t)}
      </span>
      {detail !== undefined && <span className="visually-hidden">{detail}</span>}
    </span>
  )
}

const lockLabel = ({ ownerName, isEditor }: FileLock, t: Translate): string =>
  isEditor === true
    ? t('files.lockedByEditorShort', { name: ownerName })
    : t('files.lockedByShort', { name: firstName(ownerName) })

function labelOf(state: SyncItemState, isAway: boolean, t: Translate): string {
  if (state.kind === 'syncing') return t('files.percent', { percent: Math.round(state.percent) })
  return t(isAway && state.kind === 'synced' ? 'files.state.availableOffline' : `files.state.${state.kind}`)
}

function detailOf(state: SyncItemState, lock: FileItem['lock'], isAway: boolean, t: Translate): string | undefined {
  if (state.kind === 'error') return t(`files.error.${state.code}`)
  if (isAway && state.kind === 'onlineOnly') return t('files.onlineOnlyAway')
  return lock && t('files.lockedByWhole', { name: lockHolder(lock, t) })
}
