import { ArrowDown, ArrowUp } from 'lucide-react'
import type { TextKey } from '../../../../shared/i18n'
import { useText } from '../../../app/text'
import type { Sort } from '../../sort'

export interface Column<Sorts extends string> {
  readonly label: TextKey
  /** What the list is sorted by when the heading is pressed. */
  readonly sorts?: Sorts
  /** The heading of what needs none to be understood by those who see it. */
  readonly isHidden?: boolean
}

/** How a list is sorted, and what sorts it otherwise. */
export interface Sorting<Sorts extends string> {
  readonly columns: readonly Column<Sorts>[]
  readonly sort: Sort<Sorts>
  readonly onSort: (column: Sorts) => void
}

/** The headings of a list of items, some of which sort it. */
export function TableHead<Sorts extends string>({ columns, sort, onSort }: Sorting<Sorts>) {
  const t = useText()
  const Arrow = sort.ascending ? ArrowUp : ArrowDown
  return (
    <div className="file-table__head" role="row" aria-rowindex={1}>
      {columns.map(({ label, sorts, isHidden }) => {
        const isSorted = sorts === sort.column
        return (
          <div
            key={label}
            role="columnheader"
            aria-sort={isSorted ? (sort.ascending ? 'ascending' : 'descending') : undefined}
          >
            {sorts ? (
              <button type="button" aria-label={t('files.sortBy', { column: t(label) })} onClick={() => onSort(sorts)}>
                {t(label)}
                {isSorted && <Arrow className="icon" size={14} aria-hidden />}
              </button>
            ) : (
              <span className={isHidden === true ? 'visually-hidden' : undefined}>{t(label)}</span>
            )}
          </div>
        )
      })}
    </div>
  )
}
