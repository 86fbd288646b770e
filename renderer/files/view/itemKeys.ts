import type { KeyboardEvent } from 'react'
import { take, paste } from '../changes'
import { openFolder, openItem, select, selectedItems, selectEverything, shownItems } from '../commands'
import { deletePaths, undoDeleting } from '../deleting'
import { stepIn, type SelectHow } from '../selection'
import { parentOf } from '../sort'
import { filesStore, openDialog } from '../store'

interface Grid {
  readonly columns: number
  readonly rowsShown: () => number
  /** Brings the item into view and gives it the focus. */
  readonly focus: (index: number) => void
}

/**
 * The keys of the list and of the grid: arrows move, Shift extends, Ctrl moves without selecting, Space selects,
 * Enter opens, F2 renames, Delete deletes, Ctrl+A, X, C, V and Z as everywhere.
 */
export function itemKeys({ columns, rowsShown, focus }: Grid): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.target instanceof HTMLButtonElement) return
    const items = shownItems()
    const { current } = filesStore.getState()
    const index = Math.max(
      0,
      items.findIndex(({ path }) => path === current)
    )
    const to = stepIn(event.key, index, { count: items.length, columns, rowsShown: rowsShown() })
    const target = to === undefined ? undefined : items[to]
    if (to !== undefined && target) {
      const how: SelectHow = event.shiftKey ? 'range' : 'only'
      if (event.ctrlKey) filesStore.setState({ current: target.path })
      else select(target.path, how)
      focus(to)
    } else if (!act(event, items[index]?.path)) return
    event.preventDefault()
  }
}

/** Whether the key was one of ours. */
function act(event: KeyboardEvent, at: string | undefined): boolean {
  const chosen = selectedItems()
  const paths = chosen.map(({ path }) => path)
  const [item] = chosen.length > 0 ? chosen : shownItems().filter(({ path }) => path === at)
  const { view, folder } = filesStore.getState()
  switch (event.ctrlKey || event.metaKey ? `Ctrl+${event.key.toLowerCase()}` : event.key) {
    case 'Enter':
      if (item) void openItem(item)
      return item !== undefined
    case 'Backspace':
      if (view === 'folder' && folder !== '') void openFolder(parentOf(folder))
      return true
    case ' ':
    case 'Ctrl+ ':
      if (at !== undefined) select(at, 'toggle')
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
