import { EventType, RelationType, type MatrixClient, type Room } from 'matrix-js-sdk'

import type { FileMessage, MatrixCommands, TextMessage, TimelineKey } from '../../contract'
import { cleanName } from '../html/clean'
import { toMessageContent } from '../html/markdown'
import type { NewItem, Outbox } from '../outbox/outbox'
import { asCount, asPlain, type Plain } from '../plain'
import { CoreError } from '../plainError'
import { endedMeetingContent, fileCardContent, meetingCardContent } from '../timeline/cards'
import { OUTBOX_MXC } from '../timeline/echoes'

export type Writing = Pick<
  MatrixCommands,
  | 'sendText'
  | 'editText'
  | 'sendFile'
  | 'sendFileCard'
  | 'react'
  | 'unreact'
  | 'redact'
  | 'retry'
  | 'cancel'
  | 'postMeetingCard'
  | 'endMeetingCard'
>

type Deps = { readonly client: MatrixClient; readonly outbox: Outbox }

/** More than this waits nowhere: bytes are kept (encrypted) until they are sent. */
const MAX_QUEUED_FILE_BYTES = 1024 ** 3

const roomOf = (client: MatrixClient, roomId: string): Room => {
  const room = client.getRoom(roomId)
  if (room === null) throw new CoreError('notFound', 'The room is not known here.')
  return room
}

const mustEncrypt = async (client: MatrixClient, room: Room): Promise<boolean> =>
  room.hasEncryptionStateEvent() || (await client.getCrypto()?.isEncryptionEnabledInRoom(room.roomId)) === true

/** Thread and reply of a new message; fixed when it is written (client-server API, "Threading", "Rich replies"). */
const relationFor = (room: Room, key: TimelineKey, replyTo: string | undefined): Plain => {
  const reply = replyTo === undefined ? {} : { 'm.in_reply_to': { event_id: replyTo } }
  if (key.threadRootId === null) return replyTo === undefined ? {} : { 'm.relates_to': reply }
  const thread = room.getThread(key.threadRootId)
  const last = thread?.lastReply((event) => event.status === null)?.getId() ?? key.threadRootId
  return {
    'm.relates_to': {
      rel_type: 'm.thread',
      event_id: key.threadRootId,
      is_falling_back: replyTo === undefined,
      ...(replyTo === undefined ? { 'm.in_reply_to': { event_id: last } } : reply)
    }
  }
}

/** Who is answered is mentioned too. */
const withReplyMention = (content: Plain, room: Room, ownUserId: string, replyTo: string | undefined): Plain => {
  const author = replyTo === undefined ? undefined : room.findEventById(replyTo)?.getSender()
  if (author === undefined || author === ownUserId) return content
  const mentions = asPlain(content['m.mentions'])
  const users = Array.isArray(mentions['user_ids']) ? (mentions['user_ids'] as unknown[]) : []
  return { ...content, 'm.mentions': { ...mentions, user_ids: [...new Set([...users, author])] } }
}

const editContent = (eventId: string, newContent: Plain): Plain => ({
  ...newContent,
  body: `* ${String(newContent['body'])}`,
  ...(typeof newContent['formatted_body'] === 'string' ? { formatted_body: `* ${newContent['formatted_body']}` } : {}),
  // Everybody mentioned was told by the message itself.
  'm.mentions': {},
  'm.new_content': newContent,
  'm.relates_to': { rel_type: RelationType.Replace, event_id: eventId }
})

const fileContent = (message: FileMessage): Plain => {
  const kind = message.mime.split('/')[0] ?? ''
  const msgtype = ['image', 'video', 'audio'].includes(kind) ? `m.${kind}` : 'm.file'
  const name = cleanName(message.name, 'fil')
  const size = message.widthPx === undefined ? {} : { w: message.widthPx, h: message.heightPx }
  const caption =
    message.caption === undefined || message.caption === ''
      ? null
      : toMessageContent({ text: message.caption, mentions: [] })
  return {
    ...(caption ?? { body: name, 'm.mentions': {} }),
    msgtype,
    filename: name,
    info: { mimetype: message.mime, size: message.blob.size, ...size }
  }
}

const bytesOf = async (blob: Blob): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await blob.arrayBuffer())

