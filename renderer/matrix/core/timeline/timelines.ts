import {
  ClientEvent,
  MatrixEventEvent,
  NotificationCountType,
  RoomEvent,
  RoomMemberEvent,
  RoomStateEvent,
  ThreadEvent,
  type EventTimelineSet,
  type MatrixClient,
  type MatrixEvent,
  type Room
} from 'matrix-js-sdk'

import type { Person, TimelineKey, TimelineUpdate } from '../../contract'
import type { Outbox } from '../outbox/outbox'
import { makePeople } from '../people'
import { asPlain, asText } from '../plain'
import { CoreError } from '../plainError'
import { seeEvent } from './seen'
import { Shields } from './shields'
import { openRoomSource, openThreadSource } from './source'
import { isMessage } from './stateChange'
import { Timeline } from './timeline'
import { untilRoom } from './untilRoom'

const THREAD_EVENTS = [ThreadEvent.New, ThreadEvent.Update, ThreadEvent.NewReply] as const

const nameOf = (key: TimelineKey): string => `${key.roomId}\n${key.threadRootId ?? ''}`

/** All open conversations; owns every listener on the SDK that they need. */
export class Timelines {
  private readonly open = new Map<string, Timeline>()
  private readonly people = new Map<string, (userId: string) => Person>()
  private readonly typing = new Map<string, ReadonlySet<string>>()
  private readonly liveBefore = new WeakMap<EventTimelineSet, ReturnType<EventTimelineSet['getLiveTimeline']>>()
  private readonly shields: Shields

  constructor(
    private readonly client: MatrixClient,
    private readonly outbox: Outbox,
    private readonly emit: (update: TimelineUpdate) => void
  ) {
    this.shields = new Shields(client, (roomId) => this.touch(roomId))
  }

  /** Begins to listen; returns what stops it. */
  start(): () => void {
    const { client } = this
    const onTimeline = (event: MatrixEvent, room: Room | undefined): void => {
      if (event.getSender() === client.getUserId()) {
        const txnId = asText(asPlain(event.getUnsigned())['transaction_id'])
        if (event.status === null) this.outbox.echoArrived(txnId, event.getId() ?? '')
      }
      this.touch(room?.roomId ?? event.getRoomId())
    }
    const onReset = (room: Room | undefined, set: EventTimelineSet, forgotten: boolean): void =>
      this.wasReset(room, set, forgotten)
    const onEvent = (event: MatrixEvent): void => this.touch(event.getRoomId())
    const onRedaction = (_event: MatrixEvent, room: Room): void => this.touch(room.roomId)
    const onReceipt = (_event: MatrixEvent, room: Room): void => this.touch(room.roomId)
    const onMembers = (event: MatrixEvent): void => {
      this.people.delete(event.getRoomId() ?? '')
      this.touch(event.getRoomId())
    }
    const onTyping = (_event: MatrixEvent, member: { roomId: string; userId: string; typing: boolean }): void => {
      const users = new Set(this.typing.get(member.roomId))
      if (member.typing) users.add(member.userId)
      else users.delete(member.userId)
      this.typing.set(member.roomId, users)
      this.touch(member.roomId)
    }
    const onThread = (thread: { roomId: string }): void => this.touch(thread.roomId)
    client.on(RoomEvent.Timeline, onTimeline)
    client.on(RoomEvent.TimelineReset, onReset)
    client.on(RoomEvent.Redaction, onRedaction)
    client.on(RoomEvent.Receipt, onReceipt)
    client.on(MatrixEventEvent.Decrypted, onEvent)
    client.on(RoomStateEvent.Events, onEvent)
    client.on(RoomStateEvent.Members, onMembers)
    client.on(RoomMemberEvent.Typing, onTyping)
    // The client does not pass on what happens in threads.
    const watched = new Set<Room>()
    const remember = (room: Room): void => {
      this.remember(room.getUnfilteredTimelineSet())
      if (watched.has(room)) return
      watched.add(room)
      for (const name of THREAD_EVENTS) room.on(name, onThread)
    }
    client.on(ClientEvent.Room, remember)
    for (const room of client.getRooms()) remember(room)
    return () => {
      client.off(RoomEvent.Timeline, onTimeline)
      client.off(RoomEvent.TimelineReset, onReset)
      client.off(RoomEvent.Redaction, onRedaction)
      client.off(RoomEvent.Receipt, onReceipt)
      client.off(MatrixEventEvent.Decrypted, onEvent)
      client.off(RoomStateEvent.Events, onEvent)
      client.off(RoomStateEvent.Members, onMembers)
      client.off(RoomMemberEvent.Typing, onTyping)
      client.off(ClientEvent.Room, remember)
      for (const room of watched) for (const name of THREAD_EVENTS) room.off(name, onThread)
      for (const timeline of this.open.values()) timeline.close()
      this.open.clear()
    }
  }

