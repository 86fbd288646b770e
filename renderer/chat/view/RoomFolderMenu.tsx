import { MenuButton, MenuProvider } from '@ariakit/react'
import { Ellipsis, FolderPen, FolderSymlink, Link, Unlink, UserPlus, type LucideIcon } from 'lucide-react'
import type { TextKey } from '../../../shared/i18n'
import { showNotice } from '../../app/notice'
import { text, useText } from '../../app/text'
import { itemAt, openInFiles } from '../../files/commands'
import { copyLink } from '../../files/remote'
import { openDialog, useFiles } from '../../files/store'
import { MenuAction } from '../../ui/MenuAction'
import { PopupMenu } from '../../ui/PopupMenu'
import type { RoomFolder, RoomSummary } from '../../matrix/contract'
import { chooseRoomFolder, setRoomFolder } from '../commands'

interface RoomFolderMenuProps {
  readonly room: RoomSummary
  readonly folder: RoomFolder
  readonly path: string
}

/** What can be done with the room's folder as a whole. */
export function RoomFolderMenu({ room, folder, path }: RoomFolderMenuProps) {
  const t = useText()
  const canShare = useFiles(({ abilities }) => abilities?.shares === true)
  const open = useFiles((state) => state.folder)
  const actions: readonly [TextKey, LucideIcon, () => void, boolean][] = [
    ['room.files.openInFiles', FolderSymlink, () => openInFiles(open), true],
    ['files.copyLink', Link, () => void copyLink(folder.fileId), true],
    ['room.files.share', UserPlus, () => void share(path), canShare],
    ['room.files.change', FolderPen, chooseRoomFolder, room.can.changeWorkspace],
    ['room.files.detach', Unlink, () => void detach(room), room.can.changeWorkspace]
  ]
  return (
    <MenuProvider placement="bottom-end">
      <MenuButton className="icon-button" aria-label={t('room.files.more')}>
        <Ellipsis className="icon" size={18} aria-hidden />
      </MenuButton>
      <PopupMenu>
        {actions.map(
          ([label, Icon, run, isOffered]) =>
            isOffered && (
              <MenuAction key={label} onClick={run}>
                <Icon className="icon" size={16} aria-hidden />
                {t(label)}
              </MenuAction>
            )
        )}
      </PopupMenu>
    </MenuProvider>
  )
}

async function share(path: string): Promise<void> {
  const item = await itemAt(path)
  if (item) openDialog({ kind: 'share', item })
}

/** The folder itself stays where it is, with all that is in it. */
async function detach(room: RoomSummary): Promise<void> {
  await setRoomFolder(room.id, null)
  showNotice(text('room.files.detached', { room: room.name }))
}
