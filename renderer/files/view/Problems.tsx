import { CircleAlert } from 'lucide-react'
import { formatTime } from '../../app/format'
import { useApp } from '../../app/store'
import { useText } from '../../app/text'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import type { SyncErrorItem } from '../../../shared/model/sync'
import { goToItem } from '../commands'
import { closeDialog } from '../store'

/** Every item that could not be synced: why, what to do, and when it is tried again. */
export function Problems({ items }: { readonly items: readonly SyncErrorItem[] }) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  return (
    <Dialog
      title={t('files.problems')}
      onCancel={closeDialog}
      actions={<Button onClick={closeDialog}>{t('app.close')}</Button>}
    >
      <ul className="problems">
        {items.map(({ path, state }) => {
          const nextTryMs = 'nextTryMs' in state ? state.nextTryMs : null
          return (
            <li key={path} className="problems__item">
              <CircleAlert className="icon" size={18} aria-hidden />
              <div className="problems__text">
                <p className="problems__path truncate">
                  <bdi>{path}</bdi>
                </p>
                <p>
                  {state.kind === 'error'
                    ? t(`files.error.${state.code}`)
                    : t(`files.state.${state.kind}`, { percent: 0 })}
                </p>
                <p className="problems__next">
                  {nextTryMs === null
                    ? t('files.problemsLater')
                    : t('files.problemsNext', { time: formatTime(nextTryMs, language) })}
                </p>
              </div>
              <Button
                size="small"
                onClick={() => {
                  closeDialog()
                  void goToItem(path)
                }}
              >
                {t('files.problemsShow')}
              </Button>
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}
