import type { MadeRoom } from './encrypted'
import { leaveRooms, makeRoom, makeTeam, markDirect, type RoomDeps } from './makeRooms'
import { readRooms, teams, type SeededRoom } from './rooms'

const hourMs = 60 * 60 * 1000

export type Conversations = {
  /** Teams and unencrypted rooms with their members; made once, however often they are asked for. */
  readonly plain: () => Promise<readonly MadeRoom[]>
  /** Encrypted rooms of this edition; those of others are left by everybody. */
  readonly encrypted: (edition: string) => Promise<readonly MadeRoom[]>
}

const isEncrypted = ({ encryption }: SeededRoom): boolean => encryption === 'megolm'

export function makeConversations(options: { readonly deps: RoomDeps; readonly seededMs: number }): Conversations {
  const { deps, seededMs } = options
  const rooms = readRooms(seededMs)
  const first = Math.min(...rooms.flatMap(({ conversation }) => conversation.entries[0]?.timeMs ?? seededMs))
  const makeTeams = async (): Promise<ReadonlyMap<string, string>> =>
    new Map(
      await Promise.all(teams.map(async (team) => [team.key, await makeTeam(deps, team, first - 2 * hourMs)] as const))
    )
  const make = async (room: SeededRoom, teamIds: ReadonlyMap<string, string>, edition = ''): Promise<MadeRoom> => {
    const plan = teams.find(({ key }) => room.kind === 'channel' && key === room.team)
    const roomId = plan && teamIds.get(plan.key)
    const order = String(rooms.indexOf(room)).padStart(2, '0')
    const team =
      plan === undefined || roomId === undefined
        ? undefined
        : { roomId, owner: deps.people.byFirstName(plan.owner).matrixId, order }
    return { room, roomId: await makeRoom(deps, { room, team, edition }) }
  }
  const once = <T>(work: () => Promise<T>): (() => Promise<T>) => {
    let running: Promise<T> | undefined
    return () => (running ??= work())
  }
  const teamIds = once(makeTeams)
  const plain = once(async () => {
    const ids = await teamIds()
    return Promise.all(rooms.filter((room) => !isEncrypted(room)).map((room) => make(room, ids)))
  })
  return {
    plain,
    encrypted: async (edition) => {
      await leaveRooms(deps, (mark) => mark.includes('#') && !mark.endsWith(edition))
      const ids = await teamIds()
      const made = await Promise.all(rooms.filter(isEncrypted).map((room) => make(room, ids, edition)))
      const direct = [...(await plain()), ...made].filter(({ room }) => room.kind === 'direct')
      await markDirect(
        deps,
        direct.map(({ room, roomId }) => ({ roomId, members: room.members }))
      )
      return made
    }
  }
}
