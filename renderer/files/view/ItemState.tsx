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
import type { SyncItemState } from '../../../shared/model/sync'
import { useText } from '../../app/text'
import { useFiles } from '../store'

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

/** An item's state: an icon and a word; for an error also what happened and what to do. */
export function ItemState({ state }: { readonly state: SyncItemState }) {
  const t = useText()
  const Icon = icons[state.kind]
  const isAway = useFiles(({ away }) => away !== undefined)
  const detail =
    state.kind === 'error'
      ? t(`files.error.${state.code}`)
      : isAway && state.kind === 'onlineOnly'
        ? t('files.onlineOnlyAway')
        : undefined
  const label =
    state.kind === 'syncing'
      ? t('files.state.syncing', { percent: Math.round(state.percent) })
      : t(isAway && state.kind === 'synced' ? 'files.state.availableOffline' : `files.state.${state.kind}`)
  return (
    <span className={`item-state item-state--${state.kind}`} title={detail}>
      <Icon className={state.kind === 'syncing' ? 'icon turning' : 'icon'} size={16} aria-hidden />
      {state.kind === 'syncing' && <progress className="item-state__bar" max={100} value={state.percent} aria-hidden />}
      <span className="truncate">{label}</span>
      {detail !== undefined && <span className="visually-hidden">{detail}</span>}
    </span>
  )
}
