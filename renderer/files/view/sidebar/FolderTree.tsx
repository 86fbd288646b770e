import { ChevronDown, ChevronRight } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { FileIcon } from '../../../ui/FileIcon'
import { openFolder, toggleFolder } from '../../commands'
import { isWithin } from '../../sort'
import { useFiles } from '../../store'
import { dropInto } from '../list/itemEvents'

interface Folder {
  readonly path: string
  readonly name: string
  readonly hasFolders?: boolean | undefined
}

interface Branch extends Folder {
  readonly level: number
  /** Undefined where there is nothing to open. */
  readonly open: boolean | undefined
}

interface FolderTreeProps {
  readonly label: string
  readonly roots: readonly Folder[]
}

/** Folders as a tree with one tab stop: arrows move, right opens, left closes, Enter shows. Without any it is not there. */
export function FolderTree({ label, roots }: FolderTreeProps) {
  const { tree, openFolders, folder, view, teams } = useFiles((state) => state)
  const shown = view === 'folder' ? folder : undefined
  const branches: Branch[] = []
  const add = (one: Folder, level: number) => {
    const open = one.hasFolders === true ? openFolders.has(one.path) : undefined
    branches.push({ ...one, level, open })
    if (open === true) for (const child of tree.get(one.path) ?? []) add(child, level + 1)
  }
  for (const root of roots) add(root, 0)
  const [first] = branches
  if (!first) return null
  // The folder that is shown, or the one around it that is closed.
  const stop = branches.findLast(({ path }) => shown !== undefined && isWithin(shown, path)) ?? first
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
          tabIndex={path === stop.path ? 0 : -1}
          onClick={() => void openFolder(path)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void openFolder(path)
          }}
        >
          {open === undefined ? (
            <span className="tree__caret" />
          ) : (
            <span
              className="tree__caret"
              aria-hidden
              onClick={(event) => {
                event.stopPropagation()
                toggleFolder(path)
              }}
            >
              {open ? <ChevronDown size={14} /> : <ChevronRight size={14} />}
            </span>
          )}
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
  else if ((event.key === 'ArrowRight' && branch.open === false) || (event.key === 'ArrowLeft' && branch.open === true))
    toggleFolder(branch.path)
  else if (event.key === 'ArrowRight') rows[branch.open === true ? index + 1 : index]?.focus()
  else if (event.key === 'ArrowLeft') {
    const parent = branches.slice(0, index).findLastIndex(({ level }) => level < branch.level)
    rows[parent]?.focus()
  } else return
  event.preventDefault()
}
