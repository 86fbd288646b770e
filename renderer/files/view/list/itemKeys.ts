import type { KeyboardEvent } from 'react'
import { take, paste } from '../../changes'
import { keysShown, openFolder, openItem, select, selectEverything } from '../../commands'
import { deletePaths, undoDeleting } from '../../deleting'
import { refuse } from '../../rights'
import { stepIn } from '../../selection'
import { selectedItems, shownItems } from '../../shown'
import { parentOf } from '../../sort'
import { filesStore, openDialog } from '../../store'

interface Grid {
  readonly columns: number
  readonly rowsShown: () => number
  /** Brings the item into view; that it is the current one gives it the focus. */
  readonly show: (index: number) => void
}

/** The keys that move in any list: arrows, Home, End, Page; Shift extends, Ctrl moves without selecting. */
export function moveKeys({ columns, rowsShown, show }: Grid): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.target instanceof HTMLButtonElement) return
    const keys = keysShown()
    const to = stepIn(event.key, currentIndex(keys), { count: keys.length, columns, rowsShown: rowsShown() })
    const target = to === undefined ? undefined : keys[to]
    if (to === undefined || target === undefined) return
    if (event.ctrlKey) filesStore.setState({ current: target })
    else select(target, event.shiftKey ? 'range' : 'only')
    show(to)
    event.preventDefault()
  }
}

const currentIndex = (keys: readonly string[]): number => Math.max(0, keys.indexOf(filesStore.getState().current ?? ''))

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
  const at = shownItems(filesStore.getState())[currentIndex(keysShown())]
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
      if (item && chosen.length <= 1 && !refuse([item], 'rename')) openDialog({ kind: 'rename', item })
      return true
    case 'Delete':
      if (paths.length > 0 && !refuse(chosen, 'delete')) deletePaths(paths)
      return true
    case 'Ctrl+a':
      selectEverything()
      return true
    case 'Ctrl+x':
      if (!refuse(chosen, 'move')) take('move', paths)
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
