import { CircleAlert, TriangleAlert, X } from 'lucide-react'
import type { CopyProgress } from '../../../../shared/model/files'
import { formatBytes } from '../../../app/format'
import { useApp } from '../../../app/store'
import { useText } from '../../../app/text'
import { Button } from '../../../ui/Button'
import { bytesText } from '../../howFar'
import { cancelCopying } from '../../changes'
import { showConflicts } from '../../settling'
import { selectedItems } from '../../shown'
import { openDialog, useFiles } from '../../store'
import { PauseButton } from './PauseButton'
import { PhaseIcon } from './PhaseIcon'
import { phaseText } from './syncPhase'
import { TrashSum } from './TrashSum'

/**
 * The sync as a whole: what it does, how far it is, and pause. In the trash, what lies there comes first, and the sync is
 * named when it is not at rest.
 */
export function StatusBar() {
  const t = useText()
  const { status, away, copying, root, selected, view, trash } = useFiles((state) => state)
  const language = useApp(({ settings }) => settings.language)
  if (!status) return <footer className="status-bar">{t('files.bar.starting')}</footer>
  const { phase, progress, conflicts, errors, waiting } = status
  const showsQueue = (away !== undefined || phase.kind === 'paused') && waiting > 0
  const showsTrash = view === 'trash' && trash !== undefined && trash.length > 0
  const isAtRest = away === undefined && (phase.kind === 'idle' || phase.kind === 'looking')
  return (
    <footer className="status-bar" data-region>
      {copying && <Copying progress={copying} />}
      {showsTrash && <TrashSum />}
      {!(showsTrash && isAtRest) && (
        <>
          <PhaseIcon phase={phase} away={away} size={16} />
          <span role="status" className="status-bar__text">
            {phaseText(status, away, t, language)}
          </span>
        </>
      )}
      {showsQueue && <span className="status-bar__waiting">· {t('files.bar.waiting', { count: waiting })}</span>}
      {phase.kind === 'syncing' && progress.bytesTotal > 0 && (
        <>
          <progress
            className="progress status-bar__progress"
            max={progress.bytesTotal}
            value={progress.bytesDone}
            aria-label={t('files.status')}
          />
          <span className="status-bar__left num">{bytesText(progress, t, language)}</span>
        </>
      )}
      {!(showsTrash && isAtRest) && <PauseButton />}
      <span className="status-bar__end">
        {conflicts > 0 && (
          <button type="button" className="status-bar__problem" onClick={() => void showConflicts()}>
            <TriangleAlert className="icon" size={16} aria-hidden />
            {t('files.bar.conflicts', { count: conflicts })}
          </button>
        )}
        {errors > 0 && (
          <button type="button" className="status-bar__problem" onClick={() => openDialog({ kind: 'problems' })}>
            <CircleAlert className="icon" size={16} aria-hidden />
            {t('files.bar.errors', { count: errors })}
          </button>
        )}
        {showsQueue && (
          <Button look="ghost" size="small" onClick={() => openDialog({ kind: 'waiting' })}>
            {t('files.bar.queue')}
          </Button>
        )}
        {view !== 'trash' && selected.size > 1 && (
          <span>
            {t('files.selected', {
              count: selected.size,
              size: formatBytes(
                selectedItems().reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
                language
              )
            })}
          </span>
        )}
        {view !== 'trash' && selected.size < 2 && conflicts + errors === 0 && !showsQueue && root !== undefined && (
          <span className="status-bar__root truncate" title={root}>
            {t('files.bar.root', { path: shortPath(root) })}
          </span>
        )}
      </span>
    </footer>
  )
}

/** Files on their way into the folder, and the way to end that. */
function Copying({ progress }: { readonly progress: CopyProgress }) {
  const t = useText()
  const { filesDone, filesTotal, bytesDone, bytesTotal } = progress
  return (
    <>
      <span className="status-bar__text" role="status">
        {t('files.bar.copying', { done: Math.min(filesDone + 1, filesTotal), total: filesTotal })}
      </span>
      <progress
        className="progress status-bar__progress"
        max={Math.max(1, bytesTotal)}
        value={bytesDone}
        aria-label={t('files.bar.copyProgress')}
      />
      <Button look="ghost" size="small" icon={X} onClick={() => void cancelCopying()}>
        {t('files.bar.cancelCopy')}
      </Button>
    </>
  )
}

/** The last two folders of a path, which say enough to find it: `Samverk/Insjöverket`. */
const shortPath = (path: string) => path.replaceAll('\\', '/').split('/').slice(-2).join('/')
