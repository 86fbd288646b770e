import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useCallback, useEffect, useRef, type FocusEvent, type RefObject } from 'react'
import { useText } from '../../app/text'
import { sortBy } from '../commands'
import type { SortColumn } from '../sort'
import { useFiles, type FileItem } from '../store'
import { FileRow } from './FileRow'
import { itemKeys } from './itemKeys'
import { Spacer } from './Spacer'

const columns: readonly {
  readonly column: SortColumn | undefined
  readonly label: 'files.name' | 'files.status' | 'files.modified' | 'files.size'
}[] = [
  { column: 'name', label: 'files.name' },
  { column: undefined, label: 'files.status' },
  { column: 'modified', label: 'files.modified' },
  { column: 'size', label: 'files.size' }
]

export interface ItemsProps {
  readonly name: string
  readonly items: readonly FileItem[]
}

/** The items as a table whose rows out of sight are not in the page. */
export function FileList({ name, items }: ItemsProps) {
  const t = useText()
  const { selected, current, view, sort } = useFiles((state) => state)
  const grid = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  // The same function while the items are the same: with another one every row is measured again.
  const keyOf = useCallback((index: number) => items[index]?.path ?? index, [items])
  const rowPx = useFiles(({ view: of }) => of) === 'folder' ? 44 : 52
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 6,
    getItemKey: keyOf
  })
  // Another order is looked at from its beginning.
  useEffect(() => scroller.current?.scrollTo(0, 0), [sort])
  const focusEvents = useFocusInside(grid)
  const stop = items.some(({ path }) => path === current) ? current : items[0]?.path
  const onKeyDown = itemKeys({
    columns: 1,
    rowsShown: () => Math.floor((scroller.current?.clientHeight ?? 440) / rowPx),
    focus: (index) => {
      rows.scrollToIndex(index)
      requestAnimationFrame(() => document.getElementById(itemId(items[index]?.path ?? ''))?.focus())
    }
  })
  return (
    <div
      className="file-table"
      ref={grid}
      role="grid"
      aria-label={t('files.list', { folder: name })}
      aria-rowcount={items.length + 1}
      aria-multiselectable
      tabIndex={-1}
      onKeyDown={onKeyDown}
      {...focusEvents}
    >
      <div role="rowgroup">
        <Head />
      </div>
      <div className="file-table__scroll" ref={scroller} role="rowgroup">
        <Spacer heightPx={rows.getVirtualItems()[0]?.start ?? 0} />
        {rows.getVirtualItems().map(({ key, index }) => {
          const item = items[index]
          return (
            item && (
              <FileRow
                key={key}
                id={itemId(item.path)}
                item={item}
                index={index}
                isStop={item.path === stop}
                isSelected={selected.has(item.path)}
                showsFolder={view !== 'folder'}
              />
            )
          )
        })}
        <Spacer heightPx={rows.getTotalSize() - (rows.getVirtualItems().at(-1)?.end ?? 0)} />
      </div>
    </div>
  )
}

/** A row that scrolls out of the page takes the focus with it: the grid keeps it, and its keys go on from that row. */
function useFocusInside(grid: RefObject<HTMLDivElement | null>) {
  const isInside = useRef(false)
  useEffect(() => {
    if (isInside.current && document.activeElement === document.body) grid.current?.focus({ preventScroll: true })
  })
  return {
    onFocus: () => {
      isInside.current = true
    },
    onBlur: ({ relatedTarget, currentTarget }: FocusEvent<HTMLElement>) => {
      if (relatedTarget !== null) isInside.current = currentTarget.contains(relatedTarget)
    }
  }
}

function Head() {
  const t = useText()
  const { sort, view } = useFiles((state) => state)
  const Arrow = sort.ascending ? ArrowUp : ArrowDown
  return (
    <div className="file-table__head" role="row" aria-rowindex={1}>
      {columns.map(({ column, label }) => {
        // The views across folders come in the order that they are for.
        const isSortable = column !== undefined && view === 'folder'
        const isSorted = isSortable && column === sort.column
        return (
          <div
            key={label}
            role="columnheader"
            aria-sort={isSorted ? (sort.ascending ? 'ascending' : 'descending') : undefined}
          >
            {isSortable ? (
              <button type="button" aria-label={t('files.sortBy', { column: t(label) })} onClick={() => sortBy(column)}>
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
  )
}

export const itemId = (path: string) => `file-${path}`
