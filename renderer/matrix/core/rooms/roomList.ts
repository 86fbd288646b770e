import {
  ClientEvent,
  MatrixEventEvent,
  RoomEvent,
  RoomStateEvent,
  UserEvent,
  type MatrixClient,
  type MatrixEvent,
  type Room,
  type User
} from 'matrix-js-sdk'

import type { Person, RoomsUpdate, RoomSummary } from '../../contract'
import type { Outbox } from '../outbox/outbox'
import { compareRooms } from './order'
import { readDirects, readPlaces } from './spaces'
import { toSummary } from './summary'

const BATCH_MS = 50

export type RoomListDeps = {
  readonly client: MatrixClient
  readonly outbox: Outbox
  readonly personIn: (room: Room) => (userId: string) => Person
  readonly emit: (update: RoomsUpdate) => void
}

/** The room list: rows are made again only for rooms where something happened, and sent when they differ. */
export class RoomList {
  private readonly rows = new Map<string, { readonly summary: RoomSummary; readonly text: string }>()
  private readonly dirty = new Set<string>()
  private everything = true
  private hasBegun = false
  private timer: ReturnType<typeof setTimeout> | null = null
  private seq = 0
  private hasSentSnapshot = false

  constructor(private readonly deps: RoomListDeps) {}

  start(): () => void {
    const { client } = this.deps
    const room = (changed: Room): void => this.touch(changed.roomId)
    const reset = (changed: Room | undefined): void => this.touch(changed?.roomId)
    const event = (changed: MatrixEvent): void => {
      const type: string = changed.getType()
      if (type === 'm.space.child' || type === 'm.room.create') this.touchAll()
      else this.touch(changed.getRoomId())
    }
    const inRoom = (_event: MatrixEvent, changed: Room | undefined): void => this.touch(changed?.roomId)
    const accountData = (changed: MatrixEvent): void => {
      if (changed.getType() === 'm.direct' || changed.getType() === 'm.push_rules') this.touchAll()
    }
    const presence = (_event: MatrixEvent | undefined, user: User): void => {
      for (const { summary } of this.rows.values()) if (summary.directUserId === user.userId) this.touch(summary.id)
    }
    const counts = (): void => {
      for (const known of client.getRooms()) if (known.getUnreadNotificationCount() > 0) this.touch(known.roomId)
    }
    const gone = (roomId: string): void => this.touch(roomId)
    client.on(ClientEvent.Room, room)
    client.on(ClientEvent.DeleteRoom, gone)
    client.on(ClientEvent.AccountData, accountData)
    client.on(RoomEvent.Name, room)
    client.on(RoomEvent.MyMembership, room)
    client.on(RoomEvent.Timeline, inRoom)
    client.on(RoomEvent.TimelineReset, reset)
    client.on(RoomEvent.Receipt, inRoom)
    client.on(RoomEvent.Tags, inRoom)
    client.on(RoomEvent.AccountData, inRoom)
    client.on(RoomEvent.Redaction, inRoom)
    client.on(RoomStateEvent.Events, event)
    client.on(MatrixEventEvent.Decrypted, event)
    client.on(UserEvent.Presence, presence)
    client.on(ClientEvent.Sync, counts)
    return () => {
      client.off(ClientEvent.Room, room)
      client.off(ClientEvent.DeleteRoom, gone)
      client.off(ClientEvent.AccountData, accountData)
      client.off(RoomEvent.Name, room)
      client.off(RoomEvent.MyMembership, room)
      client.off(RoomEvent.Timeline, inRoom)
      client.off(RoomEvent.TimelineReset, reset)
      client.off(RoomEvent.Receipt, inRoom)
      client.off(RoomEvent.Tags, inRoom)
      client.off(RoomEvent.AccountData, inRoom)
      client.off(RoomEvent.Redaction, inRoom)
      client.off(RoomStateEvent.Events, event)
      client.off(MatrixEventEvent.Decrypted, event)
      client.off(UserEvent.Presence, presence)
      client.off(ClientEvent.Sync, counts)
      if (this.timer !== null) clearTimeout(this.timer)
    }
  }

  touch(roomId: string | undefined): void {
    if (roomId === undefined) return
    this.dirty.add(roomId)
    this.schedule()
  }

  touchAll(): void {
    this.everything = true
    this.schedule()
  }

  /** The rooms are there (from the cache or the server): until then half a list would replace the first one. */
  begin(): void {
    this.hasBegun = true
    this.touchAll()
  }

  /** The whole list again. */
  resend(): void {
    if (!this.hasBegun) return
    this.hasSentSnapshot = false
    this.flush()
  }

  rooms(): readonly RoomSummary[] {
    return Array.from(this.rows.values(), ({ summary }) => summary).sort(compareRooms)
  }

  private schedule(): void {
    if (this.hasBegun) this.timer ??= setTimeout(() => this.flush(), BATCH_MS)
  }

  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    const { client } = this.deps
    const ids = this.everything ? [...this.rows.keys(), ...client.getRooms().map(({ roomId }) => roomId)] : this.dirty
    const changed = this.refresh(new Set(ids))
    this.dirty.clear()
    this.everything = false
    if (this.hasSentSnapshot && changed.put.length === 0 && changed.removed.length === 0) return
    this.seq += 1
    if (this.hasSentSnapshot) this.deps.emit({ kind: 'diff', seq: this.seq, ...changed })
    else this.deps.emit({ kind: 'snapshot', seq: this.seq, rooms: this.rooms() })
    this.hasSentSnapshot = true
  }

  private refresh(roomIds: ReadonlySet<string>): {
    readonly put: readonly RoomSummary[]
    readonly removed: readonly string[]
  } {
    const { client, personIn, outbox } = this.deps
    const context = {
      client,
      personIn,
      places: readPlaces(client),
      directs: readDirects(client),
      outboxCounts: (roomId: string) => outbox.counts(roomId),
      now: Date.now()
    }
    const put: RoomSummary[] = []
    const removed: string[] = []
    for (const roomId of roomIds) {
      const summary = this.summaryOf(roomId, context)
      if (summary === null) {
        if (this.rows.delete(roomId)) removed.push(roomId)
        continue
      }
      const text = JSON.stringify(summary)
      if (this.rows.get(roomId)?.text === text) continue
      this.rows.set(roomId, { summary, text })
      put.push(summary)
    }
    return { put, removed }
  }

  /** A room that cannot be summed up keeps its last row: one hostile room never costs the list. */
  private summaryOf(roomId: string, context: Parameters<typeof toSummary>[1]): RoomSummary | null {
    const room = this.deps.client.getRoom(roomId)
    if (room === null) return null
    try {
      return toSummary(room, context)
    } catch {
      return this.rows.get(roomId)?.summary ?? null
    }
  }
}
