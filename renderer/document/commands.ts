import { openPlace } from '../app/store'
import { text } from '../app/text'
import { invoke, on } from '../bridge'
import { openRoom } from '../chat/commands'
import { chatStore } from '../chat/store'
import { problemText } from '../files/remote'
import type { FileItem } from '../files/store'
import { documentStore } from './store'

const { getState: get, setState: set } = documentStore

/** Follows what main tells of the document. Returns what stops it. */
export function startDocuments(): () => void {
  const stops = [
    on('document.closeAsked', () => set({ asksToClose: true })),
    on('document.closed', leave),
    on('document.failed', () => set({ state: 'failed', problem: text('document.failed') }))
  ]
  return () => {
    for (const stop of stops) stop()
    set(documentStore.getInitialState(), true)
  }
}

/** Opens a file in the server's editor, beside the conversation it belongs to or that was read last. */
export async function openDocument(item: FileItem, roomId = chatStore.getState().openRoomId): Promise<void> {
  set({ item, state: 'opening', problem: '', roomId, asksToClose: false })
  openPlace('files')
  if (roomId !== undefined) void openRoom(roomId)
  const opened = await invoke('document.open', item.path)
  if (get().item !== item) return
  set(opened.ok ? { state: 'open' } : { state: 'failed', problem: problemText(opened.error) })
}

export const showChat = (showsChat: boolean): void => set({ showsChat })
export function chooseRoom(roomId: string): void {
  set({ roomId })
  void openRoom(roomId)
}
export const keepEditing = (): void => set({ asksToClose: false })

/** Closes the document; what is unsaved is asked about first. */
export function closeDocument(force = false): void {
  if (get().state === 'failed') leave()
  else void invoke('document.close', force)
}

function leave(): void {
  if (get().item === undefined) return
  set(documentStore.getInitialState(), true)
}
