import type { FilesProblem, RemoteItem, RemoteView } from '../../shared/model/files'
import type { SyncItem } from '../../shared/model/sync'
import type { Result } from '../../shared/result'
import { showNotice } from '../app/notice'
import { text } from '../app/text'
import { invoke } from '../bridge'
import { teamsOf } from './marks'
import { prepareNameRanks } from './names'
import { parentOf } from './sort'
import { itemAfter, keepSelected } from './selection'
import { listFolder } from './listing'
import { trashIds } from './shown'
import { closeDialog, filesStore, type FileItem } from './store'

const { getState: get, setState: set } = filesStore

export const problemText = (problem: FilesProblem): string =>
  problem.code === 'refused'
    ? text('files.problem.refused', { reason: problem.reason })
    : text(`files.problem.${problem.code}`)

/** The value, or undefined after the problem was said. */
export function orSay<T>(answer: Result<T, FilesProblem>): T | undefined {
  if (answer.ok) return answer.value
  showNotice(problemText(answer.error))
  return undefined
}

/** What the server cannot tell now is not offered; it is asked again when the place is opened. */
export async function readAbilities(): Promise<void> {
  const abilities = await invoke('files.abilities')
  if (abilities.ok) set({ abilities: abilities.value })
}

/** The person's own space, and the teams' with theirs. */
export async function readSpace(): Promise<void> {
  const [quota, marks] = await Promise.all([invoke('files.quota'), invoke('files.marks', '')])
  if (quota.ok) set({ quota: quota.value })
  if (marks.ok) set({ teams: teamsOf(marks.value) })
}

export async function readRemoteView(view: RemoteView): Promise<void> {
  const answer = await invoke('files.view', view)
  if (get().view !== view) return
  if (!answer.ok) return void set({ items: [], viewProblem: answer.error })
  const items = await withStates(answer.value)
  if (get().view !== view) return
  set((state) => ({
    items,
    viewProblem: undefined,
    ...keepSelected(
      state,
      items.map(({ path }) => path)
    )
  }))
}

/** The state of each on this computer; one that the engine does not know lies on the server alone. */
async function withStates(items: readonly RemoteItem[]): Promise<FileItem[]> {
  const known = new Map<string, SyncItem>()
  for (const folder of new Set(items.map(({ path }) => parentOf(path))))
    for (const item of await listFolder(folder).catch(() => [])) known.set(item.path, item)
  return items.map(({ path, name, kind, sizeBytes, modifiedMs, fileId, isShared, sharedBy, lock }) => {
    const { state } = known.get(path) ?? { state: { kind: 'onlineOnly' as const } }
    return {
      ...{ path, name, kind, sizeBytes, modifiedMs, fileId, state },
      isShared: isShared || sharedBy !== undefined,
      ...(sharedBy !== undefined && { sharedBy }),
      ...(lock && { lock })
    }
  })
}

export async function readTrash(): Promise<void> {
  const answer = await invoke('files.trash')
  if (get().view !== 'trash') return
  if (!answer.ok) return void set({ trash: [], viewProblem: answer.error })
  const trash = answer.value
  await prepareNameRanks(trash.flatMap(({ name, folder }) => [name, folder]))
  if (get().view !== 'trash') return
  set((state) => ({
    trash,
    viewProblem: undefined,
    ...keepSelected(
      state,
      trash.map(({ id }) => id)
    )
  }))
}

/** Puts things back where they were; the sync brings them to this computer. */
export async function restoreFromTrash(ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const next = afterInTrash(ids)
  const restored = await invoke('files.restore', [...ids])
  showNotice(restored.ok ? text('files.trashRestored', { count: ids.length }) : problemText(restored.error))
  await readTrash()
  if (restored.ok) goInTrash(next)
}

export async function deleteForGood(ids: readonly string[] | undefined): Promise<void> {
  const next = afterInTrash(ids ?? [])
  closeDialog()
  orSay(await invoke('files.deleteForGood', ids && [...ids]))
  await readTrash()
  goInTrash(next)
  await readSpace()
}

const afterInTrash = (ids: readonly string[]): string | undefined => itemAfter(trashIds(get()), ids)

/** What was used on items goes with them: the keyboard is at the one after them then, not at what empties all of it. */
function goInTrash(id: string | undefined): void {
  if (id !== undefined && get().trash?.some((item) => item.id === id) === true) set({ current: id, sought: id })
}

export async function setFavourite(path: string, on: boolean): Promise<void> {
  orSay(await invoke('files.setFavourite', path, on))
  if (get().view === 'favourites') await readRemoteView('favourites')
}

export async function copyLink(fileId: string): Promise<void> {
  await invoke('files.copyLink', fileId)
  showNotice(text('files.linkCopied'))
}
