import type { NewDocument } from '../../shared/model/files'
import { openPlace } from '../app/store'
import { text } from '../app/text'
import { invoke, on } from '../bridge'
import { openRoom } from '../chat/commands'
import { chatStore } from '../chat/store'
import { goToItem } from '../files/commands'
import { problemText } from '../files/remote'
import { nameOf } from '../files/sort'
import { closeDialog, type FileItem } from '../files/store'
import { restoreVersion } from '../files/versions'
import { documentStore, type Beside } from './store'

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
  // Work begins in the editor.
  if (opened.ok) await invoke('document.focus')
}

/** Makes a document on the server and opens it; gives the problem to show, or undefined. */
export async function createDocument(wanted: NewDocument): Promise<string | undefined> {
  const made = await invoke('document.create', wanted)
  if (!made.ok) return problemText(made.error)
  const { path, fileId, editor } = made.value
  closeDialog()
  // Where it lies is shown with it selected once the document is closed.
  void goToItem(path)
  const item = { path, name: nameOf(path), kind: 'file', sizeBytes: 0, modifiedMs: Date.now(), fileId } as const
  const roomId = chatStore.getState().openRoomId
  set({
    item: { ...item, state: { kind: 'onlineOnly' } },
    state: editor,
    problem: editor === 'failed' ? text('document.madeNotShown') : '',
    roomId,
    asksToClose: false
  })
  openPlace('files')
  if (roomId !== undefined) void openRoom(roomId)
  if (editor === 'open') await invoke('document.focus')
  return undefined
}

export const showBeside = (beside: Beside | undefined): void => set({ beside })
export function chooseRoom(roomId: string): void {
  set({ roomId })
  void openRoom(roomId)
}
export const keepEditing = (): void => set({ asksToClose: false, then: undefined })

interface Closing {
  /** Without asking about unsaved work. */
  readonly force?: boolean
  /** What it is closed for. */
  readonly then?: () => void
}

/** Closes the document; what is unsaved is asked about first. */
export function closeDocument({ force = false, then = get().then }: Closing = {}): void {
  set({ then })
  if (get().state === 'failed') leave()
  else void invoke('document.close', force)
}

function leave(): void {
  const { item, then } = get()
  if (item === undefined) return
  set(documentStore.getInitialState(), true)
  then?.()
}

/** Leaves the document for its conversation in Chatt. */
export const goToRoom = (roomId: string): void =>
  closeDocument({
    then: () => {
      void openRoom(roomId)
      openPlace('chat')
    }
  })

/**
 * Puts an earlier version back. The document is closed meanwhile: an editor that is open on what was there before would
 * save that over it.
 */
export const restoreAndReopen = (item: FileItem, fileId: string, versionId: string): void => {
  const { roomId } = get()
  closeDocument({
    then: () =>
      void restoreVersion(fileId, versionId).then(() => {
        set({ beside: 'history' })
        return openDocument(item, roomId)
      })
  })
}
