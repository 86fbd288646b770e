import { EventType, type Room } from 'matrix-js-sdk'

import type { RoomPermissions } from '../../contract'
import { stateOf } from '../roomState'
import { WORKSPACE } from '../workspace'

/** What the power levels let the person do. */
export const permissionsIn = (room: Room, userId: string): RoomPermissions => {
  const state = stateOf(room)
  const joined = room.getMyMembership() === 'join'
  const level = room.getMember(userId)?.powerLevel ?? 0
  const may = (action: 'redact' | 'kick' | 'ban'): boolean => joined && state.hasSufficientPowerLevelFor(action, level)
  const event = (type: EventType): boolean => joined && state.maySendEvent(type, userId)
  const set = (type: string): boolean => joined && state.maySendStateEvent(type, userId)
  return {
    sendMessage: event(EventType.RoomMessage),
    react: event(EventType.Reaction),
    redactOthers: may('redact'),
    mentionRoom: joined && state.mayTriggerNotifOfType('room', userId),
    invite: joined && room.canInvite(userId),
    kick: may('kick'),
    ban: may('ban'),
    changeName: set(EventType.RoomName),
    changeTopic: set(EventType.RoomTopic),
    changeAvatar: set(EventType.RoomAvatar),
    pin: set(EventType.RoomPinnedEvents),
    changeWorkspace: set(WORKSPACE) && set('im.vector.modular.widgets'),
    addChannel: set(EventType.SpaceChild)
  }
}
