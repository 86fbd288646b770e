import { showNotice } from '../app/notice'
import { appStore } from '../app/store'
import { text } from '../app/text'
import { invoke } from '../bridge'
import type { RoomSummary } from '../matrix/contract'
import { chatClient } from './client'
import { postMeeting } from './commands'
import { newConferenceId } from './conferenceId'

/** Opens the meeting's window, or brings it forward. Says why when it cannot. */
export async function joinMeeting(url: string, title: string): Promise<void> {
  const opened = await invoke('meeting.open', url, title)
  if (opened.ok) return
  const { code } = opened.error
  const host = opened.error.code === 'foreignHost' ? opened.error.host : ''
  showNotice(text(`meet.openFailed.${code}`, { host }))
}

/** The address of the agency's own meeting server; undefined when it has none, and then no meeting is offered. */
export function ownMeetings(): string | undefined {
  const { account } = appStore.getState()
  return account?.state === 'signedIn' ? account.account.services.meetings?.baseUrl : undefined
}

/**
 * Joins the room's meeting, or starts one: the id of the room's own meeting where it has one, else a new one, which is
 * kept with the room where that is allowed; then a card that everybody sees.
 */
export async function startRoomMeeting(room: RoomSummary): Promise<void> {
  const base = ownMeetings()
  if (base === undefined) return
  const title = text('meeting.startTitle', { room: room.name })
  if (room.liveMeetingUrl !== null) return joinMeeting(room.liveMeetingUrl, title)
  const { host } = new URL(base)
  const { commands } = chatClient()
  const kept = await commands.roomMeeting(room.id)
  const isOwn = kept?.domain === host
  const conferenceId = isOwn ? kept.conferenceId : newConferenceId(room.kind === 'direct' ? '' : room.name)
  if (!isOwn && room.can.changeWorkspace)
    await commands.setRoomMeeting(room.id, { conferenceId, domain: host, name: room.name })
  const url = `${base}/${conferenceId}`
  await postMeeting(room.id, url, room.name)
  await joinMeeting(url, title)
}
