import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { FileItem } from '../files/store'

/** What stands beside the document. */
export type Beside = 'chat' | 'history'

interface DocumentState {
  readonly item: FileItem | undefined
  readonly state: 'opening' | 'open' | 'failed'
  /** What to say when it failed. */
  readonly problem: string
  /** The conversation beside the document; undefined shows none. */
  readonly roomId: string | undefined
  readonly beside: Beside | undefined
  /** The editor has unsaved work and was asked to close. */
  readonly asksToClose: boolean
  /** What it is closed for. */
  readonly then: (() => void) | undefined
}

export const documentStore = createStore<DocumentState>(() => ({
  item: undefined,
  state: 'opening',
  problem: '',
  roomId: undefined,
  beside: 'chat',
  asksToClose: false,
  then: undefined
}))

export const useDocument = <T>(select: (state: DocumentState) => T): T => useStore(documentStore, select)
