import type { FileLock } from '../../shared/model/files'
import type { SyncItem, SyncStatus } from '../../shared/model/sync'
import { showNotice } from '../app/notice'
import { openPlace } from '../app/store'
import { text } from '../app/text'
import { invoke, on } from '../bridge'
import { awayAfter } from './connection'
import { finishDeleting } from './deleting'
import { listFolder } from './listing'
import { markedAtMost, marksWaitMs, readMarks, withMark } from './marks'
import { prepareNameRanks } from './names'
import { readKept } from './offline'
import { readAbilities, readRemoteView, readSpace, readTrash } from './remote'
import { keepSelected, selectAll, selectItem, type SelectHow } from './selection'
import { shownPaths, trashIds } from './shown'
import { isWithin, nextSort, parentOf, type SortColumn, type TrashColumn } from './sort'
import { filesStore, openDialog, type FilesView } from './store'

const lockAnswerMs = 1_500
let marksTimer: number | undefined
let rereadTimer: number | undefined
const { getState: get, setState: set } = filesStore

/** Follows the sync of the account and keeps what is shown fresh. Returns what stops it. */
export function startFiles(): () => void {
  const stops = [
    on('files.status', takeStatus),
    on('files.copying', (copying) => set({ copying })),
    on('files.versionProgress', (versionProgress) => set({ versionProgress })),
    on('files.changed', (folders) => {
      const { view, folder, openFolders, status } = get()
      // What two have changed may have another name now.
      if (status !== undefined && status.conflicts > 0) void readConflicts()
      if (view === 'folder' && folders.some((changed) => touches(changed, folder))) readSoon()
      if (view === 'offline') void readOffline()
      for (const open of openFolders) if (folders.some((changed) => touches(changed, open))) void readTree(open)
    }),
    on('app.quitting', finishDeleting)
  ]
  void Promise.all([invoke('files.status'), invoke('files.root')]).then(([status, root]) => {
    set({ root })
    if (status) takeStatus(status)
    void openFolder('')
    void readTree('')
  })
  void readAbilities()
  void readSpace()
  return () => {
    for (const stop of stops) stop()
    window.clearTimeout(marksTimer)
    finishDeleting()
    set(filesStore.getInitialState())
  }
}

/** Once the server is back, what was not asked of it, or not answered, is asked again. */
function takeStatus(status: SyncStatus): void {
  const { away: before, status: last } = get()
  const away = awayAfter(before, status.phase, Date.now())
  set({ status, away })
  // The account's folder was not there yet when the place began.
  if (get().root === undefined) void invoke('files.root').then((root) => set({ root }))
  if (status.conflicts !== (last?.conflicts ?? 0)) void readConflicts()
  if (before && !away) void askServer()
  // What was sent or fetched takes another part of the space now.
  else if (last?.phase.kind === 'syncing' && status.phase.kind === 'idle' && isSeen()) void readSpace()
}

const askServer = () => Promise.all([readAbilities(), readSpace(), refresh()])

const isSeen = () => document.visibilityState === 'visible'

/** Looks at the server at once. */
export async function tryAgain(): Promise<void> {
  if (await invoke('files.syncNow')) await askServer()
  else showNotice(text('files.stillAway'))
}

/** Whether a change somewhere below one folder may show in another: they are the same, or one lies in the other. */
const touches = (changed: string, folder: string) => isWithin(changed, folder) || isWithin(folder, changed)

const nothingSelected = { selected: new Set<string>(), current: undefined, anchor: undefined, showsVersions: false }

export async function openFolder(folder: string): Promise<void> {
  const { folder: before, view } = get()
  if (folder !== before || view !== 'folder') {
    set({ view: 'folder', folder, here: knownFolder(folder), items: undefined, ...nothingSelected })
    if (get().base === '') openAround(folder)
  }
  await Promise.all([readFolder(folder), readHere(folder)])
}

/** Opens the folders around one in the tree, so that it shows where one is. */
function openAround(folder: string): void {
  const { openFolders } = get()
  for (let path = parentOf(folder); path !== ''; path = parentOf(path)) if (!openFolders.has(path)) toggleFolder(path)
}

/** What the list that one comes from, or the tree, knows of a folder. */
function knownFolder(path: string): SyncItem | undefined {
  const { items, tree } = get()
  return [items ?? [], ...tree.values()].flat().find((item) => item.path === path && item.kind === 'folder')
}

