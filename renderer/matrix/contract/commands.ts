import type { RecoveryState, SyncState } from './session'
import type { FoundUser, Member, Person, RoomFolder, RoomsUpdate } from './rooms'
import type { MediaRef, TimelineKey, TimelineUpdate } from './timeline'

export type Draft = {
  /** Markdown as typed. */
  readonly text: string
  readonly mentions: readonly string[]
  readonly relation: DraftRelation
}

export type DraftRelation =
  | { readonly kind: 'none' }
  | { readonly kind: 'reply'; readonly eventId: string }
  | { readonly kind: 'edit'; readonly eventId: string }

export type TextMessage = {
  /** Markdown. A leading `/me ` makes an emote. */
  readonly text: string
  /** User ids; become m.mentions, and links where their @name stands in the text. */
  readonly mentions: readonly Mention[]
  readonly mentionRoom?: boolean
  readonly replyTo?: string
}

/** `label` is the text in the message that stands for the person, for example "@Sara Lindmark". */
export type Mention = { readonly userId: string; readonly label: string }

export type FileMessage = {
  readonly blob: Blob
  readonly name: string
  readonly mime: string
  readonly caption?: string
  /** For pictures: measured in the window, since a worker may not be able to decode all of them. */
  readonly widthPx?: number
  readonly heightPx?: number
  readonly thumbnail?: { readonly blob: Blob; readonly widthPx: number; readonly heightPx: number }
  readonly replyTo?: string
}

export type NewRoom = {
  readonly name: string
  readonly topic?: string
  readonly inviteUserIds: readonly string[]
  readonly kind: 'channel' | 'team'
  readonly teamId?: string
  /** Encrypted unless a channel is said to be open (announcements). */
  readonly encrypted: boolean
  readonly access: 'invited' | 'team' | 'public'
}

export type MediaRequest = {
  readonly media: MediaRef
  /** A picture scaled by the server; ignored for encrypted media. */
  readonly thumbnail?: { readonly widthPx: number; readonly heightPx: number; readonly method: 'crop' | 'scale' }
}

/** The blob's type is from an allow-list of what may be shown, else `application/octet-stream`. */
export type MediaResult = { readonly blob: Blob; readonly showable: boolean }

export type RoomMeeting = { readonly conferenceId: string; readonly domain: string; readonly name: string | null }

