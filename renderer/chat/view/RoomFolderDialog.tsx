import { useState } from 'react'
import { useText } from '../../app/text'
import { itemAt } from '../../files/commands'
import { offerAccess } from '../../files/shareInRoom'
import { FolderPicker } from '../../files/view/FolderPicker'
import type { RoomSummary } from '../../matrix/contract'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { closeDialog, setRoomFolder } from '../commands'
import { useFilesServer } from '../roomFolder'
import '../../files/view/files.css'

/** Picks the folder that everybody in the room has in its tab Files. */
export function RoomFolderDialog({ room }: { readonly room: RoomSummary }) {
  const t = useText()
  const server = useFilesServer()
  const [folder, setFolder] = useState('')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const go = (to: string) => {
    setError(undefined)
    setFolder(to)
  }
  const submit = async () => {
    setBusy(true)
    const item = await itemAt(folder)
    const fileId = item?.fileId ?? null
    if (item === undefined || fileId === null || server === undefined) setError(t('room.files.notUploaded'))
    else {
      try {
        await setRoomFolder(room.id, { server, fileId })
        closeDialog()
        void offerAccess(item, room.id)
      } catch (cause) {
        console.warn('room folder', cause)
        setError(t('room.files.notSet'))
      }
    }
    setBusy(false)
  }
  return (
    <Dialog
      title={t('room.files.chooseTitle', { room: room.name })}
      onCancel={closeDialog}
      actions={
        <>
          <Button onClick={closeDialog}>{t('app.cancel')}</Button>
          <Button look="primary" busy={busy} disabled={folder === ''} onClick={() => void submit()}>
            {t('room.files.use')}
          </Button>
        </>
      }
    >
      <p>{t('room.files.chooseText')}</p>
      <FolderPicker folder={folder} onChange={go} />
      {error !== undefined && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  )
}
