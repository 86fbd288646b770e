import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type {
  CopyProgress,
  DocumentCreator,
  FileLock,
  FilesAbilities,
  FilesProblem,
  FileVersion,
  Quota,
  RemoteMark,
  RemoteView,
  Sharee,
  TrashItem,
  VersionProgress
} from '../../shared/model/files'
import type { SyncConflict, SyncItem, SyncStatus } from '../../shared/model/sync'
import type { Away } from './connection'
import type { Sort, TrashColumn } from './sort'

/** What the canvas shows: a folder, or one of the views across folders. */
export type FilesView = 'folder' | RemoteView | 'offline' | 'trash'

/** One item as shown; what another person shared says who. */
export interface FileItem extends SyncItem {
  readonly sharedBy?: string
  /** Others have it too. */
  readonly isShared?: boolean
}

/** The question that is open, if any. */
export type FilesDialog =
  | { readonly kind: 'newFolder'; readonly folder: string }
  | { readonly kind: 'newDocument' | 'newTextFile'; readonly creator: DocumentCreator }
  | { readonly kind: 'rename'; readonly item: FileItem }
  | { readonly kind: 'transfer'; readonly how: 'move' | 'copy'; readonly paths: readonly string[] }
  | { readonly kind: 'share'; readonly item: FileItem }
  | { readonly kind: 'shareInRoom'; readonly item: FileItem }
  | { readonly kind: 'access'; readonly item: SyncItem; readonly people: readonly Sharee[] }
  | { readonly kind: 'locked'; readonly item: FileItem; readonly lock: FileLock }
  | { readonly kind: 'deleteForGood'; readonly ids: readonly string[] | undefined }
  | {
      readonly kind: 'nameVersion' | 'deleteVersion'
      readonly fileId: string
      readonly version: FileVersion
      readonly number: number
    }
  | { readonly kind: 'problems' | 'waiting' }

interface FilesState {
  readonly root: string | undefined
  readonly status: SyncStatus | undefined
  /** Files that are being copied in from elsewhere on the computer. */
  readonly copying: CopyProgress | undefined
  /** Since when, and why, the server cannot be reached. */
  readonly away: Away | undefined
  readonly view: FilesView
  /** The open folder, below the root; '' is the root. */
  readonly folder: string
  /** The open folder itself, by its path as soon as it is known; undefined for the root. */
  readonly here: SyncItem | undefined
  /** Where the way up ends: '' in the Files place, a conversation's folder in its tab. */
  readonly base: string
  /** What the view shows. Undefined while it is being read for the first time. */
  readonly items: readonly FileItem[] | undefined
  /** What the server alone knows of the open folder's items, by path. */
  readonly marks: ReadonlyMap<string, RemoteMark>
  /** Folders of several people that hang in the person's own root. */
  readonly teams: readonly RemoteMark[]
  readonly trash: readonly TrashItem[] | undefined
  /** Why the view across folders could not be read. */
  readonly viewProblem: FilesProblem | undefined
  /** Folders below an opened one, for the tree. */
  readonly tree: ReadonlyMap<string, readonly SyncItem[]>
  readonly openFolders: ReadonlySet<string>
  /** Paths, or ids in the trash. */
  readonly selected: ReadonlySet<string>
  /** Where the focus is in the list: the last item selected, and the end that Shift moves. */
  readonly current: string | undefined
  /** Selected as soon as it is there: the disk and the engine may need a moment. */
  readonly awaited: string | undefined
  /** Gone to by what was done elsewhere: it gets the focus, and comes into view, as soon as it is shown. */
  readonly sought: string | undefined
  /** Where a range that Shift selects begins. */
  readonly anchor: string | undefined
  readonly sort: Sort
  readonly trashSort: Sort<TrashColumn>
  readonly layout: 'list' | 'grid'
  readonly detailsOpen: boolean
  /** Shown in the details panel instead of the overview. */
  readonly showsVersions: boolean
  /** Files that two have changed, until it is settled what is kept. */
  readonly conflicts: readonly SyncConflict[]
  /** The copies of those that are settled and that the engine has not seen yet. */
  readonly settled: ReadonlySet<string>
  /** The copy of the conflict that was gone to: what loses nothing gets the focus as soon as it is shown. */
  readonly offered: string | undefined
  /** An earlier version that is being fetched to be opened. */
  readonly versionProgress: VersionProgress | undefined
  readonly dialog: FilesDialog | undefined
  /** Paths to be deleted when the time for undoing is over. */
  readonly deleting: readonly string[]
  /** A file on the server alone that is being fetched to be opened. */
  readonly openWhenHere: string | undefined
  /** What Ctrl+X or Ctrl+C took, for Ctrl+V. */
  readonly clipboard: { readonly how: 'move' | 'copy'; readonly paths: readonly string[] } | undefined
  readonly abilities: FilesAbilities | undefined
  readonly quota: Quota | undefined
}

export const filesStore = createStore<FilesState>(() => ({
  root: undefined,
  status: undefined,
  copying: undefined,
  away: undefined,
  view: 'folder',
  folder: '',
  here: undefined,
  base: '',
  items: undefined,
  marks: new Map(),
  teams: [],
  trash: undefined,
  viewProblem: undefined,
  tree: new Map(),
  openFolders: new Set(['']),
  selected: new Set(),
  current: undefined,
  anchor: undefined,
  awaited: undefined,
  sought: undefined,
  sort: { column: 'name', ascending: true },
  trashSort: { column: 'deleted', ascending: false },
  layout: 'list',
  detailsOpen: false,
  showsVersions: false,
  conflicts: [],
  settled: new Set(),
  offered: undefined,
  versionProgress: undefined,
  dialog: undefined,
  deleting: [],
  openWhenHere: undefined,
  clipboard: undefined,
  abilities: undefined,
  quota: undefined
}))

export const useFiles = <T>(select: (state: FilesState) => T): T => useStore(filesStore, select)

export const openDialog = (dialog: FilesDialog): void => filesStore.setState({ dialog })
export const closeDialog = (): void => filesStore.setState({ dialog: undefined })
