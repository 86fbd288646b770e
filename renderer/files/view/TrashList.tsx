import { LoaderCircle, RotateCcw, Trash2 } from 'lucide-react'
import { memo, type KeyboardEvent } from 'react'
import { formatBytes, formatMoment } from '../../app/format'
import { useApp } from '../../app/store'
import { useText } from '../../app/text'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { FileIcon } from '../../ui/FileIcon'
import type { TrashItem } from '../../../shared/model/files'
import { keysShown, select, selectEverything } from '../commands'
import { restoreFromTrash } from '../remote'
import { filesStore, openDialog, useFiles } from '../store'
import { standingEvents } from './itemEvents'
import { ItemTable, type Standing } from './ItemTable'
import { ViewProblem } from './ViewProblem'

/** What was deleted and can be had back. */
export function TrashList() {
  const t = useText()
  const { trash, viewProblem } = useFiles((state) => state)
  if (viewProblem) return <ViewProblem problem={viewProblem} />
  if (!trash) return <EmptyState icon={LoaderCircle} title={t('files.loading')} />
  if (trash.length === 0)
    return <EmptyState icon={Trash2} title={t('files.viewEmpty.trash')} text={t('files.viewEmptyText.trash')} />
  return (
    <>
      <TrashToolbar count={trash.length} />
      <TrashTable items={trash} />
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
          <Button look="ghost" size="small" icon={Trash2} onClick={() => openDialog({ kind: 'deleteForGood', ids })}>
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

const columns = (['files.name', 'files.trashFolder', 'files.trashDeleted', 'files.size'] as const).map((label) => ({
  label
}))
const idOf = ({ id }: TrashItem) => id

function TrashTable({ items }: { readonly items: readonly TrashItem[] }) {
  const t = useText()
  return (
    <ItemTable
      label={t('files.trashList')}
      className="file-table--trash"
      columns={columns}
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
        <span className="truncate">
          <bdi>{item.name}</bdi>
        </span>
      </div>
      <div role="gridcell" className="truncate">
        <bdi>{item.folder === '' ? t('files.myFiles') : item.folder.replaceAll('/', ' / ')}</bdi>
      </div>
      <div role="gridcell" className="num">
        {item.deletedMs > 0 && formatMoment(item.deletedMs, language)}
      </div>
      <div role="gridcell" className="num file-row__size">
        {formatBytes(item.sizeBytes, language)}
      </div>
    </div>
  )
})
