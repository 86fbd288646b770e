import { showNotice } from '../app/notice'
import { text } from '../app/text'
import { invoke } from '../bridge'
import { nameOf } from './sort'
import { filesStore } from './store'

const undoMs = 6_000
let timer: number | undefined

/**
 * Takes items out of sight, and deletes them when the time for undoing is over: until then nothing has happened at all.
 * A second deletion carries out the first.
 */
export function deletePaths(paths: readonly string[]): void {
  finishDeleting()
  filesStore.setState({ deleting: paths, selected: new Set() })
  goOnDeleting()
}

export function undoDeleting(): void {
  window.clearTimeout(timer)
  const { deleting } = filesStore.getState()
  filesStore.setState({ deleting: [], selected: new Set(deleting) })
}

/** The time stands still while somebody is about to press Undo. */
export const holdDeleting = (): void => window.clearTimeout(timer)
export function goOnDeleting(): void {
  window.clearTimeout(timer)
  timer = window.setTimeout(finishDeleting, undoMs)
}

export function finishDeleting(): void {
  window.clearTimeout(timer)
  const { deleting } = filesStore.getState()
  if (deleting.length > 0) void remove(deleting)
}

async function remove(paths: readonly string[]): Promise<void> {
  const stayed = await invoke('files.remove', [...paths])
  // Another deletion may have begun meanwhile.
  const { deleting, items } = filesStore.getState()
  const gone = new Set(paths.filter((path) => !stayed.includes(path)))
  filesStore.setState({
    deleting: deleting.filter((path) => !paths.includes(path)),
    items: items?.filter(({ path }) => !gone.has(path))
  })
  const [first] = stayed
  if (first !== undefined) showNotice(text('files.notDeleted', { name: nameOf(first) }))
}
