import { text } from '../app/text'
import type { Draft, FileMessage, Mention, MessageItem, RoomFolder, TimelineKey } from '../matrix/contract'
import { chatClient } from './client'
import { timelineId } from './apply'
import type { RoomFilter } from './sections'
import { chatStore, type RoomTab } from './store'

const { getState: get, setState: set } = chatStore
const commands = () => chatClient().commands

/** Shows a room, at an event if one is named; the one that was open stops being followed. */
export async function openRoom(roomId: string, atEventId?: string): Promise<void> {
  const before = get().openRoomId
  // Who follows a link to a message wants to see it.
  if (before !== roomId || atEventId !== undefined) set({ tab: 'conversation' })
  if (before === roomId && atEventId === undefined) return
  if (before !== undefined && before !== roomId) void commands().closeTimeline({ roomId: before, threadRootId: null })
  closeThread()
  set({ openRoomId: roomId })
  await commands().openRoom(roomId, atEventId)
  await loadDraft({ roomId, threadRootId: null })
}

/** Follows a link to a room: opens it when it is joined, else asks the server to join. */
export async function openLinkedRoom(roomIdOrAlias: string, eventId: string | null): Promise<void> {
  const isJoined = get().rooms?.rooms.has(roomIdOrAlias) === true
  const roomId = isJoined ? roomIdOrAlias : await commands().joinRoom(roomIdOrAlias)
  await openRoom(roomId, eventId ?? undefined)
}

export async function openThread(roomId: string, threadRootId: string): Promise<void> {
  closeThread()
  const key = { roomId, threadRootId }
  set({ openThread: key })
  await commands().openThread(roomId, threadRootId)
  await loadDraft(key)
}

export function closeThread(): void {
  const key = get().openThread
  if (!key) return
  set({ openThread: undefined })
  void commands().closeTimeline(key)
}

export const loadOlder = (key: TimelineKey): Promise<void> => commands().paginate(key, 'backwards')
export const fillGap = (key: TimelineKey, gapKey: string): Promise<void> => commands().fillGap(key, gapKey)
export const jumpToNewest = (key: TimelineKey): Promise<void> => commands().jumpToLive(key)
export const setFilter = (filter: RoomFilter): void => set({ filter })

export function toggleTeam(teamId: string): void {
  const closedTeams = new Set(get().closedTeams)
  if (!closedTeams.delete(teamId)) closedTeams.add(teamId)
  set({ closedTeams })
}

/** Sends what was typed: a new message, a reply, or the change of an earlier one. */
export async function sendDraft(key: TimelineKey, draft: Draft, mentions: readonly Mention[]): Promise<void> {
  const { relation, text: typed } = draft
  const message = { text: typed, mentions, ...(relation.kind === 'reply' && { replyTo: relation.eventId }) }
  if (relation.kind === 'edit') await commands().editText(key, relation.eventId, message)
  else await commands().sendText(key, message)
  await saveDraft(key, undefined)
}

export async function saveDraft(key: TimelineKey, draft: Draft | undefined): Promise<void> {
  keepDraft(key, draft)
  await commands().setDraft(key, draft ?? null)
}

export async function sendFile(key: TimelineKey, file: File): Promise<void> {
  const size = file.type.startsWith('image/') ? await measure(file) : undefined
  const message: FileMessage = { blob: file, name: file.name, mime: file.type || 'application/octet-stream', ...size }
  await commands().sendFile(key, message)
}

export const setTyping = (roomId: string, typing: boolean): Promise<void> => commands().setTyping(roomId, typing)
export const prepareToSend = (roomId: string): Promise<void> => commands().prepareToSend(roomId)
export const markRead = (key: TimelineKey): Promise<void> => commands().markRead(key, null)

export async function toggleReaction(
  { eventId, reactions }: MessageItem,
  roomId: string,
  emoji: string
): Promise<void> {
  if (eventId === null) return
  const own = reactions.find((reaction) => reaction.key === emoji)?.ownEventId ?? null
  if (own === null) await commands().react(roomId, eventId, emoji)
  else await commands().unreact(roomId, own)
}

export const deleteMessage = (roomId: string, eventId: string): Promise<string> => commands().redact(roomId, eventId)
export const retrySend = (roomId: string, txnId: string): Promise<void> => commands().retry(roomId, txnId)
export const discardUnsent = (roomId: string, txnId: string): Promise<boolean> => commands().cancel(roomId, txnId)
export const acceptInvite = (roomId: string): Promise<string> => commands().joinRoom(roomId)
export const declineInvite = (roomId: string): Promise<void> => commands().leaveRoom(roomId)
export const setFavourite = (roomId: string, favourite: boolean): Promise<void> =>
  commands().setFavourite(roomId, favourite)
export const searchPeople = (term: string) => commands().searchUsers(term, 20)
export const roomMembers = (roomId: string) => commands().members(roomId)

export function openTab(tab: RoomTab): void {
  if (tab !== 'conversation') closeThread()
  set({ tab })
}

export const setRoomFolder = (roomId: string, folder: RoomFolder | null): Promise<void> =>
  commands().setRoomFolder(roomId, folder)
export const chooseRoomFolder = (): void => set({ dialog: 'roomFolder' })
export const openNewConversation = (): void => set({ dialog: 'newConversation' })
export const closeDialog = (): void => set({ dialog: 'none' })

export async function startDirect(userIds: readonly string[]): Promise<void> {
  const roomId = await commands().createDirect(userIds)
  closeDialog()
  await openRoom(roomId)
}

/** Puts a live meeting into the room for everybody to see, and gives its address. */
export async function postMeeting(roomId: string, url: string, roomName: string): Promise<void> {
  await commands().postMeetingCard(
    { roomId, threadRootId: null },
    { url, title: text('meeting.startTitle', { room: roomName }) }
  )
}

export const endMeeting = (roomId: string, eventId: string): Promise<string> =>
  commands().endMeetingCard({ roomId, threadRootId: null }, eventId)

/** Shows what was being written there. */
export async function loadDraft(key: TimelineKey): Promise<void> {
  const draft = await commands().getDraft(key)
  keepDraft(key, draft ?? undefined)
}

function keepDraft(key: TimelineKey, draft: Draft | undefined): void {
  const drafts = new Map(get().drafts)
  if (draft) drafts.set(timelineId(key), draft)
  else drafts.delete(timelineId(key))
  set({ drafts })
}

async function measure(file: File): Promise<{ widthPx: number; heightPx: number } | undefined> {
  try {
    const bitmap = await createImageBitmap(file)
    const size = { widthPx: bitmap.width, heightPx: bitmap.height }
    bitmap.close()
    return size
  } catch {
    // Not a picture after all: it is sent as the file it is.
    return undefined
  }
}
