import { LoaderCircle, RotateCcw, Trash2 } from 'lucide-react'
import { memo, type KeyboardEvent } from 'react'
import { firstName } from '../../../../shared/i18n/genitive'
import { formatBytes, formatMoment } from '../../../app/format'
import { useApp } from '../../../app/store'
import { useText } from '../../../app/text'
import { Button } from '../../../ui/Button'
import { EmptyState } from '../../../ui/EmptyState'
import { FileIcon } from '../../../ui/FileIcon'
import type { TrashItem } from '../../../../shared/model/files'
import { keysShown, select, selectEverything, sortTrashBy } from '../../commands'
import { restoreFromTrash } from '../../remote'
import { shownTrash } from '../../shown'
import type { TrashColumn } from '../../sort'
import { filesStore, openDialog, useFiles } from '../../store'
import { FileName } from '../FileName'
import { standingEvents } from './itemEvents'
import { ItemTable, type Standing } from './ItemTable'
import type { Column } from './TableHead'
import { ViewProblem } from '../ViewProblem'

/** What was deleted and can be had back. */
export function TrashList() {
  const t = useText()
  const { trash, trashSort, viewProblem } = useFiles((state) => state)
  if (viewProblem) return <ViewProblem problem={viewProblem} />
  if (!trash) return <EmptyState icon={LoaderCircle} title={t('files.loading')} />
  if (trash.length === 0)
    return <EmptyState icon={Trash2} title={t('files.viewEmpty.trash')} text={t('files.viewEmptyText.trash')} />
  return (
    <>
      <TrashToolbar count={trash.length} />
      <TrashTable items={shownTrash({ trash, trashSort })} />
    </>
  )
}

function TrashToolbar({ count }: { readonly count: number }) {
  const t = useText()
  const selected = useFiles((state) => state.selected)
  const ids = [...selected]
  const hasChosen = ids.length > 0
  return (
    <div className="files__toolbar" role="toolbar" aria-label={t('files.trash')} data-region>
      {hasChosen && (
        <>
          <Button look="primary" size="small" icon={RotateCcw} onClick={() => void restoreFromTrash(ids)}>
            {t('files.trashRestoreCount', { count: ids.length })}
          </Button>
          <Button
            look="danger-ghost"
            size="small"
            icon={Trash2}
            onClick={() => openDialog({ kind: 'deleteForGood', ids })}
          >
            {t('files.trashDelete')}
          </Button>
        </>
      )}
      {count > 0 && (
        <Button
          look="ghost"
          size="small"
          className="button button--ghost button--small files__toolbar-end"
          onClick={() => openDialog({ kind: 'deleteForGood', ids: undefined })}
        >
          {t('files.trashEmpty')}
        </Button>
      )}
    </div>
  )
}

const columns: readonly Column<TrashColumn>[] = [
  { label: 'files.name', sorts: 'name' },
  { label: 'files.trashFolder', sorts: 'folder' },
  { label: 'files.trashDeleted', sorts: 'deleted' },
  { label: 'files.size', sorts: 'size' }
]
const idOf = ({ id }: TrashItem) => id

function TrashTable({ items }: { readonly items: readonly TrashItem[] }) {
  const t = useText()
  const sort = useFiles(({ trashSort }) => trashSort)
  return (
    <ItemTable
      label={t('files.trashList')}
      className="file-table--trash"
      columns={columns}
      sort={sort}
      onSort={sortTrashBy}
      items={items}
      keyOf={idOf}
      rowPx={44}
      onKeyDown={trashKeys}
      row={(item, standing) => <TrashRow item={item} {...standing} />}
    />
  )
}

/** Space selects, Ctrl+A everything, Escape nothing; Delete asks whether what is selected goes for good. */
function trashKeys(event: KeyboardEvent): void {
  const { current, selected } = filesStore.getState()
  const { key, ctrlKey } = event
  if (key === ' ') select(current ?? keysShown()[0], 'toggle')
  else if (key === 'a' && ctrlKey) selectEverything()
  else if (key === 'Delete' && selected.size > 0) openDialog({ kind: 'deleteForGood', ids: [...selected] })
  else if (key === 'Escape') select(undefined)
  else return
  event.preventDefault()
}

const TrashRow = memo(function TrashRow({ item, index, isStop, isSelected }: Standing & { readonly item: TrashItem }) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  return (
    // Arrows and Space are handled by the grid around it.
    <div
      className="file-row"
      role="row"
      aria-rowindex={index + 2}
      tabIndex={isStop ? 0 : -1}
      {...standingEvents(item.id, { isStop, isSelected })}
      onKeyDown={undefined}
    >
      <div role="gridcell" className="file-row__name">
        <FileIcon name={item.name} isFolder={item.kind === 'folder'} />
        <span className="file-row__text">
          <FileName name={item.name} />
        </span>
      </div>
      <div role="gridcell" className="truncate">
        <bdi>{item.folder === '' ? t('files.myFiles') : item.folder.replaceAll('/', ' / ')}</bdi>
      </div>
      <div role="gridcell" className="file-row__deleted">
        <Deleted item={item} />
      </div>
      <div role="gridcell" className="num file-row__size">
        {item.kind === 'folder' && item.sizeBytes === 0 ? '–' : formatBytes(item.sizeBytes, language)}
      </div>
    </div>
  )
})

/** Who and when: of colleagues the first name is enough to see, and the whole one is read out. */
function Deleted({ item: { deletedBy, deletedMs } }: { readonly item: TrashItem }) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  const name = deletedBy === 'me' ? t('files.you') : deletedBy?.name
  const time = deletedMs > 0 ? formatMoment(deletedMs, language) : undefined
  return (
    <>
      {name !== undefined && (
        <span className="truncate" title={name}>
          <bdi aria-hidden>{firstName(name)}</bdi>
          <bdi className="visually-hidden">{name}</bdi>
        </span>
      )}
      {name !== undefined && time !== undefined && ', '}
      {time !== undefined && (
        <time className="num" dateTime={new Date(deletedMs).toISOString()}>
          {time}
        </time>
      )}
    </>
  )
}
