import type { SyncItem } from '../../shared/model/sync'
import { text } from '../app/text'
import { appStore } from '../app/store'
import { invoke, on, pathForFile } from '../bridge'
import { chatClient } from '../chat/client'
import { filesStore } from './store'
import type { SortColumn } from './sort'

const { getState: get, setState: set } = filesStore

/** Follows the sync of the account and keeps what is shown fresh. Returns what stops it. */
export function startFiles(): () => void {
  const stops = [
    on('files.status', (status) => set({ status })),
    on('files.changed', (folders) => {
      const { folder, openFolders } = get()
      if (folders.some((changed) => touches(changed, folder))) void readFolder(folder)
      for (const open of openFolders) if (folders.some((changed) => touches(changed, open))) void readTree(open)
    })
  ]
  void Promise.all([invoke('files.status'), invoke('files.root')]).then(([status, root]) => {
    set({ status, root })
    void openFolder('')
    void readTree('')
  })
  return () => {
    for (const stop of stops) stop()
    set(filesStore.getInitialState())
  }
}

const touches = (changed: string, folder: string) =>
  changed === folder || changed.startsWith(folder === '' ? '' : `${folder}/`) || folder.startsWith(`${changed}/`)

export async function openFolder(folder: string): Promise<void> {
  if (folder !== get().folder) set({ folder, items: undefined, selected: undefined })
  await readFolder(folder)
}

async function readFolder(folder: string): Promise<void> {
  const items = await list(folder)
  if (get().folder === folder) set({ items })
}

async function readTree(folder: string): Promise<void> {
  const items = await list(folder)
  set({
    tree: new Map(get().tree).set(
      folder,
      items.filter(({ kind }) => kind === 'folder')
    )
  })
}

/** Empty while the engine is starting; what comes later is told. */
async function list(folder: string): Promise<readonly SyncItem[]> {
  try {
    return await invoke('files.list', folder)
  } catch (error) {
    console.warn('files', error)
    return []
  }
}

export function toggleFolder(folder: string): void {
  const openFolders = new Set(get().openFolders)
  if (!openFolders.delete(folder)) {
    openFolders.add(folder)
    void readTree(folder)
  }
  set({ openFolders })
}

export const select = (path: string | undefined): void => set({ selected: path })

export function sortBy(column: SortColumn): void {
  const { sort } = get()
  set({ sort: { column, ascending: sort.column === column ? !sort.ascending : true } })
}

/** Opens a folder here, a file with its program on the computer. */
export async function openItem(item: SyncItem): Promise<void> {
  if (item.kind === 'folder') return openFolder(item.path)
  const opened = await invoke('files.open', item.path)
  set({ notice: opened ? '' : text('files.shownInstead') })
}

export const revealItem = (item: SyncItem): Promise<undefined> => invoke('files.reveal', item.path)
export const setPaused = (paused: boolean): Promise<undefined> => invoke('files.pause', paused)
export const answerMassDelete = (id: string, answer: 'delete' | 'restore'): Promise<undefined> =>
  invoke('files.confirmMassDelete', id, answer)

/** Copies what was dropped into the open folder; it is uploaded from there. */
export async function dropFiles(files: readonly File[]): Promise<void> {
  const paths = files.map(pathForFile).filter((path) => path !== '')
  await addFiles(() => invoke('files.copyIn', paths, get().folder))
}

export const chooseFiles = (): Promise<void> => addFiles(() => invoke('files.chooseAndCopyIn', get().folder))

async function addFiles(copy: () => Promise<number>): Promise<void> {
  try {
    const count = await copy()
    if (count > 0) set({ notice: count === 1 ? text('files.copiedOne') : text('files.copied', { count }) })
  } catch (error) {
    console.warn('files', error)
    set({ notice: text('files.copyFailed') })
  }
  await readFolder(get().folder)
}

export const startSharing = (item: SyncItem): void => set({ sharing: item })
export const stopSharing = (): void => set({ sharing: undefined })

/** Posts the file as a card; who may read it is decided by the file server. */
export async function shareInRoom(item: SyncItem, roomId: string, roomName: string): Promise<void> {
  const { account } = appStore.getState()
  const server = account?.state === 'signedIn' ? account.account.services.files?.baseUrl : undefined
  if (server === undefined || item.fileId === null) return
  await chatClient().commands.sendFileCard(
    { roomId, threadRootId: null },
    {
      server,
      fileId: item.fileId,
      name: item.name,
      mime: 'application/octet-stream',
      sizeBytes: item.sizeBytes,
      url: `${server}/index.php/f/${item.fileId}`
    }
  )
  set({ sharing: undefined, notice: text('files.shared', { room: roomName }) })
}
