import type { RemoteMark } from '../../shared/model/files'
import { invoke } from '../bridge'
import { filesStore, type FileItem } from './store'

/** A folder with more than this is not asked about as a whole. */
export const markedAtMost = 2_000
const againAfterMs = 5_000
let asked = { folder: '', atMs: 0 }

/** The folders among these that several people have, under whichever name the server calls it. */
export const teamsOf = (marks: readonly RemoteMark[]): RemoteMark[] =>
  marks.filter(({ kind, mount }) => kind === 'folder' && mount !== undefined)

/** The next look at a folder asks anew: what is shared has just changed. */
export function forgetMarks(): void {
  asked = { folder: '', atMs: 0 }
}

/** How long the folder's marks are not asked for again, in ms; 0 when they may be now. */
export const marksWaitMs = (folder: string): number =>
  asked.folder === folder ? Math.max(0, asked.atMs + againAfterMs - Date.now()) : 0

/** Asks the server for what it alone knows of the open folder's items. True when there is something new to show. */
export async function readMarks(folder: string, itemCount: number): Promise<boolean> {
  const isSeen = document.visibilityState === 'visible'
  if (!isSeen || itemCount > markedAtMost || filesStore.getState().away) return false
  asked = { folder, atMs: Date.now() }
  const answer = await invoke('files.marks', folder)
  if (answer.ok && folder === '') filesStore.setState({ teams: teamsOf(answer.value) })
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
