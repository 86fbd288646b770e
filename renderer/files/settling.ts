import type { TextKey } from '../../shared/i18n'
import type { SyncConflict } from '../../shared/model/sync'
import { showNotice } from '../app/notice'
import { text } from '../app/text'
import { invoke } from '../bridge'
import { goToItem, itemAt, keep, openFolder, readConflicts, select } from './commands'
import { conflictAfter } from './conflicts'
import { nameOf, parentOf } from './sort'
import { filesStore } from './store'

const { getState: get, setState: set } = filesStore

/** What is kept of a file that two have changed; the own version alone where the other has gone. */
export type Kept = 'mine' | 'theirs' | 'both' | 'onlyMine'

const notices: Readonly<Record<Kept, TextKey>> = {
  mine: 'files.conflictKeptMine',
  theirs: 'files.conflictKeptTheirs',
  both: 'files.conflictKeptBoth',
  onlyMine: 'files.conflictKeptMine'
}

/** Goes to the first conflict. */
export async function showConflicts(): Promise<void> {
  await readConflicts()
  const [first] = get().conflicts
  if (first) await goToConflict(first)
}

/** Goes to where a conflict lies: both versions are shown, and the keys go on at what loses nothing. */
async function goToConflict({ copyPath, originalPath }: SyncConflict): Promise<void> {
  const path = (await itemAt(originalPath)) ? originalPath : copyPath
  await openFolder(parentOf(path))
  select(path)
  set({ detailsOpen: true, showsVersions: false, offered: copyPath })
}

/** Settles a conflict and offers the next one; after the last the keys are in the list again. */
export async function settleConflict(conflict: SyncConflict, kept: Kept): Promise<void> {
  const { copyPath, originalPath } = conflict
  if (kept === 'mine' && (await isFetchedFirst(originalPath))) return
  // The name is free: a copy that is kept beside it gets just that.
  const choice = kept === 'onlyMine' ? 'both' : kept
  const done = await invoke('files.settleConflict', copyPath, originalPath, choice)
  if (!done.ok) return void showNotice(text(`files.folderProblem.${done.error.code}`))
  showNotice(text(notices[kept], { name: nameOf(originalPath) }))
  const { conflicts, base, view } = get()
  const next = conflictAfter(conflicts, conflict, base)
  if (next) await goToConflict(next)
  else if (view === 'folder') await goToItem(originalPath)
  else set({ current: originalPath, sought: originalPath })
  set((state) => ({
    conflicts: state.conflicts.filter((one) => one.copyPath !== copyPath),
    settled: new Set(state.settled).add(copyPath)
  }))
}

/**
 * What gets another content has to be here, where the desktop's trash takes what it held. One that the person has put
 * on the server alone comes first; then the choice is made again.
 */
async function isFetchedFirst(path: string): Promise<boolean> {
  const item = await itemAt(path)
  if (item?.state.kind !== 'onlineOnly') return false
  if (get().away === undefined) await keep([item], 'offline')
  showNotice(text(get().away ? 'files.conflictAway' : 'files.conflictFetching', { name: item.name }))
  return true
}
