import { useText } from '../../app/text'
import { itemAt } from '../../files/commands'
import { offerAccess } from '../../files/shareInRoom'
import { FolderDialog } from '../../files/view/dialogs/FolderDialog'
import type { RoomSummary } from '../../matrix/contract'
import { closeDialog, setRoomFolder } from '../commands'
import { useFilesServer } from '../roomFolder'

/** Picks the folder that everybody in the room has in its tab Files. */
export function RoomFolderDialog({ room }: { readonly room: RoomSummary }) {
  const t = useText()
  const server = useFilesServer()
  const take = async (folder: string) => {
    const item = await itemAt(folder)
    const fileId = item?.fileId ?? null
    if (item === undefined || fileId === null || server === undefined) return t('room.files.notUploaded')
    try {
      await setRoomFolder(room.id, { server, fileId })
    } catch (cause) {
      console.warn('room folder', cause)
      return t('room.files.notSet')
    }
    closeDialog()
    void offerAccess(item, room.id)
    return undefined
  }
  return (
    <FolderDialog
      title={t('room.files.chooseTitle', { room: room.name })}
      text={t('room.files.chooseText')}
      submit={t('room.files.use')}
      onSubmit={take}
      onCancel={closeDialog}
    />
  )
}
