import { ChevronDown, ChevronRight } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useText } from '../../app/text'
import { FileIcon } from '../../ui/FileIcon'
import { openFolder, toggleFolder } from '../commands'
import { useFiles } from '../store'
import { dropInto } from './itemEvents'

interface Branch {
  readonly path: string
  readonly name: string
  readonly level: number
  readonly open: boolean
}

/** The folders, as a tree with one tab stop: arrows move, right opens, left closes, Enter shows. */
export function FolderTree() {
  const t = useText()
  const { tree, openFolders, folder, view } = useFiles((state) => state)
  const shown = view === 'folder' ? folder : undefined
  const branches: Branch[] = []
  const add = (path: string, name: string, level: number) => {
    const open = openFolders.has(path)
    branches.push({ path, name, level, open })
    if (open) for (const child of tree.get(path) ?? []) add(child.path, child.name, level + 1)
  }
  add('', t('files.myFiles'), 0)
  const stop = branches.some((one) => one.path === shown) ? shown : ''
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => moveInTree(event, branches)
  return (
    <div role="tree" aria-label={t('files.tree')} tabIndex={-1} onKeyDown={onKeyDown}>
      {branches.map(({ path, name, level, open }) => (
        <div
          key={path}
          className={`row tree__row tree__row--${Math.min(level, 6)}`}
          role="treeitem"
          aria-level={level + 1}
          aria-expanded={open}
          aria-selected={path === shown}
          {...dropInto(path)}
          tabIndex={path === stop ? 0 : -1}
          onClick={() => void openFolder(path)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void openFolder(path)
          }}
        >
          <span
            className="tree__caret"
            aria-hidden
            onClick={(event) => {
              event.stopPropagation()
              toggleFolder(path)
            }}
          >
            {open ? <ChevronDown size={16} /> : <ChevronRight size={16} />}
          </span>
          <FileIcon name={name} isFolder size={20} />
          <span className="row__label truncate">
            <bdi>{name}</bdi>
          </span>
        </div>
      ))}
    </div>
  )
}

function moveInTree(event: KeyboardEvent<HTMLElement>, branches: readonly Branch[]): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=treeitem]')]
  const index = rows.findIndex((row) => row === document.activeElement)
  const branch = branches[index]
  if (!branch) return
  const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 }[event.key]
  if (next !== undefined) rows[next]?.focus()
  else if ((event.key === 'ArrowRight' && !branch.open) || (event.key === 'ArrowLeft' && branch.open))
    toggleFolder(branch.path)
  else if (event.key === 'ArrowRight') rows[index + 1]?.focus()
  else if (event.key === 'ArrowLeft') {
    const parent = branches.slice(0, index).findLastIndex(({ level }) => level < branch.level)
    rows[parent]?.focus()
  } else return
  event.preventDefault()
}
