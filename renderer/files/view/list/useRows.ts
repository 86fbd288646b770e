import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useCallback, useRef, useState, type RefObject } from 'react'
import { assignSlots, type Slot } from './slots'

const overscan = 4

interface RowsOptions {
  readonly count: number
  readonly rowPx: number
  /** The row that stays in the page wherever the list is scrolled: the one that has the focus, or gets it by Tab. */
  readonly kept: number
  /** What tells the rows apart. */
  readonly keyOf: (index: number) => string
}

/** A row in the page. */
interface ShownRow extends Slot {
  readonly index: number
  /** The height of the rows before it that are not in the page. */
  readonly gapPx: number
}

export interface Rows {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly shown: readonly ShownRow[]
  /** The height of the rows after the last shown one. */
  readonly endPx: number
  /** How many rows fit into the window. */
  readonly fitting: () => number
  /** Scrolls as little as needed to have the row in sight. */
  readonly show: (index: number) => void
}

/** The rows of a long list that are in the page. All are equally high, so where each is need not be measured. */
export function useRows({ count, rowPx, kept, keyOf }: RowsOptions): Rows {
  const scroller = useRef<HTMLDivElement>(null)
  const rangeExtractor = useCallback((range: Range) => withKept(defaultRangeExtractor(range), kept), [kept])
  const rows = useVirtualizer({
    count,
    rangeExtractor,
    overscan,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx
  })
  const indexes = rows.getVirtualIndexes().filter((index) => index < count)
  const [before, setBefore] = useState<readonly Slot[]>([])
  const slots = assignSlots(before, indexes.map(keyOf), kept < 0 ? undefined : keyOf(kept))
  if (slots !== before) setBefore(slots)
  const shown = indexes.map((index, at) => ({
    index,
    gapPx: (index - (indexes[at - 1] ?? -1) - 1) * rowPx,
    slot: slots[at]?.slot ?? at,
    key: slots[at]?.key ?? ''
  }))
  return {
    scroller,
    shown,
    endPx: (count - 1 - (indexes.at(-1) ?? -1)) * rowPx,
    fitting: () => Math.floor((scroller.current?.clientHeight ?? 0) / rowPx),
    show: (index) => {
      const element = scroller.current
      if (element) element.scrollTop = scrolledTo(index * rowPx, rowPx, element)
    }
  }
}

const withKept = (indexes: readonly number[], kept: number): number[] =>
  kept < 0 || indexes.includes(kept) ? [...indexes] : [...indexes, kept].sort((a, b) => a - b)

/** Where a list is to be scrolled for one of its rows to be wholly in sight. */
export function scrolledTo(
  rowTop: number,
  rowPx: number,
  { scrollTop, clientHeight }: { readonly scrollTop: number; readonly clientHeight: number }
): number {
  return Math.min(rowTop, Math.max(scrollTop, rowTop + rowPx - clientHeight))
}
