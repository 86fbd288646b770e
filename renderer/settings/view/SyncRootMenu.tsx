import { MenuButton, MenuGroup, MenuGroupLabel, MenuProvider } from '@ariakit/react'
import { Ellipsis, FolderOpen, Trash2 } from 'lucide-react'
import { MAIN_ROOT, type SyncRoot } from '../../../shared/model/syncSetup'
import { useText } from '../../app/text'
import { invoke } from '../../bridge'
import { folderName } from '../../files/folderName'
import { MenuAction } from '../../ui/MenuAction'
import { Path } from '../../ui/Path'
import { PopupMenu } from '../../ui/PopupMenu'

interface SyncRootMenuProps {
  readonly root: SyncRoot
  readonly onRemove: () => void
}

/** Where a root lies on this computer, and what else can be done with it. */
export function SyncRootMenu({ root: { id, folder, place }, onRemove }: SyncRootMenuProps) {
  const t = useText()
  return (
    <MenuProvider placement="bottom-end">
      <MenuButton className="icon-button" aria-label={t('files.more', { name: folderName(folder, t) })}>
        <Ellipsis className="icon" size={18} aria-hidden />
      </MenuButton>
      <PopupMenu className="sync-menu">
        <MenuGroup>
          <MenuGroupLabel className="sync-menu__place">
            {t('sync.place')}
            <Path path={place} />
          </MenuGroupLabel>
          <MenuAction onClick={() => void invoke('files.reveal', folder)}>
            <FolderOpen className="icon" size={16} aria-hidden />
            {t('sync.openFolder')}
          </MenuAction>
          {id !== MAIN_ROOT && (
            <MenuAction className="menu__item--danger" onClick={onRemove}>
              <Trash2 className="icon" size={16} aria-hidden />
              {t('sync.removeRootMenu')}
            </MenuAction>
          )}
        </MenuGroup>
      </PopupMenu>
    </MenuProvider>
  )
}
