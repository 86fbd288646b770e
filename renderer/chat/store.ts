import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Draft, RecoveryState, SyncState, TimelineKey, UnreadTotals } from '../matrix/contract'
import type { RoomsState, TimelineState } from './apply'
import type { RoomFilter } from './sections'

export type RoomTab = 'conversation' | 'files'

export interface ChatState {
  readonly sync: SyncState
  readonly recovery: RecoveryState
  readonly totals: UnreadTotals
  /** Undefined until the first list is there, be it from the snapshot. */
  readonly rooms: RoomsState | undefined
  readonly timelines: ReadonlyMap<string, TimelineState>
  /** By timeline; only what main has told, the composer keeps what is being typed. */
  readonly drafts: ReadonlyMap<string, Draft>
  readonly openRoomId: string | undefined
  readonly openThread: TimelineKey | undefined
  /** What of the open room is shown. */
  readonly tab: RoomTab
  readonly filter: RoomFilter
  readonly closedTeams: ReadonlySet<string>
  readonly dialog: 'none' | 'newConversation' | 'roomFolder'
}

export const chatStore = createStore<ChatState>(() => ({
  sync: { state: 'starting' },
  recovery: { state: 'unknown' },
  totals: { rooms: 0, messages: 0, mentions: 0, invites: 0, unsent: 0 },
  rooms: undefined,
  timelines: new Map(),
  drafts: new Map(),
  openRoomId: undefined,
  openThread: undefined,
  tab: 'conversation',
  filter: 'all',
  closedTeams: new Set(),
  dialog: 'none'
}))

export const useChat = <T>(select: (state: ChatState) => T): T => useStore(chatStore, select)

/** The open room, if there is one. */
export const useOpenRoom = () =>
  useChat(({ rooms, openRoomId }) => (openRoomId === undefined ? undefined : rooms?.rooms.get(openRoomId)))
