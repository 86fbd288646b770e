import { Check, ChevronRight, CornerLeftUp } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { SyncItem } from '../../../../shared/model/sync'
import { useText } from '../../../app/text'
import { FileIcon } from '../../../ui/FileIcon'
import { listFolder } from '../../listing'
import { folderName } from '../../folderName'
import { parentOf, sortItems } from '../../sort'
import { Spacer } from '../list/Spacer'
import { useRows } from '../list/useRows'
import '../list/list.css'

interface FolderPickerProps {
  /** The folder one is in, which is the one that is picked. */
  readonly folder: string
  /** Paths that cannot be gone into. */
  readonly leavesOut?: readonly string[]
  readonly onChange: (folder: string) => void
  /** The file in it that is picked instead, and what picks one; files are not shown without. */
  readonly file?: string | undefined
  readonly onFile?: (file: string | undefined) => void
}

const nothing: readonly string[] = []
const rowPx = 32

/**
 * Goes through the folders, one level at a time, and picks the one that is open, or a file in it. Rows out of sight are
 * not in the page.
 */
export function FolderPicker({ folder, leavesOut = nothing, onChange, file, onFile }: FolderPickerProps) {
  const t = useText()
  const [items, setItems] = useState<readonly SyncItem[]>([])
  const [failed, setFailed] = useState<string>()
  const takesFiles = onFile !== undefined
  useEffect(() => {
    let isOver = false
    const show = (all: readonly SyncItem[]) => {
      const open = all.filter(({ kind, path }) => (kind === 'folder' ? !leavesOut.includes(path) : takesFiles))
      if (isOver) return
      setItems(sortItems(open, { column: 'name', ascending: true }))
      setFailed(undefined)
    }
    listFolder(folder).then(show, (error: unknown) => {
      console.warn('files', error)
      if (!isOver) setFailed(folder)
    })
    return () => {
      isOver = true
    }
  }, [folder, leavesOut, takesFiles])
  const [focused, setFocused] = useState<string>()
  const rows = [...(folder === '' ? [] : ['up' as const]), ...items]
  const keyAt = (index: number) => keyOf(rows[index])
  const kept = rows.findIndex((row) => keyOf(row) === focused)
  const { scroller, shown, endPx } = useRows({ count: rows.length, rowPx, kept, keyOf: keyAt })
  // Another folder is looked at from its beginning.
  useEffect(() => scroller.current?.scrollTo(0, 0), [scroller, folder])
  return (
    <>
      <p className="folder-picker__at">
        <FileIcon name="" isFolder size={20} />
        <bdi>{folderName(folder, t)}</bdi>
      </p>
      <div className="folder-picker" ref={scroller}>
        <ul aria-label={t('files.tree')}>
          {shown.map(({ index, gapPx, key }) => {
            const row = rows[index]
            if (row === undefined) return null
            return (
              <li key={key} aria-setsize={rows.length} aria-posinset={index + 1} onFocus={() => setFocused(key)}>
                <Spacer heightPx={gapPx} />
                {row === 'up' ? (
                  <button type="button" className="row" onClick={() => onChange(parentOf(folder))}>
                    <CornerLeftUp className="icon" size={18} aria-hidden />
                    <span className="row__label truncate">
                      <bdi>{folderName(parentOf(folder), t)}</bdi>
                    </span>
                  </button>
                ) : (
                  <PickerItem item={row} file={file} onChange={onChange} onFile={onFile} />
                )}
              </li>
            )
          })}
        </ul>
        <Spacer heightPx={endPx} />
      </div>
      {failed === folder && (
        <p className="field__error" role="alert">
          {t('sync.listFailed', { name: folderName(folder, t) })}
        </p>
      )}
    </>
  )
}

interface PickerItemProps extends Pick<FolderPickerProps, 'onChange'> {
  readonly item: SyncItem
  readonly file: string | undefined
  readonly onFile: FolderPickerProps['onFile'] | undefined
}

function PickerItem({ item: { path, name, kind }, file, onChange, onFile }: PickerItemProps) {
  const isPicked = path === file
  return (
    <button
      type="button"
      className="row"
      aria-pressed={kind === 'file' ? isPicked : undefined}
      onClick={() => (kind === 'folder' ? onChange(path) : onFile?.(isPicked ? undefined : path))}
    >
      <FileIcon name={name} isFolder={kind === 'folder'} size={20} />
      <span className="row__label truncate">
        <bdi>{name}</bdi>
      </span>
      {kind === 'folder' && <ChevronRight className="icon" size={16} aria-hidden />}
      {isPicked && <Check className="icon" size={16} aria-hidden />}
    </button>
  )
}

const keyOf = (row: SyncItem | 'up' | undefined) => (typeof row === 'object' ? row.path : (row ?? ''))
