import {
  createClient,
  MemoryStore,
  PendingEventOrdering,
  RoomEvent,
  type MatrixClient,
  type MatrixEvent
} from 'matrix-js-sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'

import type { MessageItem } from '../../contract'
import { databaseNames } from '../../keys'
import { registerPerson, signIn } from '../../testing/app'
import { makeNetwork, newPerson, restart, type TestHomeserver, type TestPerson } from '../../testing/homeserver'
import { findSent } from '../outbox/alreadySent'
import { asPlain } from '../plain'
import '../sdkTypes'

const PATIENCE_MS = 20_000

/** The SDK as it comes, with its own memory store: what it understands, other clients do. */
const startPlainClient = async (server: TestHomeserver): Promise<MatrixClient> => {
  const { user, password } = await registerPerson(server.url, server.sharedSecret, 'other')
  const session = await signIn(server.url, user, password)
  const client = createClient({
    baseUrl: session.homeserver,
    userId: session.userId,
    deviceId: session.deviceId,
    accessToken: session.accessToken,
    store: new MemoryStore(),
    fetchFn: (input, init) => fetch(input, { ...init, cache: 'no-store' })
  })
  await client.initRustCrypto({ useIndexedDB: false })
  await client.startClient({ pendingEventOrdering: PendingEventOrdering.Detached, threadSupport: true })
  return client
}

/** Resolves with the first event that fits, also among those that are there. */
const eventIn = (client: MatrixClient, roomId: string, fits: (event: MatrixEvent) => boolean): Promise<MatrixEvent> =>
  new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => reject(new Error('The other client did not see it')), PATIENCE_MS)
    const look = (): void => {
      const room = client.getRoom(roomId)
      const threads = room?.getThreads().flatMap((thread) => thread.events) ?? []
      const found = [...(room?.getLiveTimeline().getEvents() ?? []), ...threads].find(fits)
      if (found === undefined) return
      clearTimeout(giveUp)
      clearInterval(again)
      client.off(RoomEvent.Timeline, look)
      resolve(found)
    }
    const again = setInterval(look, 100)
    client.on(RoomEvent.Timeline, look)
    look()
  })

const bodyIs = (body: string) => (event: MatrixEvent) => asPlain(event.getContent())['body'] === body

