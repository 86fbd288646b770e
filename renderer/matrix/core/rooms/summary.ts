import { EventType, type MatrixClient, type MatrixEvent, type Room } from 'matrix-js-sdk'

import type { Person, RoomKind, RoomSummary } from '../../contract'
import { cleanName, oneLine } from '../html/clean'
import { asMxc } from '../media/ref'
import { presenceOf } from '../people'
import { asPlain, asText } from '../plain'
import { toBody, toOneLine } from '../timeline/body'
import { applyEdits } from '../timeline/edits'
import { editsOf } from '../timeline/relations'
import { seeEvent } from '../timeline/seen'
import { isMessage } from '../timeline/stateChange'
import { permissionsIn } from './permissions'
import type { Places } from './spaces'
import { readUnread } from './unread'
import { stateOf } from '../roomState'
import { readFolder, WORKSPACE } from '../workspace'

// `restricted`: the members of a space that the room names, here its team (room version 8).
const openRules: ReadonlySet<unknown> = new Set(['public', 'restricted'])

export type SummaryContext = {
  readonly client: MatrixClient
  readonly places: Places
  readonly directs: ReadonlyMap<string, string>
  readonly personIn: (room: Room) => (userId: string) => Person
  readonly outboxCounts: (roomId: string) => { readonly waiting: number; readonly failed: number }
  readonly now: number
}

const MEMBERSHIPS: Readonly<Record<string, RoomSummary['membership']>> = {
  join: 'join',
  invite: 'invite',
  knock: 'knock'
}
const EVENTS_LOOKED_AT = 40

const kindOf = (room: Room, directUserId: string | null): RoomKind =>
  room.isSpaceRoom() ? 'team' : directUserId === null ? 'channel' : 'direct'

const stateContent = (room: Room, type: EventType): Readonly<Record<string, unknown>> =>
  asPlain(stateOf(room).getStateEvents(type, '')?.getContent())

const isMuted = (client: MatrixClient, roomId: string): boolean => {
  const rule: unknown = client.pushRules === undefined ? undefined : client.getRoomPushRule('global', roomId)
  const overrides = client.pushRules?.global.override ?? []
  const silenced = (actions: readonly unknown[]): boolean => actions.length === 0 || actions.includes('dont_notify')
  if (overrides.some((entry) => entry.rule_id === roomId && entry.enabled && silenced(entry.actions))) return true
  const plain = asPlain(rule)
  return plain['enabled'] === true && Array.isArray(plain['actions']) && silenced(plain['actions'])
}

type Latest = Pick<RoomSummary, 'lastMessage' | 'lastActivityTs' | 'liveMeetingUrl'>

const latestIn = (room: Room, context: SummaryContext): Latest => {
  const ownUserId = context.client.getSafeUserId()
  const person = context.personIn(room)
  const body = { ownUserId, nameOf: (userId: string) => person(userId).name, now: context.now }
  let lastMessage: RoomSummary['lastMessage'] = null
  let lastActivityTs = 0
  let liveMeetingUrl: string | null = null
  let meetingDecided = false
  for (const event of room.getLiveTimeline().getEvents().slice(-EVENTS_LOOKED_AT).reverse()) {
    const seen = seeEvent(event)
    if (!isMessage(seen) || seen.redaction !== null) continue
    if (lastActivityTs === 0) {
      lastActivityTs = seen.ts
      decryptSoon(context.client, event)
    }
    if (seen.failure !== null) continue
    const shown = toBody(seen, applyEdits(seen, editsOf(room.getUnfilteredTimelineSet(), event, null)).content, body)
    lastMessage ??= lastActivityTs === seen.ts ? { sender: person(seen.sender), text: toOneLine(shown) } : null
    if (shown.kind === 'meetingCard' && !meetingDecided) {
      meetingDecided = true
      liveMeetingUrl = shown.state === 'live' ? shown.url : null
    }
  }
  return {
    lastMessage,
    lastActivityTs: lastActivityTs === 0 ? room.getLastActiveTimestamp() : lastActivityTs,
    liveMeetingUrl
  }
}

/** When it can be read the SDK says so, and the list is made again. */
const decryptSoon = (client: MatrixClient, event: MatrixEvent): void => {
  if (event.isEncrypted() && event.shouldAttemptDecryption()) void client.decryptEventIfNeeded(event)
}

/** One row of the room list; null for rooms that are not in it (left, replaced by one that the person is in). */
export const toSummary = (room: Room, context: SummaryContext): RoomSummary | null => {
  const membership = MEMBERSHIPS[room.getMyMembership()]
  if (membership === undefined) return null
  const { client } = context
  const ownUserId = client.getSafeUserId()
  const replacedByRoomId = asText(stateContent(room, EventType.RoomTombstone)['replacement_room'])
  if (replacedByRoomId !== null && client.getRoom(replacedByRoomId)?.getMyMembership() === 'join') return null
  const inviterId = membership === 'invite' ? (room.getMember(ownUserId)?.events.member?.getSender() ?? null) : null
  const invitedDirect = membership === 'invite' ? (room.getDMInviter() ?? null) : null
  const directUserId = context.directs.get(room.roomId) ?? invitedDirect
  const place = context.places.get(room.roomId)
  const topic = asText(stateContent(room, EventType.RoomTopic)['topic'])
  const person = context.personIn(room)
  const directAvatar = directUserId === null ? null : person(directUserId).avatarMxc
  return {
    id: room.roomId,
    name: cleanName(room.name, room.roomId),
    kind: kindOf(room, directUserId),
    topic: topic === null || topic === '' ? null : oneLine(topic, 300),
    avatarMxc: asMxc(room.getMxcAvatarUrl()) ?? directAvatar,
    membership,
    inviter: inviterId === null ? null : person(inviterId),
    encrypted: room.hasEncryptionStateEvent(),
    isOpen: openRules.has(stateContent(room, EventType.RoomJoinRules)['join_rule']),
    directUserId,
    presence: presenceOf(client, directUserId),
    parentIds: place?.parentIds ?? [],
    orderInParent: place?.order ?? 0,
    memberCount: room.getJoinedMemberCount(),
    ...readUnread(room, ownUserId),
    favourite: 'm.favourite' in room.tags,
    lowPriority: 'm.lowpriority' in room.tags,
    muted: isMuted(client, room.roomId),
    ...latestIn(room, context),
    replacedByRoomId,
    folder: readFolder(stateOf(room).getStateEvents(WORKSPACE, '')?.getContent()),
    outbox: context.outboxCounts(room.roomId),
    can: permissionsIn(room, ownUserId)
  }
}
