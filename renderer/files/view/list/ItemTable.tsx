import { Fragment, useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useFiles } from '../../store'
import { moveKeys } from './itemKeys'
import { Spacer } from './Spacer'
import { TableHead, type Sorting } from './TableHead'
import { useFocusOn } from './useFocusOn'
import { useRows } from './useRows'

/** Where an item stands in a list, for what shows it. */
export interface Standing {
  readonly index: number
  /** Whether Tab stops here. */
  readonly isStop: boolean
  readonly isSelected: boolean
}

interface ItemTableProps<Item, Sorts extends string> extends Sorting<Sorts> {
  readonly label: string
  readonly className?: string
  readonly items: readonly Item[]
  readonly keyOf: (item: Item) => string
  readonly rowPx: number
  /** The keys that do something with the items, beside those that move. */
  readonly onKeyDown?: (event: KeyboardEvent) => void
  readonly row: (item: Item, standing: Standing) => ReactNode
}

/** Items as a table: the files of a folder or view, and the trash. Rows out of sight are not in the page. */
export function ItemTable<Item, Sorts extends string>({
  label,
  className = '',
  columns,
  sort,
  onSort,
  items,
  keyOf,
  rowPx,
  onKeyDown,
  row
}: ItemTableProps<Item, Sorts>) {
  const { selected, current } = useFiles((state) => state)
  const grid = useRef<HTMLDivElement>(null)
  const at = items.findIndex((item) => keyOf(item) === current)
  const stop = Math.max(0, at)
  const keyAt = (index: number) => {
    const item = items[index]
    return item === undefined ? '' : keyOf(item)
  }
  const { scroller, shown, endPx, fitting, show } = useRows({ count: items.length, rowPx, kept: at, keyOf: keyAt })
  // Another order is looked at from its beginning.
  useEffect(() => scroller.current?.scrollTo(0, 0), [scroller, sort])
  const focusEvents = useFocusOn(grid, at < 0 ? undefined : current)
  const move = moveKeys({ columns: 1, rowsShown: fitting, show })
  return (
    <div
      className={`file-table ${className}`}
      ref={grid}
      role="grid"
      aria-label={label}
      aria-rowcount={items.length + 1}
      aria-multiselectable
      tabIndex={-1}
      onKeyDown={(event) => {
        move(event)
        if (!event.defaultPrevented) onKeyDown?.(event)
      }}
      {...focusEvents}
    >
      <div role="rowgroup">
        <TableHead {...{ columns, sort, onSort }} />
      </div>
      <div className="file-table__scroll" ref={scroller} role="rowgroup">
        {shown.map(({ slot, key, index, gapPx }) => {
          const item = items[index]
          if (item === undefined) return null
          return (
            <Fragment key={slot}>
              <Spacer heightPx={gapPx} />
              {row(item, { index, isStop: index === stop, isSelected: selected.has(key) })}
            </Fragment>
          )
        })}
        <Spacer heightPx={endPx} />
      </div>
    </div>
  )
}
