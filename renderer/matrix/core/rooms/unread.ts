import { NotificationCountType, type Room } from 'matrix-js-sdk'

import { asPlain } from '../plain'
import { seeEvent } from '../timeline/seen'
import { isMessage } from '../timeline/stateChange'

export type Unread = { readonly unread: number; readonly mentions: number; readonly hasUnreadMark: boolean }

export type UnreadFacts = {
  readonly total: number
  readonly highlight: number
  readonly threadTotal: number
  readonly threadHighlight: number
  /** The person has read (or written) the newest message of the main timeline; null when there is none. */
  readonly hasReadNewest: boolean | null
  readonly markedUnread: boolean
}

/** The one unread model: what has been read counts for nothing, whatever a counter says. */
export const decideUnread = (facts: UnreadFacts): Unread => {
  const main = facts.hasReadNewest === true ? { total: 0, highlight: 0 } : facts
  const unread = Math.max(0, main.total) + Math.max(0, facts.threadTotal)
  const mentions = Math.min(unread, Math.max(0, main.highlight) + Math.max(0, facts.threadHighlight))
  const silent = facts.hasReadNewest === false && unread === 0
  return { unread, mentions, hasUnreadMark: facts.markedUnread || silent }
}

const isMarkedUnread = (room: Room): boolean =>
  ['m.marked_unread', 'com.famedly.marked_unread'].some(
    (type) => asPlain(room.getAccountData(type)?.getContent())['unread'] === true
  )

const newestMessageId = (room: Room): string | null => {
  const event = room
    .getLiveTimeline()
    .getEvents()
    .findLast((candidate) => isMessage(seeEvent(candidate)))
  return event?.getId() ?? null
}

export const readUnread = (room: Room, ownUserId: string): Unread => {
  const newest = newestMessageId(room)
  const threads = room.getThreads()
  const inThreads = (type: NotificationCountType): number =>
    threads.reduce((sum, thread) => sum + room.getThreadUnreadNotificationCount(thread.id, type), 0)
  return decideUnread({
    total: room.getRoomUnreadNotificationCount(NotificationCountType.Total),
    highlight: room.getRoomUnreadNotificationCount(NotificationCountType.Highlight),
    threadTotal: inThreads(NotificationCountType.Total),
    threadHighlight: inThreads(NotificationCountType.Highlight),
    hasReadNewest: newest === null ? null : room.hasUserReadEvent(ownUserId, newest),
    markedUnread: isMarkedUnread(room)
  })
}
