import type { FolderProblem } from '../../shared/model/files'
import type { Result } from '../../shared/result'
import { showNotice } from '../app/notice'
import { text } from '../app/text'
import { invoke, pathForFile } from '../bridge'
import { goToItem, itemAt, openFolder, refresh } from './commands'
import { isDenied } from './rights'
import { closeDialog, filesStore } from './store'

const { getState: get, setState: set } = filesStore

type Done = Result<unknown, FolderProblem>

/** Makes a folder in another; the error to show, or undefined. */
export async function makeFolder(folder: string, name: string): Promise<string | undefined> {
  const made = await invoke('files.makeFolder', folder, name)
  return finish(made, () => made.ok && goToItem(made.value))
}

/** Makes an empty text file in the open folder: on this computer, so that it needs no server. */
export async function makeTextFile(name: string): Promise<string | undefined> {
  const made = await invoke('files.makeTextFile', get().folder, name)
  return finish(made, () => made.ok && goToItem(made.value))
}

export async function rename(path: string, name: string): Promise<string | undefined> {
  const renamed = await invoke('files.rename', path, name)
  return finish(renamed, () => renamed.ok && goToItem(renamed.value))
}

/** Moves or copies items into a folder, and goes there. */
export async function transfer(
  how: 'move' | 'copy',
  paths: readonly string[],
  folder: string
): Promise<string | undefined> {
  const closed = await closedText(folder)
  if (closed !== undefined) return closed
  const done = await invoke(how === 'move' ? 'files.move' : 'files.copy', [...paths], folder)
  return finish(done, async () => {
    if (!done.ok) return
    await (done.value[0] === undefined ? openFolder(folder) : goToItem(done.value[0]))
    showNotice(text(how === 'move' ? 'files.moved' : 'files.copiedHere', { count: done.value.length }))
  })
}

async function finish(done: Done, then: () => unknown): Promise<string | undefined> {
  if (!done.ok) return text(`files.folderProblem.${done.error.code}`)
  closeDialog()
  showNotice('')
  await then()
  await refresh()
  return undefined
}

/** Ctrl+X and Ctrl+C. */
export function take(how: 'move' | 'copy', paths: readonly string[]): void {
  if (paths.length === 0) return
  set({ clipboard: { how, paths } })
  showNotice(text(how === 'move' ? 'files.cut' : 'files.copiedToClipboard', { count: paths.length }))
}

/** Ctrl+V: into the open folder. */
export async function paste(): Promise<void> {
  const { clipboard, folder, view } = get()
  if (!clipboard || view !== 'folder') return
  if (clipboard.how === 'move') set({ clipboard: undefined })
  const problem = await transfer(clipboard.how, clipboard.paths, folder)
  if (problem !== undefined) showNotice(problem)
}

/** Why the server's rights let nothing into the folder: what is put there all the same would never be sent. */
async function closedText(folder: string): Promise<string | undefined> {
  if (folder === '') return undefined
  const { here } = get()
  const item = here?.path === folder ? here : await itemAt(folder)
  return item && isDenied([item], 'add') ? text('files.denied.add', { name: item.name }) : undefined
}

/** What was dropped: from the synced folder it moves, from elsewhere it is copied in and uploaded from there. */
export async function dropFiles(files: readonly File[], folder: string): Promise<void> {
  const root = (get().root ?? '').replaceAll('\\', '/')
  const paths = files.map(pathForFile).filter((path) => path !== '')
  const isInside = (path: string) => root !== '' && path.replaceAll('\\', '/').startsWith(`${root}/`)
  const inside = paths.filter(isInside).map((path) => path.replaceAll('\\', '/').slice(root.length + 1))
  const outside = paths.filter((path) => !isInside(path))
  if (inside.length > 0) {
    const problem = await transfer('move', inside, folder)
    if (problem !== undefined) showNotice(problem)
  }
  if (outside.length === 0) return
  const closed = await closedText(folder)
  if (closed === undefined) await addFiles(() => invoke('files.copyIn', outside, folder))
  else showNotice(closed)
}

export const chooseFiles = (): Promise<void> => addFiles(() => invoke('files.chooseAndCopyIn', get().folder))

/** Takes away what has been copied in so far. */
export const cancelCopying = (): Promise<undefined> => invoke('files.cancelCopyIn')

async function addFiles(copy: () => Promise<number | 'cancelled'>): Promise<void> {
  try {
    const count = await copy()
    if (count === 'cancelled') showNotice(text('files.copyCancelled'))
    else if (count > 0) showNotice(text('files.copied', { count }))
  } catch (error) {
    console.warn('files', error)
    showNotice(text('files.copyFailed'))
  }
  await refresh()
}

/** Gives the files to another program or to the desktop. */
export const dragOut = (paths: readonly string[]): Promise<undefined> => invoke('files.startDrag', [...paths])
