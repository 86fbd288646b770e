import { EventStatus, type MatrixClient, type MatrixEvent, type Room } from 'matrix-js-sdk'

import type { Bytes } from '../../keys'
import { encryptAttachment } from '../media/attachment'
import { asPlain, type Plain } from '../plain'
import '../sdkTypes'
import { CoreError } from '../plainError'
import { findSent, mustLook } from './alreadySent'
import type { OutboxItem } from './item'
import type { Transmit } from './outbox'

type Control = Parameters<Transmit>[1]

const isEncrypted = async (client: MatrixClient, room: Room): Promise<boolean> =>
  room.hasEncryptionStateEvent() || (await client.getCrypto()?.isEncryptionEnabledInRoom(room.roomId)) === true

/** The SDK keeps a failed event and then blocks the room; the outbox is what keeps it here. */
const forgetPending = (client: MatrixClient, room: Room, txnId: string): void => {
  const pending = room.getPendingEvents().find((event: MatrixEvent) => event.getTxnId() === txnId)
  if (pending?.status === EventStatus.NOT_SENT || pending?.status === EventStatus.QUEUED)
    client.cancelPendingEvent(pending)
}

const sendEvent = async (
  client: MatrixClient,
  room: Room,
  item: OutboxItem,
  type: string,
  content: Plain
): Promise<string> => {
  forgetPending(client, room, item.txnId)
  try {
    // A copy: the SDK may add to it. The relation to a thread is already in the content.
    const copy = structuredClone(content)
    const { event_id } = await client.sendEvent(room.roomId, null, type as 'org.samverk.any', copy, item.txnId)
    return event_id
  } finally {
    forgetPending(client, room, item.txnId)
  }
}

const upload = async (
  client: MatrixClient,
  plain: Bytes,
  mime: string,
  encrypt: boolean,
  control: Control,
  report: boolean
): Promise<Plain> => {
  const sealed = encrypt ? await encryptAttachment(plain) : null
  const bytes = sealed?.bytes ?? plain
  const type = sealed === null ? mime : 'application/octet-stream'
  const abortController = new AbortController()
  control.signal.addEventListener('abort', () => abortController.abort(), { once: true })
  if (report) control.onProgress({ sentBytes: 0, totalBytes: bytes.byteLength })
  const { content_uri: mxc } = await client.uploadContent(new Blob([bytes], { type }), {
    type,
    includeFilename: false,
    abortController,
    ...(report
      ? { progressHandler: ({ loaded, total }) => control.onProgress({ sentBytes: loaded, totalBytes: total }) }
      : {})
  })
  return sealed === null ? { url: mxc } : { file: sealed.toEncryptedFile(mxc) }
}

const sendFile = async (client: MatrixClient, room: Room, item: OutboxItem, control: Control): Promise<string> => {
  if (item.action.kind !== 'file') throw new CoreError('badInput', 'Not a file')
  const { content, mime, thumbnail } = item.action
  const encrypt = item.mustEncrypt || (await isEncrypted(client, room))
  const bytes = await control.readBytes('file')
  if (bytes === null) throw new CoreError('badInput', 'The bytes of the file are gone')
  const thumbnailBytes = thumbnail === null ? null : await control.readBytes('thumbnail')
  const place = await upload(client, bytes, mime, encrypt, control, true)
  let info = asPlain(content['info'])
  if (thumbnail !== null && thumbnailBytes !== null) {
    const small = await upload(client, thumbnailBytes, thumbnail.mime, encrypt, control, false)
    const at = 'file' in small ? { thumbnail_file: small['file'] } : { thumbnail_url: small['url'] }
    info = { ...info, ...at, thumbnail_info: thumbnail.info }
  }
  await control.onPointOfNoReturn()
  return sendEvent(client, room, item, 'm.room.message', { ...content, info, ...place })
}

/** Hands items to the homeserver through the SDK, which encrypts them. */
export const makeTransmit =
  (client: MatrixClient): Transmit =>
  async (item, control) => {
    const room = client.getRoom(item.roomId)
    if (room === null) throw new CoreError('notFound', 'Not in this room')
    if (item.mustEncrypt && !(await isEncrypted(client, room))) {
      throw new CoreError('badInput', 'The room was encrypted when this was written, and is not now')
    }
    switch (item.action.kind) {
      case 'event':
        if (mustLook(item, Date.now())) {
          const eventId = await findSent(client, room, item, item.action.content)
          if (eventId !== null) return eventId
        }
        await control.onPointOfNoReturn()
        return sendEvent(client, room, item, item.action.type, item.action.content)
      case 'redact': {
        await control.onPointOfNoReturn()
        const { reason, eventId } = item.action
        const options = reason === null ? {} : { reason }
        return (await client.redactEvent(item.roomId, eventId, item.txnId, options)).event_id
      }
      case 'file':
        return sendFile(client, room, item, control)
    }
  }
