import type { MatrixClient, MatrixEvent, Room } from 'matrix-js-sdk'

import '../sdkTypes'
import type { MatrixCommands, RoomMeeting } from '../../contract'
import { cleanName } from '../html/clean'
import { asPlain, asText } from '../plain'
import { CoreError } from '../plainError'
import { stateOf } from '../roomState'

type MeetingCommands = Pick<MatrixCommands, 'roomMeeting' | 'setRoomMeeting'>

/** The state event in which Element keeps a room's widgets. */
const WIDGETS = 'im.vector.modular.widgets'
const OWN_WIDGET = 'jitsi_samverk'

/** Reads one widget; null when it is no Jitsi meeting or has been taken away. */
export const readMeeting = (content: unknown): RoomMeeting | null => {
  const widget = asPlain(content)
  if (widget['type'] !== 'jitsi' && widget['type'] !== 'm.jitsi') return null
  const data = asPlain(widget['data'])
  const conferenceId = asText(data['conferenceId'])
  const domain = asText(data['domain'])
  if (conferenceId === null || domain === null) return null
  if (!/^[^\s/?#&%:"'<>]{1,200}$/u.test(conferenceId) || !/^[a-z0-9.-]{1,253}(?::\d{1,5})?$/iu.test(domain)) return null
  const name = cleanName(data['name'] ?? widget['name'], '')
  return { conferenceId, domain: domain.toLowerCase(), name: name === '' ? null : name }
}

export const meetingWidget = (meeting: RoomMeeting, userId: string): Readonly<Record<string, unknown>> => ({
  id: OWN_WIDGET,
  type: 'jitsi',
  name: meeting.name ?? 'Jitsi',
  creatorUserId: userId,
  url: `https://${meeting.domain}/${meeting.conferenceId}`,
  data: { conferenceId: meeting.conferenceId, domain: meeting.domain, isAudioOnly: false, name: meeting.name ?? '' }
})

const widgetsOf = (room: Room | null): readonly MatrixEvent[] =>
  room === null ? [] : stateOf(room).getStateEvents(WIDGETS)

/** contracts.md section 4, "Meeting of a room": the widget that Element writes, so that both join the same. */
export const makeMeetingCommands = (client: MatrixClient): MeetingCommands => ({
  roomMeeting: (roomId) => {
    const events = widgetsOf(client.getRoom(roomId))
    const meetings = [...events].sort((a, b) => b.getTs() - a.getTs()).map((event) => readMeeting(event.getContent()))
    return Promise.resolve(meetings.find((meeting) => meeting !== null) ?? null)
  },
  setRoomMeeting: async (roomId, meeting) => {
    if (readMeeting(meetingWidget(meeting, '')) === null) throw new CoreError('badInput', 'Not a meeting')
    await client.sendStateEvent(roomId, WIDGETS, meetingWidget(meeting, client.getSafeUserId()), OWN_WIDGET)
  }
})
