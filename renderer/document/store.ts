import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { FileItem } from '../files/store'

interface DocumentState {
  readonly item: FileItem | undefined
  readonly state: 'opening' | 'open' | 'failed'
  /** What to say when it failed. */
  readonly problem: string
  /** The conversation beside the document; undefined shows none. */
  readonly roomId: string | undefined
  readonly showsChat: boolean
  /** The editor has unsaved work and was asked to close. */
  readonly asksToClose: boolean
}

export const documentStore = createStore<DocumentState>(() => ({
  item: undefined,
  state: 'opening',
  problem: '',
  roomId: undefined,
  showsChat: true,
  asksToClose: false
}))

export const useDocument = <T>(select: (state: DocumentState) => T): T => useStore(documentStore, select)
