import type { KeyboardEvent } from 'react'
import { take, paste } from '../changes'
import { openFolder, openItem, select, selectEverything } from '../commands'
import { deletePaths, undoDeleting } from '../deleting'
import { stepIn } from '../selection'
import { selectedItems, shownItems } from '../shown'
import { parentOf } from '../sort'
import { filesStore, openDialog, type FileItem } from '../store'

interface Grid {
  readonly columns: number
  readonly rowsShown: () => number
  /** Brings the item into view and gives it the focus. */
  readonly focus: (index: number) => void
}

/** The keys that move in the list and in the grid: arrows, Home, End, Page; Shift extends, Ctrl moves without selecting. */
export function itemKeys({ columns, rowsShown, focus }: Grid): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.target instanceof HTMLButtonElement) return
    const items = shownItems(filesStore.getState())
    const index = currentIndex(items)
    const to = stepIn(event.key, index, { count: items.length, columns, rowsShown: rowsShown() })
    const target = to === undefined ? undefined : items[to]
    if (to === undefined || !target) return
    if (event.ctrlKey) filesStore.setState({ current: target.path })
    else select(target.path, event.shiftKey ? 'range' : 'only')
    focus(to)
    event.preventDefault()
  }
}

function currentIndex(items: readonly FileItem[]): number {
  const { current } = filesStore.getState()
  return Math.max(
    0,
    items.findIndex(({ path }) => path === current)
  )
}

/**
 * The keys that act, anywhere on the canvas, an empty folder too: Enter opens, Backspace goes up, Space selects, F2
 * renames, Delete deletes, Ctrl+A, X, C, V and Z as everywhere.
 */
export function actionKeys(event: KeyboardEvent): void {
  if (event.defaultPrevented || filesStore.getState().view === 'trash') return
  // Buttons keep their own keys, and menus and fields all of theirs.
  const { target, key } = event
  if (!(target instanceof Element) || !event.currentTarget.contains(target)) return
  if (target instanceof HTMLButtonElement && (key === 'Enter' || key === ' ')) return
  if (act(event)) event.preventDefault()
}

/** Whether the key was one of ours. */
function act({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  const items = shownItems(filesStore.getState())
  const at = items[currentIndex(items)]
  const chosen = selectedItems()
  const item = chosen[0] ?? at
  const paths = chosen.map(({ path }) => path)
  const { view, folder, base } = filesStore.getState()
  switch (ctrlKey || metaKey ? `Ctrl+${key.toLowerCase()}` : key) {
    case 'Enter':
      if (item) void openItem(item)
      return item !== undefined
    case 'Backspace':
      if (view === 'folder' && folder !== base) void openFolder(parentOf(folder))
      return true
    case ' ':
    case 'Ctrl+ ':
      if (at) select(at.path, 'toggle')
      return true
    case 'Escape':
      select(undefined)
      return true
    case 'F2':
      if (item && chosen.length <= 1) openDialog({ kind: 'rename', item })
      return true
    case 'Delete':
      if (paths.length > 0) deletePaths(paths)
      return true
    case 'Ctrl+a':
      selectEverything()
      return true
    case 'Ctrl+x':
      take('move', paths)
      return true
    case 'Ctrl+c':
      take('copy', paths)
      return true
    case 'Ctrl+v':
      void paste()
      return true
    case 'Ctrl+z':
      undoDeleting()
      return true
    default:
      return false
  }
}
