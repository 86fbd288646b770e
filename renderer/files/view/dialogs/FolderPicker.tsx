import { Check, ChevronRight, CornerLeftUp } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { SyncItem } from '../../../../shared/model/sync'
import { useText } from '../../../app/text'
import { FileIcon } from '../../../ui/FileIcon'
import { listFolder } from '../../listing'
import { folderName } from '../../folderName'
import { parentOf, sortItems } from '../../sort'

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

/** Goes through the folders, one level at a time, and picks the one that is open, or a file in it. */
export function FolderPicker({ folder, leavesOut = nothing, onChange, file, onFile }: FolderPickerProps) {
  const t = useText()
  const [items, setItems] = useState<readonly SyncItem[]>([])
  const takesFiles = onFile !== undefined
  useEffect(() => {
    let isOver = false
    void listFolder(folder).then((all) => {
      const open = all.filter(({ kind, path }) => (kind === 'folder' ? !leavesOut.includes(path) : takesFiles))
      if (!isOver) setItems(sortItems(open, { column: 'name', ascending: true }))
    })
    return () => {
      isOver = true
    }
  }, [folder, leavesOut, takesFiles])
  return (
    <>
      <p className="folder-picker__at">
        <FileIcon name="" isFolder size={20} />
        <bdi>{folderName(folder, t)}</bdi>
      </p>
      <ul className="folder-picker" aria-label={t('files.tree')}>
        {folder !== '' && (
          <li>
            <button type="button" className="row" onClick={() => onChange(parentOf(folder))}>
              <CornerLeftUp className="icon" size={18} aria-hidden />
              <span className="row__label truncate">
                <bdi>{folderName(parentOf(folder), t)}</bdi>
              </span>
            </button>
          </li>
        )}
        {items.map(({ path, name, kind }) => (
          <li key={path}>
            <button
              type="button"
              className="row"
              aria-pressed={kind === 'file' ? path === file : undefined}
              onClick={() => (kind === 'folder' ? onChange(path) : onFile?.(path === file ? undefined : path))}
            >
              <FileIcon name={name} isFolder={kind === 'folder'} size={20} />
              <span className="row__label truncate">
                <bdi>{name}</bdi>
              </span>
              {kind === 'folder' && <ChevronRight className="icon" size={16} aria-hidden />}
              {path === file && <Check className="icon" size={16} aria-hidden />}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
