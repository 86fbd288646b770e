/** A person as the lists and the timeline show them. The name is cleaned, and isolated where it holds bidi controls. */
export type Person = {
  readonly id: string
  readonly name: string
  /** True when another member has a name that looks the same: show the id beside the name. */
  readonly ambiguous: boolean
  readonly avatarMxc: string | null
}

export type Presence = 'online' | 'away' | 'busy' | 'offline' | 'unknown'

export type RoomKind = 'direct' | 'channel' | 'team'

/** What the signed-in person may do in a room, from the power levels. The server has the last word. */
export type RoomPermissions = {
  readonly sendMessage: boolean
  readonly react: boolean
  readonly redactOthers: boolean
  readonly mentionRoom: boolean
  readonly invite: boolean
  readonly kick: boolean
  readonly ban: boolean
  readonly changeName: boolean
  readonly changeTopic: boolean
  readonly changeAvatar: boolean
  readonly pin: boolean
  /** May write the room's meeting (the Jitsi widget) and other state of the workspace. */
  readonly changeWorkspace: boolean
  readonly addChannel: boolean
}

/** A folder on a files server by its number: everybody has it at a path of their own. */
export type RoomFolder = { readonly server: string; readonly fileId: string }

export type RoomSummary = {
  readonly id: string
  readonly name: string
  readonly kind: RoomKind
  readonly topic: string | null
  readonly avatarMxc: string | null
  readonly membership: 'join' | 'invite' | 'knock'
  /** Who invited; only while membership is 'invite'. */
  readonly inviter: Person | null
  readonly encrypted: boolean
  /** Everybody, or everybody in its team, may join without being asked (a lock is shown otherwise). */
  readonly isOpen: boolean
  /** The other person of a direct chat. */
  readonly directUserId: string | null
  /** Presence of that person. */
  readonly presence: Presence
  /** Teams that list this room, the first is where it is shown. */
  readonly parentIds: readonly string[]
  /** Place among the team's channels, as the team orders them (ascending). */
  readonly orderInParent: number
  readonly memberCount: number
  /** Messages that count as unread, 0 when none. */
  readonly unread: number
  /** Mentions among them. */
  readonly mentions: number
  /** Something is unread that does not count (a muted room), or the person marked it unread. */
  readonly hasUnreadMark: boolean
  readonly favourite: boolean
  readonly lowPriority: boolean
  readonly muted: boolean
  /** Origin server time of the latest message, ms; 0 when there is none. */
  readonly lastActivityTs: number
  /** The latest message in one line; null when unknown or not readable. */
  readonly lastMessage: { readonly sender: Person; readonly text: string } | null
  /** The room that replaced this one. */
  readonly replacedByRoomId: string | null
  /** A running meeting's URL, from the latest live card. */
  readonly liveMeetingUrl: string | null
  /** The room's folder, null when it has none. */
  readonly folder: RoomFolder | null
  /** Own messages not yet sent, and those that failed. */
  readonly outbox: { readonly waiting: number; readonly failed: number }
  readonly can: RoomPermissions
}

export type Member = Person & {
  readonly membership: 'join' | 'invite' | 'knock' | 'ban'
  readonly powerLevel: number
  readonly role: 'admin' | 'moderator' | 'member'
  readonly presence: Presence
}

/** Room list: a full list, or what changed since the sequence number before. */
export type RoomsUpdate =
  | { readonly kind: 'snapshot'; readonly seq: number; readonly rooms: readonly RoomSummary[] }
  | {
      readonly kind: 'diff'
      readonly seq: number
      readonly put: readonly RoomSummary[]
      readonly removed: readonly string[]
    }

export type FoundUser = { readonly id: string; readonly name: string; readonly avatarMxc: string | null }
