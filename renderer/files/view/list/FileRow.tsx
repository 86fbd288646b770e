import { Users, X } from 'lucide-react'
import { memo } from 'react'
import { formatBytes, formatMoment } from '../../../app/format'
import { useApp } from '../../../app/store'
import { useText } from '../../../app/text'
import { IconButton } from '../../../ui/Button'
import { FileIcon } from '../../../ui/FileIcon'
import { isFetching } from '../../actions'
import { keep, openItem } from '../../commands'
import { parentOf } from '../../sort'
import { useFiles, type FileItem } from '../../store'
import { FileName } from '../FileName'
import { itemEvents } from './itemEvents'
import { ItemMenu } from './ItemMenu'
import { ItemState } from './ItemState'
import type { Standing } from './ItemTable'

interface FileRowProps extends Standing {
  readonly item: FileItem
  /** In the views across folders the row says where its item lies. */
  readonly showsFolder: boolean
}

export const FileRow = memo(function FileRow({ item, index, isStop, isSelected, showsFolder }: FileRowProps) {
  const language = useApp(({ settings }) => settings.language)
  const isFolder = item.kind === 'folder'
  const isOutOfReach = useFiles(({ away }) => away !== undefined) && item.state.kind === 'onlineOnly'
  return (
    // Arrows and Enter are handled by the grid around it.
    <div
      className={['file-row', showsFolder ? 'file-row--tall' : '', isOutOfReach ? 'file-row--away' : ''].join(' ')}
      role="row"
      aria-rowindex={index + 2}
      tabIndex={isStop ? 0 : -1}
      {...itemEvents({ item, isStop, isSelected })}
      onKeyDown={undefined}
      onDoubleClick={() => void openItem(item)}
    >
      <div role="gridcell" className="file-row__name">
        <FileIcon name={item.name} isFolder={isFolder} />
        <span className="file-row__text">
          <FileName name={item.name} />
          {showsFolder && <Where item={item} />}
        </span>
        {item.isShared === true && <Shared />}
      </div>
      <div role="gridcell" className="file-row__state">
        <ItemState item={item} />
        {isFetching(item) && <CancelFetch item={item} />}
      </div>
      <div role="gridcell" className="num">
        {item.modifiedMs > 0 && (
          <time dateTime={new Date(item.modifiedMs).toISOString()}>{formatMoment(item.modifiedMs, language)}</time>
        )}
      </div>
      <div role="gridcell" className="num file-row__size">
        {isFolder ? '–' : formatBytes(item.sizeBytes, language)}
      </div>
      <div role="gridcell">
        <ItemMenu item={item} />
      </div>
    </div>
  )
})

function CancelFetch({ item }: { readonly item: FileItem }) {
  const t = useText()
  return (
    <IconButton
      icon={X}
      iconSize={14}
      className="file-row__cancel"
      label={t('files.cancelFetchOf', { name: item.name })}
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation()
        void keep([item], 'onlineOnly')
      }}
    />
  )
}

function Shared() {
  const t = useText()
  return (
    <span className="file-row__shared" title={t('files.isShared')}>
      <Users className="icon" size={16} aria-hidden />
      <span className="visually-hidden">{t('files.isShared')}</span>
    </span>
  )
}

function Where({ item: { path, sharedBy } }: { readonly item: FileItem }) {
  const t = useText()
  const folder = parentOf(path)
  return (
    <span className="file-row__where">
      <bdi>{sharedBy ?? (folder === '' ? t('files.myFiles') : folder.replaceAll('/', ' / '))}</bdi>
    </span>
  )
}
