import { ArrowDown, ArrowUp } from 'lucide-react'
import type { TextKey } from '../../../shared/i18n'
import { useText } from '../../app/text'
import { sortBy } from '../commands'
import type { SortColumn } from '../sort'
import { useFiles } from '../store'

export interface Column {
  readonly label: TextKey
  /** What the list is sorted by when the heading is pressed. */
  readonly sorts?: SortColumn
  /** The heading of what needs none to be understood by those who see it. */
  readonly isHidden?: boolean
}

/** The headings of a list of items, some of which sort it. */
export function TableHead({ columns }: { readonly columns: readonly Column[] }) {
  const t = useText()
  const sort = useFiles((state) => state.sort)
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
              <button type="button" aria-label={t('files.sortBy', { column: t(label) })} onClick={() => sortBy(sorts)}>
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
