import type { CallItem, Person, StateChange } from '../../contract'
import { cleanName, oneLine } from '../html/clean'
import { asText } from '../plain'
import { WORKSPACE } from '../workspace'
import type { SeenEvent } from './seen'

const memberChange = (event: SeenEvent, person: (userId: string) => Person): StateChange | null => {
  const target = person(event.stateKey ?? event.sender)
  const before = asText(event.prevContent['membership']) ?? 'leave'
  const after = asText(event.content['membership'])
  const self = event.stateKey === event.sender
  const reason = asText(event.content['reason'])
  switch (after) {
    case 'join':
      return before === 'join' ? profileChange(event) : { kind: 'joined', person: target }
    case 'invite':
      return { kind: 'invited', person: target }
    case 'knock':
      return { kind: 'knocked', person: target }
    case 'ban':
      return { kind: 'banned', person: target, reason: reason === null ? null : oneLine(reason) }
    case 'leave':
      if (self) return { kind: before === 'invite' ? 'rejectedInvite' : 'left', person: target }
      if (before === 'ban') return { kind: 'unbanned', person: target, reason: null }
      return { kind: 'removed', person: target, reason: reason === null ? null : oneLine(reason) }
    default:
      return null
  }
}

const profileChange = (event: SeenEvent): StateChange | null => {
  const from = cleanName(event.prevContent['displayname'], event.sender)
  const to = cleanName(event.content['displayname'], event.sender)
  if (from !== to) return { kind: 'renamed', from, to }
  return event.prevContent['avatar_url'] === event.content['avatar_url'] ? null : { kind: 'avatarChanged' }
}

/** What a state event means to a reader; null when it means nothing to them. */
export const toStateChange = (event: SeenEvent, person: (userId: string) => Person): StateChange | null => {
  if (event.stateKey === null) return null
  switch (event.type) {
    case 'm.room.member':
      return memberChange(event, person)
    case 'm.room.create':
      return { kind: 'roomCreated' }
    case 'm.room.encryption':
      return { kind: 'encryptionOn' }
    case 'm.room.name':
      return { kind: 'roomName', to: cleanName(event.content['name'], '') }
    case 'm.room.topic':
      return { kind: 'roomTopic', to: oneLine(asText(event.content['topic']) ?? '') }
    case 'm.room.avatar':
      return { kind: 'roomAvatar' }
    case 'm.room.pinned_events':
      return { kind: 'pinned' }
    case 'm.room.tombstone':
      return { kind: 'roomReplaced', roomId: asText(event.content['replacement_room']) ?? '' }
    case 'm.room.join_rules':
    case 'm.room.history_visibility':
      return { kind: 'visibility' }
    case 'm.room.power_levels':
      return { kind: 'permissions' }
    case 'im.vector.modular.widgets':
      return { kind: 'meetingSet' }
    case WORKSPACE:
      return { kind: 'workspaceSet' }
    default:
      return null
  }
}

const CALLS: Readonly<Record<string, CallItem['call']>> = {
  'org.matrix.msc4075.rtc.notification': 'ring',
  'm.rtc.notification': 'ring',
  'org.matrix.msc4310.rtc.decline': 'declined',
  'm.rtc.decline': 'declined',
  'm.call.invite': 'legacyCall'
}

export const toCall = (event: SeenEvent): CallItem['call'] | null =>
  event.redaction === null && event.failure === null ? (CALLS[event.type] ?? null) : null

/** Messages, and what will be one once it is decrypted. Edits and reactions belong to another event's row. */
export const isMessage = (event: SeenEvent): boolean =>
  event.stateKey === null &&
  (event.type === 'm.room.message' ||
    event.type === 'm.sticker' ||
    event.failure !== null ||
    event.type === 'm.room.encrypted') &&
  event.relation?.relType !== 'm.replace' &&
  event.relation?.relType !== 'm.annotation'
