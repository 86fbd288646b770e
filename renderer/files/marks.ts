import type { RemoteMark } from '../../shared/model/files'
import { invoke } from '../bridge'
import { filesStore, type FileItem } from './store'

/** A folder with more than this is not asked about as a whole. */
const itemsAtMost = 2_000
const againAfterMs = 15_000
let asked = { folder: '', atMs: 0 }

/** The next look at a folder asks anew: what is shared has just changed. */
export function forgetMarks(): void {
  asked = { folder: '', atMs: 0 }
}

/**
 * Asks the server for what it alone knows of the open folder's items, seldom again while the folder stays open. True
 * when there is something new to show.
 */
export async function readMarks(folder: string, itemCount: number): Promise<boolean> {
  const isAgain = asked.folder === folder && Date.now() - asked.atMs < againAfterMs
  if (isAgain || itemCount > itemsAtMost || filesStore.getState().away) return false
  asked = { folder, atMs: Date.now() }
  const answer = await invoke('files.marks', folder)
  if (!answer.ok || filesStore.getState().folder !== folder) return false
  filesStore.setState({ marks: new Map(answer.value.map((mark) => [mark.path, mark])) })
  return true
}

/** An item together with what the server alone knows of it. */
export function withMark(item: FileItem, marks: ReadonlyMap<string, RemoteMark>): FileItem {
  const mark = marks.get(item.path)
  if (!mark) return item
  const lock = item.lock ?? mark.lock
  return { ...item, isShared: mark.isShared, ...(lock && { lock }) }
}
