import { lockHolder } from '../../../../shared/i18n/lockHolder'
import type { FileLock } from '../../../../shared/model/files'
import { formatTime } from '../../../app/format'
import { useApp } from '../../../app/store'
import { useText } from '../../../app/text'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { openHere } from '../../commands'
import { closeDialog, type FileItem } from '../../store'

/** Asked before a file that a colleague has open is opened: reading is safe, changing makes two versions. */
export function LockedFile({ item, lock }: { readonly item: FileItem; readonly lock: FileLock }) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  const open = (how: 'anyway' | 'reading') => () => {
    closeDialog()
    void openHere(item, how)
  }
  const who = { name: lockHolder(lock, t), time: formatTime(lock.sinceMs, language) }
  return (
    <Dialog
      title={t('files.lockedTitle', { name: item.name })}
      wide
      onCancel={closeDialog}
      actions={
        <>
          <Button onClick={closeDialog}>{t('app.cancel')}</Button>
          <Button onClick={open('anyway')}>{t('files.openAnyway')}</Button>
          <Button look="primary" onClick={open('reading')}>
            {t('files.openForReading')}
          </Button>
        </>
      }
    >
      <p>{lock.sinceMs > 0 ? t('files.lockedText', who) : t('files.lockedTextNow', who)}</p>
      <p>{t('files.lockedAdvice')}</p>
    </Dialog>
  )
}
