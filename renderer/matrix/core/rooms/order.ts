import type { RoomSummary } from '../../contract'

const collator = new Intl.Collator('sv')

/** Direct chats by who wrote last, then teams and their channels in the team's order, then other channels. */
export const compareRooms = (a: RoomSummary, b: RoomSummary): number => {
  const rank = { direct: 0, team: 1, channel: 2 } as const
  if (a.membership !== b.membership && (a.membership === 'invite' || b.membership === 'invite')) {
    return a.membership === 'invite' ? -1 : 1
  }
  if (a.kind !== b.kind) return rank[a.kind] - rank[b.kind]
  if (a.kind === 'direct') return b.lastActivityTs - a.lastActivityTs || collator.compare(a.name, b.name)
  return a.orderInParent - b.orderInParent || collator.compare(a.name, b.name)
}

/** What the activity badge and the tray show. */
export const totalsOf = (
  rooms: Iterable<RoomSummary>,
  unsent: number
): {
  readonly rooms: number
  readonly messages: number
  readonly mentions: number
  readonly invites: number
  readonly unsent: number
} => {
  let [count, messages, mentions, invites] = [0, 0, 0, 0]
  for (const room of rooms) {
    if (room.membership === 'invite') invites += 1
    if (room.muted && room.mentions === 0) continue
    if (room.unread > 0 || room.hasUnreadMark) count += room.unread > 0 ? 1 : 0
    messages += room.unread
    mentions += room.mentions
  }
  return { rooms: count, messages, mentions, invites, unsent }
}
