import {
  MatrixEventEvent,
  RoomEvent,
  type IRoomTimelineData,
  type MatrixClient,
  type MatrixEvent,
  type Room
} from 'matrix-js-sdk'

import type { NotificationEvent, Person } from '../contract'
import { cleanName } from './html/clean'
import { mentionsUser, toBody, toOneLine } from './timeline/body'
import { seeEvent } from './timeline/seen'
import { isMessage } from './timeline/stateChange'

export type NotificationDeps = {
  readonly client: MatrixClient
  readonly personIn: (room: Room) => (userId: string) => Person
  /** Only what comes while the connection is live is told: no storm after a night's sleep. */
  readonly isLive: () => boolean
  readonly emit: (event: NotificationEvent) => void
}

const WAIT_FOR_KEY_MS = 60_000

const toNotification = (event: MatrixEvent, room: Room, deps: NotificationDeps): NotificationEvent | null => {
  const seen = seeEvent(event)
  const ownUserId = deps.client.getSafeUserId()
  if (!isMessage(seen) || seen.failure !== null || seen.redaction !== null || seen.sender === ownUserId) return null
  if (deps.client.getPushActionsForEvent(event, true)?.notify !== true) return null
  const person = deps.personIn(room)
  const body = { ownUserId, nameOf: (userId: string) => person(userId).name, now: Date.now() }
  return {
    roomId: room.roomId,
    roomName: cleanName(room.name, room.roomId),
    eventId: seen.eventId,
    threadRootId: event.threadRootId ?? null,
    sender: person(seen.sender),
    text: toOneLine(toBody(seen, seen.content, body)),
    mention: mentionsUser(seen.content, ownUserId),
    ts: seen.ts
  }
}

/** Tells of messages that the push rules want told, once each, after they can be read. Returns what stops it. */
export const startNotifications = (deps: NotificationDeps): (() => void) => {
  const told = new Set<string>()
  const tell = (event: MatrixEvent, room: Room): void => {
    const id = event.getId()
    if (id === undefined || told.has(id)) return
    const notification = toNotification(event, room, deps)
    if (notification === null) return
    told.add(id)
    if (told.size > 500) told.delete(told.values().next().value ?? '')
    deps.emit(notification)
  }
  const onTimeline = (
    event: MatrixEvent,
    room: Room | undefined,
    toStart: boolean | undefined,
    removed: boolean,
    data: IRoomTimelineData
  ): void => {
    if (room === undefined || toStart === true || removed || data.liveEvent !== true || !deps.isLive()) return
    if (!event.isEncrypted() || event.getClearContent() !== null) tell(event, room)
    const receivedTs = Date.now()
    const onDecrypted = (): void => {
      if (event.isDecryptionFailure()) return
      event.off(MatrixEventEvent.Decrypted, onDecrypted)
      if (Date.now() - receivedTs < WAIT_FOR_KEY_MS) tell(event, room)
    }
    if (event.isEncrypted()) event.on(MatrixEventEvent.Decrypted, onDecrypted)
  }
  deps.client.on(RoomEvent.Timeline, onTimeline)
  return () => {
    deps.client.off(RoomEvent.Timeline, onTimeline)
  }
}
