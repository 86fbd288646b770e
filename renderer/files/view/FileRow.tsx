import { Menu, MenuButton, MenuItem, MenuProvider } from '@ariakit/react'
import { Ellipsis, ExternalLink, FolderSearch, Share2 } from 'lucide-react'
import { memo } from 'react'
import type { SyncItem } from '../../../shared/model/sync'
import { formatBytes, formatWhen } from '../../app/format'
import { useApp } from '../../app/store'
import { useText } from '../../app/text'
import { FileIcon } from '../../ui/FileIcon'
import { openItem, revealItem, select, startSharing } from '../commands'
import { ItemState } from './ItemState'

interface FileRowProps {
  readonly id: string
  readonly item: SyncItem
  readonly index: number
  readonly isStop: boolean
  readonly isSelected: boolean
}

export const FileRow = memo(function FileRow({ id, item, index, isStop, isSelected }: FileRowProps) {
  const language = useApp(({ settings }) => settings.language)
  const isFolder = item.kind === 'folder'
  return (
    // Arrows and Enter are handled by the grid around it.
    <div
      id={id}
      className="file-row"
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      tabIndex={isStop ? 0 : -1}
      data-region-start={isStop ? '' : undefined}
      onClick={() => select(item.path)}
      onKeyDown={undefined}
      onDoubleClick={() => void openItem(item)}
    >
      <div role="gridcell" className="file-row__name">
        <FileIcon name={item.name} isFolder={isFolder} />
        <span className="truncate">
          <bdi>{item.name}</bdi>
        </span>
      </div>
      <div role="gridcell">
        <ItemState state={item.state} />
      </div>
      <div role="gridcell" className="num">
        {item.modifiedMs > 0 && !isFolder && (
          <time dateTime={new Date(item.modifiedMs).toISOString()}>
            {formatWhen(new Date(item.modifiedMs).toISOString(), language)}
          </time>
        )}
      </div>
      <div role="gridcell" className="num file-row__size">
        {isFolder ? '–' : formatBytes(item.sizeBytes, language)}
      </div>
      <div role="gridcell">
        <RowMenu item={item} />
      </div>
    </div>
  )
})

function RowMenu({ item }: { readonly item: SyncItem }) {
  const t = useText()
  return (
    <MenuProvider placement="bottom-end">
      <MenuButton className="icon-button" aria-label={t('files.more', { name: item.name })}>
        <Ellipsis className="icon" size={18} aria-hidden />
      </MenuButton>
      <Menu className="menu" gutter={4} portal>
        <MenuItem className="menu__item" onClick={() => void openItem(item)}>
          <ExternalLink className="icon" size={16} aria-hidden />
          {t('files.open')}
        </MenuItem>
        <MenuItem className="menu__item" onClick={() => void revealItem(item)}>
          <FolderSearch className="icon" size={16} aria-hidden />
          {t('files.reveal')}
        </MenuItem>
        {item.fileId !== null && (
          <MenuItem className="menu__item" onClick={() => startSharing(item)}>
            <Share2 className="icon" size={16} aria-hidden />
            {t('files.share')}
          </MenuItem>
        )}
      </Menu>
    </MenuProvider>
  )
}
