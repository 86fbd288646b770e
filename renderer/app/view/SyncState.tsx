import { useFiles } from '../../files/store'
import { PhaseIcon } from '../../files/view/status/PhaseIcon'
import { briefPhaseText } from '../../files/view/status/syncPhase'
import { openPlace } from '../store'
import { useText } from '../text'
import { useOnline } from '../useOnline'

/**
 * How far a sync is, or that the file server is away, from wherever one is; leads to the files. At rest there is nothing.
 * Not a live region: the numbers would be read out all the time.
 */
export function SyncState() {
  const t = useText()
  const status = useFiles((state) => state.status)
  const away = useFiles((state) => state.away)
  const online = useOnline()
  // That the computer has no network is said beside it.
  if (!status || (away && !online)) return null
  const state = briefPhaseText(status, away, t)
  if (state === undefined) return null
  const label = t('files.title.open', { state })
  return (
    <button
      type="button"
      className={away ? 'title-bar__sync title-bar__sync--away' : 'title-bar__sync'}
      aria-label={label}
      title={label}
      onClick={() => openPlace('files')}
    >
      <PhaseIcon phase={status.phase} away={away} size={16} />
      <span className="num">{state}</span>
    </button>
  )
}