/** Another client reads what Samverk writes; a damaged record is fetched again; a lost session keeps its data. */
export const describeOthers = (server: () => TestHomeserver): void => {
  let person: TestPerson
  let other: MatrixClient
  let roomId: string
  const key = () => ({ roomId, threadRootId: null })
  const message = (text: string): MessageItem | undefined =>
    person.app
      .messages(key())
      .find(({ body, eventId }) => eventId !== null && body.kind === 'text' && body.plain === text)

  beforeAll(async () => {
    person = await newPerson(server(), 'david')
    other = await startPlainClient(server())
    roomId = await person.app.core.commands.createDirect([other.getSafeUserId()])
    await eventInvited(other, roomId)
    await other.joinRoom(roomId)
    await person.app.until('both', () =>
      person.app.rooms().find(({ id, memberCount, encrypted }) => id === roomId && memberCount === 2 && encrypted)
    )
    await person.app.core.commands.openRoom(roomId)
  })

  afterAll(() => {
    other.stopClient()
  })

  test('another client reads text, reply, reaction, edit, picture, file card and meeting card', async () => {
    const { commands } = person.app.core
    await commands.sendText(key(), {
      text: 'Läser du **detta**?',
      mentions: [{ userId: other.getSafeUserId(), label: '@Other' }]
    })
    const text = await eventIn(other, roomId, bodyIs('Läser du **detta**?'))
    expect(text.getContent()).toMatchObject({
      format: 'org.matrix.custom.html',
      formatted_body: 'Läser du <strong>detta</strong>?',
      'm.mentions': { user_ids: [other.getSafeUserId()] }
    })
    expect(text.isEncrypted()).toBe(true)
    const eventId = text.getId() ?? ''

    await commands.sendText(key(), { text: 'Svar', mentions: [], replyTo: eventId })
    expect((await eventIn(other, roomId, bodyIs('Svar'))).replyEventId).toBe(eventId)

    await commands.react(roomId, eventId, '🎉')
    await eventIn(
      other,
      roomId,
      (event) => event.getRelation()?.key === '🎉' && event.getRelation()?.event_id === eventId
    )

    await commands.editText(key(), eventId, { text: 'Läste du detta?', mentions: [] })
    await eventIn(other, roomId, (event) => event.getId() === eventId && bodyIs('Läste du detta?')(event))

    const blob = new Blob([Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3])], { type: 'image/png' })
    await commands.sendFile(key(), { blob, name: 'bild.png', mime: 'image/png' })
    const picture = await eventIn(other, roomId, bodyIs('bild.png'))
    expect(picture.getContent()).toMatchObject({ msgtype: 'm.image', file: { v: 'v2', key: { alg: 'A256CTR' } } })

    await commands.sendFileCard(key(), {
      server: 'https://moln.insjoverket.test',
      fileId: '4711',
      name: 'Budget.xlsx',
      mime: 'application/pdf',
      sizeBytes: 12,
      url: 'https://moln.insjoverket.test/index.php/f/4711'
    })
    await eventIn(other, roomId, bodyIs('Budget.xlsx https://moln.insjoverket.test/index.php/f/4711'))

    const url = 'https://mote.insjoverket.test/mote-abc'
    await commands.postMeetingCard(key(), { url, title: 'Beredning' })
    const card = await eventIn(other, roomId, bodyIs(`Möte pågår: ${url}`))
    await person.app.until('live', () =>
      person.app.rooms().find(({ id, liveMeetingUrl }) => id === roomId && liveMeetingUrl === url)
    )
    await person.app.until('own card', () => person.app.messages(key()).find((item) => item.eventId === card.getId()))
    await commands.endMeetingCard(key(), card.getId() ?? '')
    await person.app.until('ended', () =>
      person.app.messages(key()).find(({ body }) => body.kind === 'meetingCard' && body.state === 'ended')
    )
    await person.app.until('nothing live', () =>
      person.app.rooms().find(({ id, liveMeetingUrl }) => id === roomId && liveMeetingUrl === null)
    )
  })

  test('a message that an earlier life sent more than a day ago is found by its content', async () => {
    const content = { msgtype: 'm.text', body: 'Redan skickat', 'm.mentions': {} }
    const room = other.getRoom(roomId)
    if (room === null) throw new Error('not in the room')
    const { event_id: eventId } = await other.sendEvent(roomId, null, 'org.samverk.any', { ...content })
    expect(
      await findSent(
        other,
        room,
        { queuedTs: Date.now() },
        { 'm.mentions': {}, body: 'Redan skickat', msgtype: 'm.text' }
      )
    ).toBe(eventId)
    expect(await findSent(other, room, { queuedTs: Date.now() }, { ...content, body: 'Inte skickat' })).toBeNull()
  })

  test('an edit in clear of an encrypted message is not shown', async () => {
    await person.app.core.commands.sendText(key(), { text: 'Det gäller', mentions: [] })
    const item = await person.app.until('sent', () => message('Det gäller'))
    // The account itself writes in clear, as a server could in its name.
    const body = { msgtype: 'm.text', body: 'Det gäller inte' }
    const content = {
      ...body,
      'm.new_content': body,
      'm.relates_to': { rel_type: 'm.replace', event_id: item.eventId }
    }
    const url = `${server().url}/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/send/m.room.message/clear`
    const sent = await fetch(url, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${person.session.accessToken}` },
      body: JSON.stringify(content)
    })
    expect(sent.ok).toBe(true)
    await person.app.core.commands.sendText(key(), { text: 'Efteråt', mentions: [] })
    await person.app.until('later', () => message('Efteråt'))
    expect(message('Det gäller')).toMatchObject({ edited: false })
  })

  test('a damaged record costs one fetch of that room, nothing else', async () => {
    const second = await person.app.core.commands.createRoom({
      name: 'Andra rummet',
      inviteUserIds: [],
      kind: 'channel',
      encrypted: true,
      access: 'invited'
    })
    await person.app.until('two rooms', () => person.app.rooms().find(({ id }) => id === second))
    await person.app.core.commands.flush()
    await person.app.core.stop()
    await damageOneRoom((await databaseNames(person.session.userId, person.session.deviceId)).records)
    const network = makeNetwork()
    const syncs: URL[] = []
    const watched: typeof fetch = (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input)
      if (url.pathname.endsWith('/sync')) syncs.push(url)
      return network.fetch(input, init)
    }
    const again = await restart(person.session, watched)
    person = { ...person, app: again }
    await again.until('live with both rooms', () => again.last('sync')?.state === 'live' && again.rooms().length === 2)
    expect(syncs[0]?.searchParams.get('filter')).toContain('"rooms":["!')
    expect(syncs.slice(1).every((url) => url.searchParams.has('since'))).toBe(true)
    await again.core.commands.openRoom(roomId)
    await again.until('the history', () => message('Efteråt'))
  })

  test('a session that the server ended is told as such, and everything local stays', async () => {
    const { accessToken } = person.session
    await fetch(`${server().url}/_matrix/client/v3/logout`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${accessToken}` }
    })
    await person.app.until('signed out', () => person.app.last('sync')?.state === 'signedOut')
    await person.app.core.stop()
    const again = await restart(person.session)
    await again.until('the rooms are still there', () => again.rooms().length === 2)
    await again.until('signed out again', () => again.last('sync')?.state === 'signedOut')
    await again.core.stop()
  })
}

const eventInvited = (client: MatrixClient, roomId: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => reject(new Error('Not invited')), PATIENCE_MS)
    const look = setInterval(() => {
      if (client.getRoom(roomId)?.getMyMembership() !== 'invite') return
      clearInterval(look)
      clearTimeout(giveUp)
      resolve()
    }, 50)
  })

/** Flips a bit in the first room's record. */
const damageOneRoom = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(name)
    request.onerror = () => reject(request.error ?? new Error('not opened'))
    request.onsuccess = () => {
      const database = request.result
      const transaction = database.transaction('sealed', 'readwrite')
      const store = transaction.objectStore('sealed')
      const cursor = store.openCursor(IDBKeyRange.bound('room:', 'room:\uffff'))
      cursor.onsuccess = () => {
        if (cursor.result === null) return
        const bytes = new Uint8Array(cursor.result.value as ArrayBuffer)
        bytes[20] = (bytes[20] ?? 0) ^ 1
        cursor.result.update(bytes.buffer)
      }
      transaction.oncomplete = () => {
        database.close()
        resolve()
      }
    }
  })