/** What changes something for others: all of it goes through the outbox. */
export const makeWriting = ({ client, outbox }: Deps): Writing => {
  const ownUserId = client.getSafeUserId()
  let uploadLimit: number | null = null

  const queue = async (key: TimelineKey, action: NewItem['action'], bytes?: NewItem['bytes']): Promise<string> => {
    const room = roomOf(client, key.roomId)
    return outbox.add({
      roomId: key.roomId,
      threadRootId: key.threadRootId,
      mustEncrypt: await mustEncrypt(client, room),
      action,
      ...(bytes === undefined ? {} : { bytes })
    })
  }

  const message = (key: TimelineKey, content: Plain): Promise<string> =>
    queue(key, { kind: 'event', type: EventType.RoomMessage, content })

  const checkSize = async (sizeBytes: number): Promise<void> => {
    if (uploadLimit === null) {
      const config: unknown = await client.getMediaConfig(true).catch(() => ({}))
      uploadLimit = asCount(asPlain(config)['m.upload.size'])
    }
    if (sizeBytes > Math.min(uploadLimit ?? MAX_QUEUED_FILE_BYTES, MAX_QUEUED_FILE_BYTES)) {
      throw new CoreError('tooLarge', 'The file is larger than the server takes.')
    }
  }

  const text = (key: TimelineKey, { replyTo, ...rest }: TextMessage): Plain => {
    const room = roomOf(client, key.roomId)
    return { ...withReplyMention(toMessageContent(rest), room, ownUserId, replyTo), ...relationFor(room, key, replyTo) }
  }

  return {
    sendText: (key, written) => message(key, text(key, written)),
    editText: (key, eventId, written) => message(key, editContent(eventId, toMessageContent(written))),
    sendFile: async (key, file) => {
      await checkSize(file.blob.size)
      const room = roomOf(client, key.roomId)
      const content = { ...fileContent(file), ...relationFor(room, key, file.replyTo) }
      const { thumbnail } = file
      const small = thumbnail === undefined ? null : await bytesOf(thumbnail.blob)
      return queue(
        key,
        {
          kind: 'file',
          content,
          mime: file.mime,
          sizeBytes: file.blob.size,
          thumbnail:
            thumbnail === undefined
              ? null
              : {
                  mime: thumbnail.blob.type,
                  sizeBytes: thumbnail.blob.size,
                  info: {
                    mimetype: thumbnail.blob.type,
                    size: thumbnail.blob.size,
                    w: thumbnail.widthPx,
                    h: thumbnail.heightPx
                  }
                }
        },
        { file: await bytesOf(file.blob), ...(small === null ? {} : { thumbnail: small }) }
      )
    },
    sendFileCard: (key, card) =>
      message(key, { ...fileCardContent(card), ...relationFor(roomOf(client, key.roomId), key, undefined) }),
    react: (roomId, eventId, emoji) => {
      const content = { 'm.relates_to': { rel_type: RelationType.Annotation, event_id: eventId, key: emoji } }
      const threadRootId = roomOf(client, roomId).findEventById(eventId)?.threadRootId ?? null
      const inThread = threadRootId === eventId ? null : threadRootId
      return queue({ roomId, threadRootId: inThread }, { kind: 'event', type: EventType.Reaction, content })
    },
    unreact: async (roomId, reactionEventId) => {
      if (reactionEventId.startsWith(OUTBOX_MXC)) {
        const txnId = reactionEventId.slice(OUTBOX_MXC.length)
        await outbox.cancel(txnId)
        return txnId
      }
      return queue({ roomId, threadRootId: null }, { kind: 'redact', eventId: reactionEventId, reason: null })
    },
    redact: (roomId, eventId, reason) =>
      queue({ roomId, threadRootId: null }, { kind: 'redact', eventId, reason: reason ?? null }),
    retry: (_roomId, txnId) => outbox.retry(txnId),
    cancel: (_roomId, txnId) => outbox.cancel(txnId),
    postMeetingCard: (key, card) =>
      message(key, {
        ...meetingCardContent(card, Date.now()),
        ...relationFor(roomOf(client, key.roomId), key, undefined)
      }),
    endMeetingCard: (key, eventId) => {
      const before = asPlain(roomOf(client, key.roomId).findEventById(eventId)?.getContent())
      return message(key, editContent(eventId, endedMeetingContent(before, Date.now())))
    }
  }
}
