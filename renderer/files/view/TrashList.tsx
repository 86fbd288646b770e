import { LoaderCircle, RotateCcw, Trash2 } from 'lucide-react'
import { useRef } from 'react'
import { formatBytes, formatWhen } from '../../app/format'
import { useApp } from '../../app/store'
import { useText } from '../../app/text'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { FileIcon } from '../../ui/FileIcon'
import type { TrashItem } from '../../../shared/model/files'
import { select, selectEverything } from '../commands'
import { restoreFromTrash } from '../remote'
import { stepIn } from '../selection'
import { openDialog, useFiles } from '../store'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Spacer } from './Spacer'
import { ViewProblem } from './ViewProblem'
import type { KeyboardEvent, MouseEvent } from 'react'

const rowPx = 44

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

function TrashTable({ items }: { readonly items: readonly TrashItem[] }) {
  const t = useText()
  const { selected, current } = useFiles((state) => state)
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 12,
    getItemKey: (index) => items[index]?.id ?? index
  })
  const stop = items.some(({ id }) => id === current) ? current : items[0]?.id
  const onKeyDown = (event: KeyboardEvent) => {
    const index = Math.max(
      0,
      items.findIndex(({ id }) => id === stop)
    )
    const rowsShown = Math.floor((scroller.current?.clientHeight ?? 440) / rowPx)
    const to = stepIn(event.key, index, { count: items.length, columns: 1, rowsShown })
    const target = to === undefined ? undefined : items[to]
    if (to !== undefined && target) {
      select(target.id, event.shiftKey ? 'range' : 'only')
      rows.scrollToIndex(to)
      requestAnimationFrame(() => document.getElementById(`trash-${target.id}`)?.focus())
    } else if (event.key === ' ' && stop !== undefined) select(stop, 'toggle')
    else if (event.key === 'a' && event.ctrlKey) selectEverything()
    else if (event.key === 'Delete' && selected.size > 0) openDialog({ kind: 'deleteForGood', ids: [...selected] })
    else if (event.key === 'Escape') select(undefined)
    else return
    event.preventDefault()
  }
  return (
    <div
      className="file-table file-table--trash"
      role="grid"
      aria-label={t('files.trashList')}
      aria-rowcount={items.length + 1}
      aria-multiselectable
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup">
        <div className="file-table__head" role="row" aria-rowindex={1}>
          {(['files.name', 'files.trashFolder', 'files.trashDeleted', 'files.size'] as const).map((label) => (
            <div key={label} role="columnheader">
              {t(label)}
            </div>
          ))}
        </div>
      </div>
      <div className="file-table__scroll" ref={scroller} role="rowgroup">
        <Spacer heightPx={rows.getVirtualItems()[0]?.start ?? 0} />
        {rows.getVirtualItems().map(({ key, index }) => {
          const item = items[index]
          return (
            item && (
              <TrashRow
                key={key}
                item={item}
                index={index}
                isStop={item.id === stop}
                isSelected={selected.has(item.id)}
              />
            )
          )
        })}
        <Spacer heightPx={rows.getTotalSize() - (rows.getVirtualItems().at(-1)?.end ?? 0)} />
      </div>
    </div>
  )
}

interface TrashRowProps {
  readonly item: TrashItem
  readonly index: number
  readonly isStop: boolean
  readonly isSelected: boolean
}

function TrashRow({ item, index, isStop, isSelected }: TrashRowProps) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  return (
    // Arrows and Space are handled by the grid around it.
    <div
      id={`trash-${item.id}`}
      className="file-row"
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      tabIndex={isStop ? 0 : -1}
      data-region-start={isStop ? '' : undefined}
      onKeyDown={undefined}
      onClick={({ ctrlKey, shiftKey }: MouseEvent) => select(item.id, shiftKey ? 'range' : ctrlKey ? 'toggle' : 'only')}
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
        {item.deletedMs > 0 && formatWhen(new Date(item.deletedMs).toISOString(), language)}
      </div>
      <div role="gridcell" className="num file-row__size">
        {formatBytes(item.sizeBytes, language)}
      </div>
    </div>
  )
}
