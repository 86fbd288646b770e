import { useApp } from '../../app/store'
import { useText } from '../../app/text'
import { bytesText } from '../../files/howFar'
import { useFiles } from '../../files/store'
import { PauseButton } from '../../files/view/status/PauseButton'
import { PhaseIcon } from '../../files/view/status/PhaseIcon'
import { phaseText } from '../../files/view/status/syncPhase'

/** What the sync does at the moment, how far it is, and pause. */
export function SyncNow() {
  const t = useText()
  const { status, away } = useFiles((state) => state)
  const language = useApp(({ settings }) => settings.language)
  if (!status) return null
  const { phase, progress } = status
  const isCounted = !away && phase.kind === 'syncing' && progress.bytesTotal > 0
  return (
    <div className="sync-now">
      <PhaseIcon phase={phase} away={away} size={20} />
      <div className="sync-now__text">
        <p className="sync-now__line">
          <span role="status">{phaseText(status, away, t, language)}</span>
          {isCounted && <span className="sync-now__bytes num">{bytesText(progress, t, language)}</span>}
        </p>
        {away && <p className="settings__lead">{t(`files.error.${away.code}`)}</p>}
        {isCounted && (
          <progress
            className="progress sync-now__bar"
            max={progress.bytesTotal}
            value={progress.bytesDone}
            aria-label={t('files.status')}
          />
        )}
      </div>
      <PauseButton />
    </div>
  )
}
