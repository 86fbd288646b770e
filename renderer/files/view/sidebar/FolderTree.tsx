import { ChevronDown, ChevronRight } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { FileIcon } from '../../../ui/FileIcon'
import { openFolder, toggleFolder } from '../../commands'
import { useFiles } from '../../store'
import { dropInto } from '../list/itemEvents'

interface Branch {
  readonly path: string
  readonly name: string
  readonly level: number
  readonly open: boolean
}

interface FolderTreeProps {
  readonly label: string
  readonly roots: readonly { readonly path: string; readonly name: string }[]
  /** Paths that have a tree of their own. */
  readonly leavesOut?: readonly string[]
}

/** Folders as a tree with one tab stop: arrows move, right opens, left closes, Enter shows. */
export function FolderTree({ label, roots, leavesOut = [] }: FolderTreeProps) {
  const { tree, openFolders, folder, view, teams } = useFiles((state) => state)
  const shown = view === 'folder' ? folder : undefined
  const branches: Branch[] = []
  const add = (path: string, name: string, level: number) => {
    const open = openFolders.has(path)
    branches.push({ path, name, level, open })
    const children = open ? (tree.get(path) ?? []) : []
    for (const child of children) if (!leavesOut.includes(child.path)) add(child.path, child.name, level + 1)
  }
  for (const { path, name } of roots) add(path, name, 0)
  const stop = branches.some((one) => one.path === shown) ? shown : branches[0]?.path
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => moveInTree(event, branches)
  return (
    <div role="tree" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
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
          <FileIcon name={name} isFolder isShared={teams.some((team) => team.path === path)} size={20} />
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
