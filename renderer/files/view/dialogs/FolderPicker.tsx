import { ChevronRight, CornerLeftUp } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { SyncItem } from '../../../../shared/model/sync'
import { useText } from '../../../app/text'
import { FileIcon } from '../../../ui/FileIcon'
import { listFolder } from '../../listing'
import { nameOf, parentOf, sortItems } from '../../sort'

interface FolderPickerProps {
  /** The folder one is in, which is the one that is picked. */
  readonly folder: string
  /** Paths that cannot be gone into. */
  readonly leavesOut?: readonly string[]
  readonly onChange: (folder: string) => void
}

const nothing: readonly string[] = []

/** Goes through the folders, one level at a time. */
export function FolderPicker({ folder, leavesOut = nothing, onChange }: FolderPickerProps) {
  const t = useText()
  const [folders, setFolders] = useState<readonly SyncItem[]>([])
  useEffect(() => {
    let isOver = false
    void listFolder(folder).then((items) => {
      const open = items.filter(({ kind, path }) => kind === 'folder' && !leavesOut.includes(path))
      if (!isOver) setFolders(sortItems(open, { column: 'name', ascending: true }))
    })
    return () => {
      isOver = true
    }
  }, [folder, leavesOut])
  const nameAt = (path: string) => (path === '' ? t('files.myFiles') : nameOf(path))
  return (
    <>
      <p className="folder-picker__at">
        <FileIcon name="" isFolder size={20} />
        <bdi>{nameAt(folder)}</bdi>
      </p>
      <ul className="folder-picker" aria-label={t('files.tree')}>
        {folder !== '' && (
          <li>
            <button type="button" className="row" onClick={() => onChange(parentOf(folder))}>
              <CornerLeftUp className="icon" size={18} aria-hidden />
              <span className="row__label truncate">
                <bdi>{nameAt(parentOf(folder))}</bdi>
              </span>
            </button>
          </li>
        )}
        {folders.map(({ path, name }) => (
          <li key={path}>
            <button type="button" className="row" onClick={() => onChange(path)}>
              <FileIcon name={name} isFolder size={20} />
              <span className="row__label truncate">
                <bdi>{name}</bdi>
              </span>
              <ChevronRight className="icon" size={16} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
