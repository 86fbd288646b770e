import type { SyncMassDelete } from '../../../../shared/model/sync'
import { useText } from '../../../app/text'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { answerMassDelete } from '../../commands'

/** Many deletions at once are asked about; keeping them is the safe answer, and Esc leaves the question open. */
export function MassDelete({ question: { id, side, count, total, examples } }: { readonly question: SyncMassDelete }) {
  const t = useText()
  return (
    <Dialog
      title={t('files.massDelete.title', { count })}
      onCancel={() => undefined}
      actions={
        <>
          <Button look="primary" onClick={() => void answerMassDelete(id, 'restore')}>
            {t('files.massDelete.restore')}
          </Button>
          <Button look="danger" onClick={() => void answerMassDelete(id, 'delete')}>
            {t('files.massDelete.delete')}
          </Button>
        </>
      }
    >
      <p>{t(`files.massDelete.${side}`, { count, total })}</p>
      <p>{t('files.massDelete.examples', { names: examples.slice(0, 5).join(', ') })}</p>
    </Dialog>
  )
}