async function readHere(folder: string): Promise<void> {
  if (folder === '' || get().here?.path === folder) return
  const here = await itemAt(folder)
  if (get().folder === folder) set({ here })
}

/** Shows one folder as if it were everything there is. Returns what goes back to where the Files place was. */
export function openAsBase(base: string): () => void {
  const { view, folder } = get()
  set({ base })
  void openFolder(base)
  return () => {
    if (get().base !== base) return
    set({ base: '' })
    void (view === 'folder' ? openFolder(folder) : openView(view))
  }
}

/** Leaves a conversation's tab for the Files place, at the same folder. */
export function openInFiles(folder: string): void {
  set({ base: '' })
  void openFolder(folder)
  openPlace('files')
}

/** An item by its path; undefined when it is not there. */
export const itemAt = async (path: string): Promise<SyncItem | undefined> =>
  (await list(parentOf(path))).find((item) => item.path === path)

/** Opens one of the views across folders. */
export async function openView(view: Exclude<FilesView, 'folder'>): Promise<void> {
  if (view !== get().view) set({ view, items: undefined, trash: undefined, viewProblem: undefined, ...nothingSelected })
  await refresh()
}

/** Reads what is shown once more. */
export async function refresh(): Promise<void> {
  const { view, folder } = get()
  if (view === 'folder') await readFolder(folder)
  else if (view === 'trash') await readTrash()
  else if (view === 'offline') await readOffline()
  else await readRemoteView(view)
}

/** Again, and the longer the list is the more seldom: to read twenty thousand items takes a while. */
function readSoon(): void {
  if (rereadTimer !== undefined) return
  rereadTimer = window.setTimeout(
    () => {
      rereadTimer = undefined
      const { view, folder } = get()
      if (view === 'folder') void readFolder(folder)
    },
    (get().items?.length ?? 0) / 10
  )
}

async function readFolder(folder: string): Promise<void> {
  if (get().folder !== folder) return
  const count = await readItems(folder)
  window.clearTimeout(marksTimer)
  const waitMs = marksWaitMs(folder)
  if (waitMs > 0) marksTimer = window.setTimeout(() => void readFolder(folder), waitMs)
  else if (await readMarks(folder, count)) await readItems(folder)
}

/**
 * Looks at the open folder again, which asks the server who works on what in it: a lock that is set or ended moves no
 * etag, so that nobody tells of it.
 */
export async function lookAgain(): Promise<void> {
  const { view, folder, away, abilities, items } = get()
  if (view !== 'folder' || away || abilities?.locks !== true || !isSeen()) return
  if ((items?.length ?? 0) <= markedAtMost) await readFolder(folder)
}

/** Gives how many there are. */
async function readItems(folder: string): Promise<number> {
  const items = await list(folder)
  // What takes long is done before, a little at a time: to show the list is then quick.
  await prepareNameRanks(items.map(({ name }) => name))
  const { view, folder: open, awaited } = get()
  if (view !== 'folder' || open !== folder) return items.length
  const paths = items.map(({ path }) => path)
  set((state) => ({ items: items.map((item) => withMark(item, state.marks)), ...keepSelected(state, paths) }))
  openWhatCame(items)
  if (awaited !== undefined && paths.includes(awaited)) {
    select(awaited)
    set({ sought: awaited })
  }
  return items.length
}

async function readOffline(): Promise<void> {
  const items = await readKept().catch((error: unknown) => {
    console.warn('files', error)
    return []
  })
  if (get().view !== 'offline') return
  const paths = items.map(({ path }) => path)
  set((state) => ({ items, ...keepSelected(state, paths) }))
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
    return await listFolder(folder)
  } catch (error) {
    console.warn('files', error)
    return []
  }
}

/** Asks the engine, which tells for a moment of what was settled here just now. */
export async function readConflicts(): Promise<void> {
  const told = await invoke('files.conflicts').catch((error: unknown) => void console.warn('files', error))
  // What is known stays until the sync answers again: it tells of changes when it has begun anew.
  if (!told) return
  set(({ settled }) => ({
    conflicts: told
      .filter(({ copyPath }) => !settled.has(copyPath))
      .sort((a, b) => a.copyPath.localeCompare(b.copyPath, 'sv')),
    settled: new Set(told.map(({ copyPath }) => copyPath).filter((path) => settled.has(path)))
  }))
}

export function toggleFolder(folder: string): void {
  const openFolders = new Set(get().openFolders)
  if (!openFolders.delete(folder)) {
    openFolders.add(folder)
    void readTree(folder)
  }
  set({ openFolders })
}

