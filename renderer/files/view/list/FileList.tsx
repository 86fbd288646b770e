import { useText } from '../../../app/text'
import { sortBy } from '../../commands'
import type { SortColumn } from '../../sort'
import { useFiles, type FileItem } from '../../store'
import { FileRow } from './FileRow'
import { ItemTable } from './ItemTable'
import type { Column } from './TableHead'

const more: Column<SortColumn> = { label: 'action.more', isHidden: true }
const ofFolder: readonly Column<SortColumn>[] = [
  { label: 'files.name', sorts: 'name' },
  { label: 'files.status' },
  { label: 'files.modified', sorts: 'modified' },
  { label: 'files.size', sorts: 'size' },
  more
]
// The views across folders come in the order that they are for.
const ofView = ofFolder.map(({ label, isHidden = false }) => ({ label, isHidden }))

export interface ItemsProps {
  readonly name: string
  readonly items: readonly FileItem[]
}

/** The items of a folder or view as a table. */
export function FileList({ name, items }: ItemsProps) {
  const t = useText()
  const isFolder = useFiles(({ view }) => view) === 'folder'
  const sort = useFiles((state) => state.sort)
  return (
    <ItemTable
      label={t('files.list', { folder: name })}
      columns={isFolder ? ofFolder : ofView}
      sort={sort}
      onSort={sortBy}
      items={items}
      keyOf={pathOf}
      rowPx={isFolder ? 44 : 52}
      row={(item, standing) => <FileRow item={item} {...standing} showsFolder={!isFolder} />}
    />
  )
}

const pathOf = ({ path }: FileItem) => path
