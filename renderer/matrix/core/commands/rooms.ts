import {
  EventType,
  HistoryVisibility,
  JoinRule,
  Preset,
  Visibility,
  type ICreateRoomOpts,
  type ICreateRoomStateEvent,
  type MatrixClient,
  type Room
} from 'matrix-js-sdk'

import type { MatrixCommands, Member, NewRoom, Person } from '../../contract'
import { cleanName } from '../html/clean'
import { asMxc } from '../media/ref'
import { presenceOf } from '../people'
import { asTexts } from '../plain'
import { CoreError } from '../plainError'
import { readDirects } from '../rooms/spaces'

export type RoomCommands = Pick<
  MatrixCommands,
  | 'createDirect'
  | 'createRoom'
  | 'joinRoom'
  | 'leaveRoom'
  | 'invite'
  | 'removeMember'
  | 'members'
  | 'searchUsers'
  | 'setFavourite'
  | 'setMuted'
  | 'setRoomName'
  | 'setRoomTopic'
  | 'ownProfile'
  | 'setPresence'
>

type Deps = { readonly client: MatrixClient; readonly personIn: (room: Room) => (userId: string) => Person }

const ENCRYPTION: ICreateRoomStateEvent = {
  type: EventType.RoomEncryption,
  state_key: '',
  content: { algorithm: 'm.megolm.v1.aes-sha2' }
}

const serverOf = (userId: string): string => userId.slice(userId.indexOf(':') + 1)

const joinRules = (room: NewRoom): readonly ICreateRoomStateEvent[] =>
  room.access === 'team' && room.teamId !== undefined
    ? [
        {
          type: EventType.RoomJoinRules,
          state_key: '',
          content: { join_rule: JoinRule.Restricted, allow: [{ type: 'm.room_membership', room_id: room.teamId }] }
        }
      ]
    : []

/** The request for a new room: encrypted unless said otherwise, members see history from when they joined. */
export const createOptions = (room: NewRoom, via: string): ICreateRoomOpts => ({
  name: room.name,
  ...(room.topic === undefined ? {} : { topic: room.topic }),
  visibility: Visibility.Private,
  preset: room.access === 'public' ? Preset.PublicChat : Preset.PrivateChat,
  invite: [...room.inviteUserIds],
  ...(room.kind === 'team' ? { creation_content: { type: 'm.space' } } : {}),
  initial_state: [
    ...(room.encrypted && room.kind === 'channel' ? [ENCRYPTION] : []),
    ...joinRules(room),
    ...(room.teamId === undefined
      ? []
      : [{ type: EventType.SpaceParent, state_key: room.teamId, content: { via: [via], canonical: true } }]),
    ...(room.access === 'public'
      ? []
      : [
          {
            type: EventType.RoomHistoryVisibility,
            state_key: '',
            content: { history_visibility: HistoryVisibility.Shared }
          }
        ])
  ]
})

const roleOf = (powerLevel: number): Member['role'] =>
  powerLevel >= 100 ? 'admin' : powerLevel >= 50 ? 'moderator' : 'member'

export const makeRoomCommands = ({ client, personIn }: Deps): RoomCommands => {
  const ownUserId = client.getSafeUserId()
  const roomOf = (roomId: string): Room => {
    const room = client.getRoom(roomId)
    if (room === null) throw new CoreError('notFound', 'The room is not known here.')
    return room
  }

  const existingDirect = (userId: string): string | null => {
    for (const [roomId, other] of readDirects(client)) {
      if (other === userId && client.getRoom(roomId)?.getMyMembership() === 'join') return roomId
    }
    return null
  }

  const rememberDirect = async (userId: string, roomId: string): Promise<void> => {
    const before: unknown = client.getAccountData(EventType.Direct)?.getContent()
    const directs: Record<string, string[]> = {}
    for (const [other, rooms] of Object.entries(before ?? {})) directs[other] = [...asTexts(rooms)]
    directs[userId] = [...new Set([...(directs[userId] ?? []), roomId])]
    await client.setAccountData(EventType.Direct, directs)
  }

  return {
    createDirect: async (userIds) => {
      const first = userIds[0]
      if (first === undefined) throw new CoreError('badInput', 'Nobody to talk to.')
      const existing = userIds.length === 1 ? existingDirect(first) : null
      if (existing !== null) return existing
      const { room_id: roomId } = await client.createRoom({
        preset: Preset.TrustedPrivateChat,
        visibility: Visibility.Private,
        is_direct: true,
        invite: [...userIds],
        initial_state: [ENCRYPTION]
      })
      await rememberDirect(first, roomId)
      return roomId
    },
    createRoom: async (room) => {
      const via = serverOf(ownUserId)
      const { room_id: roomId } = await client.createRoom(createOptions(room, via))
      if (room.teamId !== undefined)
        await client.sendStateEvent(room.teamId, EventType.SpaceChild, { via: [via] }, roomId)
      return roomId
    },
    joinRoom: async (roomIdOrAlias, viaServers) => {
      const invitedBy = client.getRoom(roomIdOrAlias)?.getDMInviter()
      const room = await client.joinRoom(roomIdOrAlias, viaServers === undefined ? {} : { viaServers: [...viaServers] })
      if (invitedBy !== undefined) await rememberDirect(invitedBy, room.roomId)
      return room.roomId
    },
    leaveRoom: async (roomId) => {
      await client.leave(roomId)
    },
    invite: async (roomId, userIds) => {
      for (const userId of userIds) await client.invite(roomId, userId)
    },
    removeMember: async (roomId, userId, reason) => {
      await client.kick(roomId, userId, reason)
    },
    members: async (roomId) => {
      const room = roomOf(roomId)
      await room.loadMembersIfNeeded()
      const person = personIn(room)
      return room.getMembers().flatMap((member): readonly Member[] => {
        const { membership } = member
        if (membership !== 'join' && membership !== 'invite' && membership !== 'knock' && membership !== 'ban')
          return []
        const powerLevel = Number.isFinite(member.powerLevel) ? member.powerLevel : 100
        return [
          {
            ...person(member.userId),
            membership,
            powerLevel,
            role: roleOf(powerLevel),
            presence: presenceOf(client, member.userId)
          }
        ]
      })
    },
    searchUsers: async (term, limit) => {
      const { results } = await client.searchUserDirectory({ term, limit })
      return results.map(({ user_id: id, display_name: name, avatar_url: avatar }) => ({
        id,
        name: cleanName(name, id),
        avatarMxc: asMxc(avatar)
      }))
    },
    setFavourite: async (roomId, favourite) => {
      if (favourite) await client.setRoomTag(roomId, 'm.favourite', { order: 0.5 })
      else await client.deleteRoomTag(roomId, 'm.favourite')
    },
    setMuted: async (roomId, muted) => {
      await client.setRoomMutePushRule('global', roomId, muted)
    },
    setRoomName: async (roomId, name) => {
      await client.setRoomName(roomId, name)
    },
    setRoomTopic: async (roomId, topic) => {
      await client.setRoomTopic(roomId, topic)
    },
    ownProfile: async () => {
      const user = client.getUser(ownUserId)
      const profile = await client
        .getProfileInfo(ownUserId)
        .catch(() => ({ displayname: user?.displayName, avatar_url: user?.avatarUrl }))
      return {
        id: ownUserId,
        name: cleanName(profile.displayname, ownUserId),
        ambiguous: false,
        avatarMxc: asMxc(profile.avatar_url)
      }
    },
    setPresence: async (presence) => {
      const value = presence === 'online' ? 'online' : 'unavailable'
      await client.setPresence({ presence: value })
    }
  }
}
