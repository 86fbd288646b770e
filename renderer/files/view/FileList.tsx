import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp, FolderOpen, LoaderCircle } from 'lucide-react'
import { useMemo, useRef, type KeyboardEvent } from 'react'
import { useText } from '../../app/text'
import { EmptyState } from '../../ui/EmptyState'
import type { SyncItem } from '../../../shared/model/sync'
import { openFolder, openItem, select, sortBy } from '../commands'
import { parentOf, sortItems, type SortColumn } from '../sort'
import { useFiles } from '../store'
import { FileRow } from './FileRow'

const columns: readonly {
  readonly column: SortColumn | undefined
  readonly label: 'files.name' | 'files.status' | 'files.modified' | 'files.size'
}[] = [
  { column: 'name', label: 'files.name' },
  { column: undefined, label: 'files.status' },
  { column: 'modified', label: 'files.modified' },
  { column: 'size', label: 'files.size' }
]

/** What is in the folder: a table whose rows out of sight are not in the page. */
export function FileList({ name }: { readonly name: string }) {
  const t = useText()
  const { items, sort, selected, status } = useFiles((state) => state)
  const sorted = useMemo(() => sortItems(items ?? [], sort), [items, sort])
  const isStarting = items === undefined || (items.length === 0 && status?.phase.kind !== 'idle')
  if (sorted.length === 0) {
    return isStarting ? (
      <EmptyState icon={LoaderCircle} title={t('files.starting')} text={t('files.startingText')} />
    ) : (
      <EmptyState icon={FolderOpen} title={t('files.empty')} text={t('files.emptyText')} />
    )
  }
  return <Table name={name} items={sorted} selected={selected} />
}

interface TableProps {
  readonly name: string
  readonly items: readonly SyncItem[]
  readonly selected: string | undefined
}

function Table({ name, items, selected }: TableProps) {
  const t = useText()
  const { sort, folder } = useFiles((state) => state)
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 44,
    overscan: 12,
    getItemKey: (index) => items[index]?.path ?? index
  })
  const stop = items.some(({ path }) => path === selected) ? selected : items[0]?.path
  const focusRow = (index: number) => {
    const item = items[Math.max(0, Math.min(items.length - 1, index))]
    if (!item) return
    select(item.path)
    rows.scrollToIndex(items.indexOf(item))
    requestAnimationFrame(() => document.getElementById(rowId(item.path))?.focus())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLButtonElement) return
    const index = items.findIndex(({ path }) => path === stop)
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 440) / 44) - 1)
    const to = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: items.length - 1,
      PageDown: index + page,
      PageUp: index - page
    }[event.key]
    const item = items[index]
    if (to !== undefined) focusRow(to)
    else if (event.key === 'Enter' && item) void openItem(item)
    else if (event.key === 'Backspace' && folder !== '') void openFolder(parentOf(folder))
    else return
    event.preventDefault()
  }
  return (
    <div
      className="file-table"
      role="grid"
      aria-label={t('files.list', { folder: name })}
      aria-rowcount={items.length + 1}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup">
        <div className="file-table__head" role="row" aria-rowindex={1}>
          {columns.map(({ column, label }) => {
            const isSorted = column === sort.column
            const Arrow = sort.ascending ? ArrowUp : ArrowDown
            return (
              <div
                key={label}
                role="columnheader"
                aria-sort={isSorted ? (sort.ascending ? 'ascending' : 'descending') : undefined}
              >
                {column ? (
                  <button
                    type="button"
                    aria-label={t('files.sortBy', { column: t(label) })}
                    onClick={() => sortBy(column)}
                  >
                    {t(label)}
                    {isSorted && <Arrow className="icon" size={14} aria-hidden />}
                  </button>
                ) : (
                  t(label)
                )}
              </div>
            )
          })}
          <div role="columnheader">
            <span className="visually-hidden">{t('action.more')}</span>
          </div>
        </div>
      </div>
      <div className="file-table__scroll" ref={scroller} role="rowgroup">
        <Spacer heightPx={rows.getVirtualItems()[0]?.start ?? 0} />
        {rows.getVirtualItems().map(({ key, index }) => {
          const item = items[index]
          return (
            item && (
              <FileRow
                key={key}
                id={rowId(item.path)}
                item={item}
                index={index}
                isStop={item.path === stop}
                isSelected={item.path === selected}
              />
            )
          )
        })}
        <Spacer heightPx={rows.getTotalSize() - (rows.getVirtualItems().at(-1)?.end ?? 0)} />
      </div>
    </div>
  )
}

const rowId = (path: string) => `file-${path}`

/** The rows that are not in the page. A drawing, because its height is a number and styles come from the style sheet. */
function Spacer({ heightPx }: { readonly heightPx: number }) {
  return heightPx > 0 ? <svg className="file-table__spacer" width={1} height={heightPx} aria-hidden /> : null
}
