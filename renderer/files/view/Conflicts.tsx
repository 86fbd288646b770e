import { formatWhen } from '../../app/format'
import { useApp } from '../../app/store'
import { useText } from '../../app/text'
import { invoke } from '../../bridge'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import type { SyncConflict } from '../../../shared/model/sync'
import { settleConflict } from '../changes'
import { nameOf } from '../sort'
import { closeDialog } from '../store'

/** Files that two have changed, one after the other: look at both, then keep one or both. */
export function Conflicts({ conflicts }: { readonly conflicts: readonly SyncConflict[] }) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  const [conflict] = conflicts
  if (!conflict) return null
  const { copyPath, originalPath, foundMs } = conflict
  const open = (path: string) => void invoke('files.open', path)
  return (
    <Dialog
      title={t('files.conflicts')}
      onCancel={closeDialog}
      actions={
        <>
          <Button onClick={closeDialog}>{t('app.cancel')}</Button>
          <Button onClick={() => void settleConflict(conflict, 'mine')}>{t('files.conflictMine')}</Button>
          <Button onClick={() => void settleConflict(conflict, 'theirs')}>{t('files.conflictTheirs')}</Button>
          <Button look="primary" onClick={() => void settleConflict(conflict, 'both')}>
            {t('files.conflictBoth')}
          </Button>
        </>
      }
    >
      <p>{t('files.conflictsText')}</p>
      <p className="conflict__name">
        <bdi>{nameOf(originalPath)}</bdi>
      </p>
      <p className="conflict__found">
        {t('files.conflictFound', { time: formatWhen(new Date(foundMs).toISOString(), language) })}
      </p>
      <div className="conflict__look">
        <Button size="small" onClick={() => open(copyPath)}>
          {t('files.conflictOpenMine')}
        </Button>
        <Button size="small" onClick={() => open(originalPath)}>
          {t('files.conflictOpenTheirs')}
        </Button>
      </div>
    </Dialog>
  )
}
