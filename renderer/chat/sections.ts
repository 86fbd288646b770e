import type { RoomSummary } from '../matrix/contract'

export type RoomFilter = 'all' | 'unread' | 'mentions'

/** One line of the room list: a heading, a team, or a room. */
export type ListRow =
  | { readonly kind: 'heading'; readonly id: 'invites' | 'favourites' | 'direct' | 'teams' | 'channels' }
  | { readonly kind: 'room'; readonly room: RoomSummary; readonly nested: boolean }
  | { readonly kind: 'team'; readonly room: RoomSummary; readonly open: boolean }

interface ListOptions {
  readonly filter: RoomFilter
  /** Teams that the person folded. */
  readonly closedTeams: ReadonlySet<string>
  /** Shown whatever the filter says, so that it does not vanish while it is being read. */
  readonly openRoomId: string | undefined
}

const collator = new Intl.Collator('sv')

/**
 * The room list in the order of look.md: invitations, favourites, direct messages, teams with their channels, other
 * channels. People by latest activity; channels as the team orders them, then by name.
 */
export function listRows(rooms: Iterable<RoomSummary>, { filter, closedTeams, openRoomId }: ListOptions): ListRow[] {
  const shown = [...rooms].filter((room) => room.replacedByRoomId === null)
  const passes = (room: RoomSummary) =>
    room.id === openRoomId || filter === 'all' || (filter === 'unread' ? isUnread(room) : room.mentions > 0)
  const places = shown.filter((room) => room.kind !== 'team' && room.membership === 'join' && passes(room))
  const invites = shown.filter(({ membership }) => membership === 'invite')
  const favourites = places.filter(({ favourite }) => favourite)
  const others = places.filter(({ favourite }) => !favourite)
  const teams = shown.filter((room) => room.kind === 'team' && room.membership === 'join').sort(byName)
  const teamIds = new Set(teams.map(({ id }) => id))
  const teamOf = ({ parentIds }: RoomSummary) => parentIds.find((id) => teamIds.has(id))
  const channels = others.filter(({ kind }) => kind === 'channel')
  return [
    ...section('invites', invites),
    ...section('favourites', favourites.sort(byName)),
    ...section('direct', others.filter(({ kind }) => kind === 'direct').sort(byActivity)),
    ...teamRows(
      teams,
      (team) => channels.filter((room) => teamOf(room) === team.id).sort(byTeamOrder),
      closedTeams,
      filter
    ),
    ...section('channels', channels.filter((room) => teamOf(room) === undefined).sort(byName))
  ]
}

export const isUnread = (room: RoomSummary): boolean => room.unread > 0 || room.hasUnreadMark

function section(id: Extract<ListRow, { kind: 'heading' }>['id'], rooms: readonly RoomSummary[]): ListRow[] {
  if (rooms.length === 0) return []
  return [{ kind: 'heading', id }, ...rooms.map((room): ListRow => ({ kind: 'room', room, nested: false }))]
}

function teamRows(
  teams: readonly RoomSummary[],
  channelsOf: (team: RoomSummary) => readonly RoomSummary[],
  closedTeams: ReadonlySet<string>,
  filter: RoomFilter
): ListRow[] {
  const rows = teams.flatMap((team): ListRow[] => {
    const channels = channelsOf(team)
    if (filter !== 'all' && channels.length === 0) return []
    const open = filter !== 'all' || !closedTeams.has(team.id)
    const nested = open ? channels.map((room): ListRow => ({ kind: 'room', room, nested: true })) : []
    return [{ kind: 'team', room: team, open }, ...nested]
  })
  return rows.length === 0 ? [] : [{ kind: 'heading', id: 'teams' }, ...rows]
}

const byName = (a: RoomSummary, b: RoomSummary) => collator.compare(a.name, b.name)
const byActivity = (a: RoomSummary, b: RoomSummary) => b.lastActivityTs - a.lastActivityTs || byName(a, b)
const byTeamOrder = (a: RoomSummary, b: RoomSummary) => a.orderInParent - b.orderInParent || byName(a, b)