/** Everything that the window may ask of the worker. All of it is asynchronous; errors are `MatrixError`s (client.ts). */
export type MatrixCommands = {
  // what is open
  /** Starts updates for the room's timeline: a snapshot first, then diffs. `atEventId` opens around that event. */
  openRoom(roomId: string, atEventId?: string): Promise<void>
  openThread(roomId: string, threadRootId: string): Promise<void>
  closeTimeline(key: TimelineKey): Promise<void>
  paginate(key: TimelineKey, direction: 'backwards' | 'forwards'): Promise<void>
  fillGap(key: TimelineKey, gapKey: string): Promise<void>
  /** Back to the newest message after `openRoom` at an event. */
  jumpToLive(key: TimelineKey): Promise<void>
  requestRooms(): Promise<void>
  requestTimeline(key: TimelineKey): Promise<void>

  // writing; each returns the transaction id of the outbox item once it is stored
  sendText(key: TimelineKey, message: TextMessage): Promise<string>
  editText(key: TimelineKey, eventId: string, message: TextMessage): Promise<string>
  sendFile(key: TimelineKey, message: FileMessage): Promise<string>
  sendFileCard(key: TimelineKey, card: FileCard): Promise<string>
  react(roomId: string, eventId: string, emoji: string): Promise<string>
  unreact(roomId: string, reactionEventId: string): Promise<string>
  redact(roomId: string, eventId: string, reason?: string): Promise<string>
  retry(roomId: string, txnId: string): Promise<void>
  /** Takes an unsent item back, also during upload. False when it was already sent. */
  cancel(roomId: string, txnId: string): Promise<boolean>

  // reading
  /** Marks read up to the event, or everything. `quiet` tells only one's own computers. */
  markRead(key: TimelineKey, eventId: string | null, options?: { readonly quiet?: boolean }): Promise<void>
  markUnread(roomId: string, unread: boolean): Promise<void>
  setTyping(roomId: string, typing: boolean): Promise<void>
  getDraft(key: TimelineKey): Promise<Draft | null>
  setDraft(key: TimelineKey, draft: Draft | null): Promise<void>
  /** Keys are prepared when the composer gets the focus, so that the first message goes quickly. */
  prepareToSend(roomId: string): Promise<void>

  // rooms and people
  createDirect(userIds: readonly string[]): Promise<string>
  createRoom(room: NewRoom): Promise<string>
  joinRoom(roomIdOrAlias: string, viaServers?: readonly string[]): Promise<string>
  leaveRoom(roomId: string): Promise<void>
  invite(roomId: string, userIds: readonly string[]): Promise<void>
  removeMember(roomId: string, userId: string, reason?: string): Promise<void>
  members(roomId: string): Promise<readonly Member[]>
  searchUsers(term: string, limit: number): Promise<readonly FoundUser[]>
  setFavourite(roomId: string, favourite: boolean): Promise<void>
  setMuted(roomId: string, muted: boolean): Promise<void>
  setRoomName(roomId: string, name: string): Promise<void>
  setRoomTopic(roomId: string, topic: string): Promise<void>
  ownProfile(): Promise<Person>
  setPresence(presence: 'online' | 'away' | 'busy'): Promise<void>

  // meetings
  /** The room's meeting from its Jitsi widget, null when it has none. */
  roomMeeting(roomId: string): Promise<RoomMeeting | null>
  setRoomMeeting(roomId: string, meeting: RoomMeeting): Promise<void>
  postMeetingCard(key: TimelineKey, card: { readonly url: string; readonly title: string }): Promise<string>
  endMeetingCard(key: TimelineKey, eventId: string): Promise<string>

  // the room's workspace
  /** Null takes the folder away. What else the workspace holds stays. */
  setRoomFolder(roomId: string, folder: RoomFolder | null): Promise<void>

  // media
  download(request: MediaRequest): Promise<MediaResult>

  // identity
  /** Makes identity, secret storage and key backup; returns the recovery code to show once. */
  setUpRecovery(password?: string): Promise<string>
  unlockWithRecoveryCode(code: string): Promise<void>
  /** Ends the session on the server, then clears this account's local data. The caller has asked the person. */
  signOut(): Promise<void>

  // the machine
  /** The network came back, or the computer woke: try at once. */
  networkChanged(online: boolean): Promise<void>
  /** Writes everything down now (window hidden, quit). */
  flush(): Promise<void>
  /** For the watchdog. */
  ping(): Promise<number>
}

export type FileCard = {
  readonly server: string
  readonly fileId: string
  readonly name: string
  readonly mime: string
  readonly sizeBytes: number | null
  /** Works in a browser. */
  readonly url: string
}

/** What deserves a native notification; the window or main decides whether to show it. */
export type NotificationEvent = {
  readonly roomId: string
  readonly roomName: string
  readonly eventId: string
  readonly threadRootId: string | null
  readonly sender: Person
  readonly text: string
  readonly mention: boolean
  readonly ts: number
}

export type UnreadTotals = {
  readonly rooms: number
  readonly messages: number
  readonly mentions: number
  readonly invites: number
  /** Own messages not yet sent, in all rooms. */
  readonly unsent: number
}

/** Everything that the worker tells. */
export type MatrixEvents = {
  sync: SyncState
  rooms: RoomsUpdate
  timeline: TimelineUpdate
  recovery: RecoveryState
  totals: UnreadTotals
  notify: NotificationEvent
  membersChanged: { readonly roomId: string }
  draftChanged: { readonly key: TimelineKey; readonly draft: Draft | null }
}

export type MatrixEventName = keyof MatrixEvents
export type MatrixMessage = {
  [N in MatrixEventName]: { readonly type: N; readonly payload: MatrixEvents[N] }
}[MatrixEventName]