/** What tells the items apart that are shown, in their order. */
export const keysShown = (): readonly string[] => {
  const state = get()
  return state.view === 'trash' ? trashIds(state) : shownPaths(state)
}

export const select = (key: string | undefined, how: SelectHow = 'only'): void =>
  set((state) => ({
    awaited: undefined,
    ...(key === undefined ? nothingSelected : selectItem(state, keysShown(), key, how))
  }))
export const selectEverything = (): void => set((state) => selectAll(state, keysShown()))

export const sortBy = (column: SortColumn): void => set(({ sort }) => ({ sort: nextSort(sort, column) }))
/** What was deleted last is what is looked for. */
export const sortTrashBy = (column: TrashColumn): void =>
  set(({ trashSort }) => ({ trashSort: nextSort(trashSort, column, column !== 'deleted') }))

export const setLayout = (layout: 'list' | 'grid'): void => set({ layout })
export const toggleDetails = (): void => set({ detailsOpen: !get().detailsOpen, showsVersions: false })
/** Closes what lies beside the list; the keys are at its item again. */
export const leaveDetails = (): void =>
  set(({ current }) => ({ detailsOpen: false, showsVersions: false, sought: current }))
export const showVersions = (shows: boolean): void => set({ detailsOpen: true, showsVersions: shows })

/** Opens a folder here, a file with its program on the computer. */
export async function openItem(item: SyncItem): Promise<void> {
  if (item.kind === 'folder') return openFolder(item.path)
  if (item.state.kind === 'onlineOnly') {
    if (get().away) return void showNotice(text('files.onlineOnlyAway'))
    set({ openWhenHere: item.path })
    // Its folder tells when it has come.
    if (get().view !== 'folder') await goToItem(item.path)
    return keep([item], 'offline')
  }
  const lock = await lockOf(item)
  if (lock) return void openDialog({ kind: 'locked', item, lock })
  return openHere(item)
}

/**
 * Opens a file that is on this computer with its program: itself, itself although a colleague has it locked, or a copy
 * that cannot be changed.
 */
export async function openHere(item: SyncItem, how: 'editing' | 'anyway' | 'reading' = 'editing'): Promise<void> {
  const opened = await (how === 'reading'
    ? invoke('files.openForReading', item.path)
    : invoke('files.open', item.path, how === 'anyway'))
  showNotice(opened ? '' : text('files.shownInstead'))
}

/** Who works on the file now. A server that takes its time does not hold the opening up: then the last word counts. */
async function lockOf(item: SyncItem): Promise<FileLock | undefined> {
  if (get().away || item.fileId === null) return item.lock
  const soon = new Promise<undefined>((resolve) => window.setTimeout(resolve, lockAnswerMs))
  const answer = await Promise.race([invoke('files.item', item.path), soon])
  return answer?.ok === true && answer.value ? answer.value.lock : item.lock
}

/** Keeps items on this computer, on the server alone, or as the folder around them; what is not uploaded yet stays. */
export async function keep(items: readonly SyncItem[], pin: 'offline' | 'onlineOnly' | null): Promise<void> {
  const kept: SyncItem[] = []
  for (const item of items) if (await invoke('files.keep', item.path, pin)) kept.push(item)
  const [first] = kept
  showNotice(first ? text(keepNotices[pin ?? 'asFolder'], { count: kept.length, name: first.name }) : '')
  await refresh()
}

const keepNotices = { offline: 'files.fetching', onlineOnly: 'files.freeing', asFolder: 'files.keptAsFolder' } as const

/** A file that was fetched to be opened is here. */
function openWhatCame(items: readonly SyncItem[]): void {
  const { openWhenHere } = get()
  const came = items.find(({ path, state }) => path === openWhenHere && state.kind === 'synced')
  if (!came) return
  set({ openWhenHere: undefined })
  void openItem(came)
}

/** Goes to where an item lies: selects it, and the keys go on from there. */
export async function goToItem(path: string): Promise<void> {
  set({ awaited: path })
  await openFolder(parentOf(path))
}

export const revealItem = (item: SyncItem): Promise<undefined> => invoke('files.reveal', item.path)
export const setPaused = (paused: boolean): Promise<undefined> => invoke('files.pause', paused)
export const answerMassDelete = (id: string, answer: 'delete' | 'restore'): Promise<undefined> =>
  invoke('files.confirmMassDelete', id, answer)
