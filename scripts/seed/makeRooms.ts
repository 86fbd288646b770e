import { orMissing, type Homeserver, type Json } from './homeserver'
import type { People } from './people'
import type { SeededRoom, TeamPlan } from './rooms'

/** Marks a room as the seed's, so that an interrupted seeding finds it again. */
const mark = 'org.samverk.seed'

const hourMs = 60 * 60 * 1000

export type RoomDeps = { readonly homeserver: Homeserver; readonly people: People; readonly serverName: string }

const roomPath = (roomId: string, rest: string): string => `client/v3/rooms/${encodeURIComponent(roomId)}/${rest}`

/** Rooms that somebody is in and the seed made, by their marks. */
async function findRooms({ homeserver }: RoomDeps, as: string): Promise<ReadonlyMap<string, string>> {
  const { joined_rooms: joined } = await homeserver.call('GET', 'client/v3/joined_rooms', { as })
  const ids = joined as readonly string[]
  const marks = await Promise.all(
    ids.map(
      async (id) => (await orMissing(homeserver.call('GET', roomPath(id, 'state/m.room.create/'), { as })))?.[mark]
    )
  )
  return new Map(ids.flatMap((id, index) => (typeof marks[index] === 'string' ? [[marks[index], id] as const] : [])))
}

async function makeOrFind(deps: RoomDeps, as: string, key: string, options: Json): Promise<string> {
  const found = (await findRooms(deps, as)).get(key)
  if (found !== undefined) return found
  const creation = { ...(options['creation_content'] as Json | undefined), [mark]: key }
  const body = { ...options, creation_content: creation }
  const { room_id: made } = await deps.homeserver.call('POST', 'client/v3/createRoom', { as, body })
  return made as string
}

type Membership = {
  readonly roomId: string
  readonly creator: string
  readonly timeMs: number
  readonly way: 'invited' | 'invitedDirect' | 'freely'
}

/** Invites and joins, dated before the first message; whoever is in already stays as they are. */
async function bringIn({ homeserver }: RoomDeps, ids: readonly string[], room: Membership): Promise<void> {
  const { roomId, creator, timeMs, way } = room
  const { joined } = await homeserver.call('GET', roomPath(roomId, 'joined_members'), { as: creator })
  for (const [index, id] of ids.entries()) {
    if (Object.hasOwn(joined as object, id)) continue
    const path = roomPath(roomId, `state/m.room.member/${encodeURIComponent(id)}`)
    const at = timeMs + index * 2_000
    const invite = { membership: 'invite', ...(way === 'invitedDirect' ? { is_direct: true } : {}) }
    if (way !== 'freely') await homeserver.call('PUT', path, { as: creator, body: invite, timeMs: at })
    await homeserver.call('PUT', path, { as: id, body: { membership: 'join' }, timeMs: at + 1_000 })
  }
}

/** Makes the team's space with everybody in it. Returns the room's id. */
export async function makeTeam(deps: RoomDeps, team: TeamPlan, timeMs: number): Promise<string> {
  const ids = deps.people.all.map(({ matrixId }) => matrixId)
  const creator = deps.people.byFirstName(team.owner).matrixId
  const roomId = await makeOrFind(deps, creator, `team:${team.key}`, {
    preset: 'private_chat',
    name: team.name,
    topic: team.topic,
    creation_content: { type: 'm.space' }
  })
  const others = ids.filter((id) => id !== creator)
  await bringIn(deps, others, { roomId, creator, timeMs, way: 'invited' })
  return roomId
}

export type RoomToMake = {
  readonly room: SeededRoom
  readonly team: { readonly roomId: string; readonly owner: string; readonly order: string } | undefined
  /** Part of the mark; another one makes the room anew. */
  readonly edition: string
}

/** Makes a channel or a direct chat with its members, without messages. Returns the room's id. */
export async function makeRoom(deps: RoomDeps, { room, team, edition }: RoomToMake): Promise<string> {
  const { homeserver, people, serverName } = deps
  const [creator = '', ...others] = room.members.map((name) => people.byFirstName(name).matrixId)
  const encryption = { type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } }
  const inTeam =
    team === undefined
      ? []
      : [{ type: 'm.space.parent', state_key: team.roomId, content: { via: [serverName], canonical: true } }]
  const isOpen = room.kind === 'channel' && room.entry === 'open'
  // Nobody from elsewhere can come: the homeserver speaks with no other.
  const joinRule = isOpen ? [{ type: 'm.room.join_rules', state_key: '', content: { join_rule: 'public' } }] : []
  const roomId = await makeOrFind(deps, creator, `${room.key}${edition}`, {
    ...(room.kind === 'direct'
      ? { preset: 'trusted_private_chat', is_direct: true }
      : { preset: 'private_chat', name: room.name, topic: room.topic }),
    initial_state: [...(room.encryption === 'none' ? [] : [encryption]), ...inTeam, ...joinRule]
  })
  const first = room.conversation.entries[0]?.timeMs ?? Date.now()
  const way = room.kind === 'direct' ? 'invitedDirect' : isOpen ? 'freely' : 'invited'
  await bringIn(deps, others, { roomId, creator, timeMs: first - hourMs, way })
  if (team !== undefined) {
    const path = roomPath(team.roomId, `state/m.space.child/${encodeURIComponent(roomId)}`)
    const body = { via: [serverName], order: team.order }
    await homeserver.call('PUT', path, { as: team.owner, body, timeMs: first - hourMs })
  }
  return roomId
}

/** Everybody leaves the rooms that an interrupted seeding left unreadable. */
export async function leaveRooms(deps: RoomDeps, isStale: (mark: string) => boolean): Promise<void> {
  for (const { matrixId: as } of deps.people.all) {
    for (const [key, roomId] of await findRooms(deps, as)) {
      if (!isStale(key)) continue
      await deps.homeserver.call('POST', roomPath(roomId, 'leave'), { as, body: {} })
      await deps.homeserver.call('POST', roomPath(roomId, 'forget'), { as, body: {} })
    }
  }
}

/** Tells each person's clients which rooms are direct chats, and with whom. */
export async function markDirect(
  { homeserver, people }: RoomDeps,
  rooms: readonly { readonly roomId: string; readonly members: readonly string[] }[]
): Promise<void> {
  await Promise.all(
    people.all.map(async ({ matrixId: as }) => {
      const own = rooms.flatMap(({ roomId, members }) => {
        const ids = members.map((name) => people.byFirstName(name).matrixId)
        const other = ids.find((id) => id !== as)
        return ids.includes(as) && other !== undefined ? [[other, [roomId]] as const] : []
      })
      const path = `client/v3/user/${encodeURIComponent(as)}/account_data/m.direct`
      await homeserver.call('PUT', path, { as, body: Object.fromEntries(own) })
    })
  )
}
