import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { SyncItem, SyncStatus } from '../../shared/model/sync'
import type { Sort } from './sort'

interface FilesState {
  readonly root: string | undefined
  readonly status: SyncStatus | undefined
  /** The open folder, below the root; '' is the root. */
  readonly folder: string
  /** Undefined while it is being read for the first time. */
  readonly items: readonly SyncItem[] | undefined
  /** Folders below an opened one, for the tree. */
  readonly tree: ReadonlyMap<string, readonly SyncItem[]>
  readonly openFolders: ReadonlySet<string>
  readonly selected: string | undefined
  readonly sort: Sort
  readonly notice: string
  readonly sharing: SyncItem | undefined
}

export const filesStore = createStore<FilesState>(() => ({
  root: undefined,
  status: undefined,
  folder: '',
  items: undefined,
  tree: new Map(),
  openFolders: new Set(['']),
  selected: undefined,
  sort: { column: 'name', ascending: true },
  notice: '',
  sharing: undefined
}))

export const useFiles = <T>(select: (state: FilesState) => T): T => useStore(filesStore, select)
