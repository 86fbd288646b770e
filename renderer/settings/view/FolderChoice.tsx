import { ChevronDown, ChevronRight } from 'lucide-react'
import { Fragment, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { formatBytes } from '../../app/format'
import { useApp } from '../../app/store'
import { Spacer } from '../../files/view/list/Spacer'
import { useRows } from '../../files/view/list/useRows'
import { FileIcon } from '../../ui/FileIcon'
import { stepOf, type Branch } from '../branches'
import type { Kept } from '../keeping'
import '../../files/view/list/list.css'
import '../../files/view/sidebar/sidebar.css'

const rowPx = 36

interface FolderChoiceProps {
  readonly label: string
  readonly branches: readonly Branch[]
  readonly keptOf: (path: string) => Kept
  readonly isShared: (path: string) => boolean
  readonly onOpen: (path: string, isOpen: boolean) => void
  readonly onToggle: (path: string) => void
}

/**
 * Folders as a tree of boxes with one tab stop: arrows move, right opens, left closes, space ticks. Rows out of sight
 * are not in the page.
 */
export function FolderChoice({ label, branches, keptOf, isShared, onOpen, onToggle }: FolderChoiceProps) {
  const [current, setCurrent] = useState(branches[0]?.path)
  const at = Math.max(
    0,
    branches.findIndex(({ path }) => path === current)
  )
  const { scroller, shown, endPx, fitting, show } = useRows({
    count: branches.length,
    rowPx,
    kept: at,
    keyOf: (index) => branches[index]?.path ?? ''
  })
  // A row has the focus wherever the keys go, and from the beginning: the tree itself had it before it had rows.
  const moved = useRef(false)
  useLayoutEffect(() => {
    if (!moved.current && document.activeElement !== scroller.current) return
    const row = scroller.current?.querySelector<HTMLElement>('[tabindex="0"]')
    if (row) moved.current = false
    row?.focus({ preventScroll: true })
  })
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.ctrlKey || event.altKey || event.metaKey ? undefined : stepOf(event.key, branches, at, fitting())
    if (!step) return
    event.preventDefault()
    if (step.kind !== 'go') return void onOpen(step.path, step.kind === 'open')
    moved.current = true
    setCurrent(branches[step.to]?.path)
    show(step.to)
  }
  return (
    <div className="folder-choice" role="tree" aria-label={label} ref={scroller} tabIndex={-1} onKeyDown={onKeyDown}>
      {shown.map(({ index, gapPx }) => {
        const branch = branches[index]
        if (branch === undefined) return null
        return (
          <Fragment key={branch.path}>
            <Spacer heightPx={gapPx} />
            <BranchRow
              branch={branch}
              kept={keptOf(branch.path)}
              isShared={isShared(branch.path)}
              isStop={index === at}
              onFocus={() => setCurrent(branch.path)}
              onOpen={onOpen}
              onToggle={onToggle}
            />
          </Fragment>
        )
      })}
      <Spacer heightPx={endPx} />
    </div>
  )
}

interface BranchRowProps extends Pick<FolderChoiceProps, 'onOpen' | 'onToggle'> {
  readonly branch: Branch
  readonly kept: Kept
  readonly isShared: boolean
  /** Whether Tab stops here. */
  readonly isStop: boolean
  readonly onFocus: () => void
}

function BranchRow({ branch, kept, isShared, isStop, onFocus, onOpen, onToggle }: BranchRowProps) {
  const language = useApp(({ settings }) => settings.language)
  const { path, name, level, isOpen, position, beside } = branch
  return (
    <div
      className={`row folder-choice__row tree__row tree__row--${Math.min(level - 1, 6)}`}
      role="treeitem"
      aria-level={level}
      aria-setsize={beside}
      aria-posinset={position}
      aria-expanded={isOpen}
      aria-selected={isStop}
      aria-checked={kept === 'some' ? 'mixed' : kept === 'all'}
      tabIndex={isStop ? 0 : -1}
      onFocus={onFocus}
      onClick={() => onToggle(path)}
      onKeyDown={(event) => {
        if (event.key !== ' ' && event.key !== 'Enter') return
        event.preventDefault()
        onToggle(path)
      }}
    >
      <span
        className="tree__caret"
        aria-hidden
        onClick={(event) => {
          event.stopPropagation()
          if (isOpen !== undefined) onOpen(path, !isOpen)
        }}
      >
        {isOpen !== undefined && (isOpen ? <ChevronDown size={16} /> : <ChevronRight size={16} />)}
      </span>
      <input
        className="folder-choice__box"
        type="checkbox"
        aria-hidden
        tabIndex={-1}
        readOnly
        checked={kept === 'all'}
        ref={(box) => {
          if (box) box.indeterminate = kept === 'some'
        }}
      />
      <FileIcon name={name} isFolder isShared={isShared} size={20} />
      <span className="row__label truncate" title={name}>
        <bdi>{name}</bdi>
      </span>
      <span className="folder-choice__size num">{formatBytes(branch.sizeBytes, language)}</span>
    </div>
  )
}
