import { useText } from '../../app/text'
import { Button } from '../../ui/Button'
import { goOnDeleting, holdDeleting, undoDeleting } from '../deleting'
import { nameOf } from '../sort'
import { useFiles } from '../store'

/** Says what is being deleted, and takes it back; stays as long as the button has the focus or the pointer. */
export function UndoDelete() {
  const t = useText()
  const deleting = useFiles((state) => state.deleting)
  const [first] = deleting
  return (
    <div role="status">
      {first !== undefined && (
        <div
          className="toast toast--action"
          onMouseEnter={holdDeleting}
          onMouseLeave={goOnDeleting}
          onFocus={holdDeleting}
          onBlur={goOnDeleting}
        >
          <span>{t('files.deleted', { count: deleting.length, name: nameOf(first) })}</span>
          <Button look="link" size="small" onClick={undoDeleting}>
            {t('files.undo')}
          </Button>
        </div>
      )}
    </div>
  )
}
