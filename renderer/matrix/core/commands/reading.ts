import { ReceiptType, type MatrixClient, type MatrixEvent } from 'matrix-js-sdk'

import '../sdkTypes'
import type { MatrixCommands, MatrixErrorCode, TimelineKey } from '../../contract'
import type { Drafts } from '../drafts'
import { CoreError, toPlainError } from '../plainError'
import type { Timelines } from '../timeline/timelines'

export type Reading = Pick<
  MatrixCommands,
  'markRead' | 'markUnread' | 'setTyping' | 'getDraft' | 'setDraft' | 'prepareToSend'
>

type Deps = {
  readonly client: MatrixClient
  readonly timelines: Timelines
  readonly drafts: Drafts
  readonly onRead: (roomId: string) => void
  readonly onDraft: (key: TimelineKey, draft: Awaited<ReturnType<Drafts['get']>>) => void
}

const TYPING_LASTS_MS = 20_000
const MARKED_UNREAD = 'm.marked_unread'

/** What could not be told, because the server was away, is told when it is back. */
const WAITS_FOR: readonly MatrixErrorCode[] = ['network', 'timeout', 'server', 'rateLimited']

/** Reading marks, typing and drafts. */
export const makeReading = ({
  client,
  timelines,
  drafts,
  onRead,
  onDraft
}: Deps): { readonly commands: Reading; readonly tellPendingReads: () => void } => {
  const pending = new Map<string, () => Promise<void>>()

  const lastOf = (key: TimelineKey): MatrixEvent | undefined => {
    const room = client.getRoom(key.roomId)
    const events =
      key.threadRootId === null ? room?.getLiveTimeline().getEvents() : room?.getThread(key.threadRootId)?.events
    return events?.findLast((event) => event.status === null && event.getId()?.startsWith('$') === true)
  }

  const setMarkedUnread = async (roomId: string, unread: boolean): Promise<void> => {
    const before: unknown = client.getRoom(roomId)?.getAccountData(MARKED_UNREAD)?.getContent()['unread']
    if ((before === true) === unread) return
    await client.setRoomAccountData(roomId, MARKED_UNREAD, { unread })
  }

  const commands: Reading = {
    markRead: async (key, eventId, options) => {
      const room = client.getRoom(key.roomId)
      if (room === null) throw new CoreError('notFound', 'The room is not known here.')
      const event = eventId === null ? lastOf(key) : room.findEventById(eventId)
      if (event === undefined) return
      const type = options?.quiet === true ? ReceiptType.ReadPrivate : ReceiptType.Read
      const tell = async (): Promise<void> => {
        // "Everything" also clears the threads: an unthreaded receipt counts for all of them.
        await client.sendReadReceipt(event, type, eventId === null && key.threadRootId === null)
        const id = event.getId()
        if (key.threadRootId === null && id !== undefined) await client.setRoomReadMarkers(key.roomId, id)
        await setMarkedUnread(key.roomId, false)
        onRead(key.roomId)
      }
      const name = `${key.roomId} ${key.threadRootId ?? ''}`
      pending.delete(name)
      try {
        await tell()
      } catch (error) {
        if (!WAITS_FOR.includes(toPlainError(error).code)) throw error
        pending.set(name, tell)
        onRead(key.roomId)
      }
    },
    markUnread: async (roomId, unread) => {
      await setMarkedUnread(roomId, unread)
      onRead(roomId)
    },
    setTyping: async (roomId, typing) => {
      await client.sendTyping(roomId, typing, typing ? TYPING_LASTS_MS : 0)
    },
    getDraft: (key) => drafts.get(key),
    setDraft: async (key, draft) => {
      await drafts.set(key, draft)
      onDraft(key, draft)
    },
    prepareToSend: (roomId) => {
      const room = client.getRoom(roomId)
      if (room?.hasEncryptionStateEvent() === true) client.getCrypto()?.prepareToEncrypt(room)
      timelines.touch(roomId)
      return Promise.resolve()
    }
  }

  return {
    commands,
    tellPendingReads: () => {
      const waiting = [...pending]
      pending.clear()
      for (const [name, tell] of waiting) tell().catch(() => pending.set(name, tell))
    }
  }
}