  /** The SDK tells of a reset only after the old live timeline is gone: it is kept in mind from before. */
  private remember(set: EventTimelineSet): void {
    this.liveBefore.set(set, set.getLiveTimeline())
  }

  private wasReset(room: Room | undefined, set: EventTimelineSet, forgotten: boolean): void {
    const before = this.liveBefore.get(set)
    this.remember(set)
    const threadRootId = set.thread?.id ?? null
    const roomId = room?.roomId ?? set.room?.roomId ?? ''
    const timeline = this.open.get(nameOf({ roomId, threadRootId }))
    if (before !== undefined) timeline?.window.timelineWasReset(before, forgotten || threadRootId !== null)
    timeline?.touch()
  }

  /** Something changed in the room (or in all, without one). */
  touch(roomId?: string): void {
    for (const timeline of this.open.values()) {
      if (roomId === undefined || timeline.key.roomId === roomId) timeline.touch()
    }
  }

  personIn(room: Room): (userId: string) => Person {
    const known = this.people.get(room.roomId)
    if (known !== undefined) return known
    const people = makePeople(room)
    this.people.set(room.roomId, people)
    return people
  }

  get(key: TimelineKey): Timeline {
    const timeline = this.open.get(nameOf(key))
    if (timeline === undefined) throw new CoreError('badInput', 'This conversation is not open.')
    return timeline
  }

  find(key: TimelineKey): Timeline | undefined {
    return this.open.get(nameOf(key))
  }

  async openTimeline(key: TimelineKey, atEventId: string | null): Promise<void> {
    const room = await untilRoom(this.client, key.roomId)
    this.close(key)
    const source =
      key.threadRootId === null
        ? await openRoomSource(this.client, room, atEventId)
        : await openThreadSource(this.client, room, key.threadRootId)
    this.remember(source.set)
    const deps = {
      client: this.client,
      outbox: this.outbox,
      shields: this.shields,
      person: (userId: string) => this.personIn(room)(userId),
      typing: () => this.typingIn(room),
      emit: this.emit
    }
    const timeline = new Timeline(key, room, source, deps, key.threadRootId === null ? this.firstUnread(room) : null)
    this.open.set(nameOf(key), timeline)
    await timeline.update()
    void room.loadMembersIfNeeded().catch(() => false)
  }

  async jumpToLive(key: TimelineKey): Promise<void> {
    const room = this.client.getRoom(key.roomId)
    if (room === null || key.threadRootId !== null) return
    await this.get(key).moveTo(await openRoomSource(this.client, room, null))
  }

  close(key: TimelineKey): void {
    this.open.get(nameOf(key))?.close()
    this.open.delete(nameOf(key))
  }

  private typingIn(room: Room): readonly Person[] {
    const own = this.client.getUserId()
    return [...(this.typing.get(room.roomId) ?? [])].filter((userId) => userId !== own).map(this.personIn(room))
  }

  /** The first message of somebody else after what the person has read. */
  private firstUnread(room: Room): string | null {
    const own = this.client.getSafeUserId()
    const readUpTo = room.getEventReadUpTo(own)
    const events = room.getUnfilteredTimelineSet().getLiveTimeline().getEvents()
    const at = readUpTo === null ? -1 : events.findIndex((event) => event.getId() === readUpTo)
    if (at === -1 && room.getUnreadNotificationCount(NotificationCountType.Total) === 0) return null
    const unread = events
      .slice(at + 1)
      .map(seeEvent)
      .filter((event) => isMessage(event) && event.sender !== own)
    return unread[0]?.eventId ?? null
  }
}
