import { CircleAlert, Clock } from 'lucide-react'
import { useEffect, useState } from 'react'
import { formatTime } from '../../../app/format'
import { useApp } from '../../../app/store'
import { useText } from '../../../app/text'
import { invoke } from '../../../bridge'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import type { SyncErrorItem } from '../../../../shared/model/sync'
import { goToItem, tryAgain } from '../../commands'
import { reasonOf } from '../../reason'
import { closeDialog, useFiles } from '../../store'

const shownAtMost = 200

interface ProblemsProps {
  /** What could not be synced, or what waits for the server. */
  readonly kind: 'problems' | 'waiting'
}

/** Every item that is not on both sides yet: why, what to do, and when it is tried again. It follows what the sync does. */
export function Problems({ kind }: ProblemsProps) {
  const t = useText()
  const items = useItems(kind)
  const isOver = items?.length === 0
  const [busy, setBusy] = useState(false)
  const retry = () => {
    setBusy(true)
    void tryAgain().finally(() => setBusy(false))
  }
  return (
    <Dialog
      title={t(kind === 'problems' ? 'files.problems' : 'files.queue')}
      wide
      onCancel={closeDialog}
      actions={
        <>
          {/* It takes the focus over when there is nothing left to try again. */}
          <Button key={String(isOver)} autoFocus={isOver} onClick={closeDialog}>
            {t('app.close')}
          </Button>
          {kind === 'problems' && items && !isOver && (
            <Button look="primary" busy={busy} onClick={retry}>
              {t('files.tryAgain')}
            </Button>
          )}
        </>
      }
    >
      {kind === 'waiting' && <p>{t('files.queueText')}</p>}
      <ul className="problems">
        {items?.slice(0, shownAtMost).map((item) => (
          <Problem key={item.path} item={item} />
        ))}
      </ul>
      {items && items.length > shownAtMost && <p>{t('files.problemsMore', { count: items.length - shownAtMost })}</p>}
      <p role="status">{isOver && t('files.problemsNone')}</p>
    </Dialog>
  )
}

/** Asked again whenever the sync has come further. */
function useItems(kind: ProblemsProps['kind']): readonly SyncErrorItem[] | undefined {
  const sequence = useFiles(({ status }) => status?.sequence)
  const [items, setItems] = useState<readonly SyncErrorItem[]>()
  useEffect(() => {
    let isOver = false
    invoke(kind === 'problems' ? 'files.errors' : 'files.waiting').then(
      (found) => {
        if (!isOver) setItems(found)
      },
      (error: unknown) => console.warn('files', error)
    )
    return () => {
      isOver = true
    }
  }, [kind, sequence])
  return items
}

function Problem({ item: { path, state } }: { readonly item: SyncErrorItem }) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  const teams = useFiles((all) => all.teams)
  const nextTryMs = 'nextTryMs' in state ? state.nextTryMs : undefined
  const percent = state.kind === 'syncing' ? Math.round(state.percent) : 0
  const Icon = state.kind === 'error' ? CircleAlert : Clock
  const show = () => {
    closeDialog()
    void goToItem(path)
  }
  return (
    <li className={state.kind === 'error' ? 'problems__item' : 'problems__item problems__item--waiting'}>
      <Icon className="icon" size={18} aria-hidden />
      <div className="problems__text">
        <p className="problems__path truncate">
          <bdi>{path}</bdi>
        </p>
        <p>
          {state.kind === 'error' ? reasonOf(path, state.code, teams, t) : t(`files.state.${state.kind}`, { percent })}
        </p>
        {nextTryMs !== undefined && (
          <p className="problems__next">
            {nextTryMs === null || nextTryMs === 0
              ? t('files.problemsLater')
              : t('files.problemsNext', { time: formatTime(nextTryMs, language) })}
          </p>
        )}
      </div>
      <Button size="small" aria-label={t('files.problemsShowItem', { name: path })} onClick={show}>
        {t('files.problemsShow')}
      </Button>
    </li>
  )
}
