import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { MessageItem } from '../contract'
import { copyOf, directChat, makeNetwork, newPerson, restart, type TestHomeserver, type TestPerson } from './homeserver'
import { signIn, startApp, type TestApp } from './app'

/** Two people, one restart, one new computer; `findOnDisk` searches everything that is stored. */
export const describeChat = (
  server: () => TestHomeserver,
  findOnDisk: (needle: string) => Promise<readonly string[]>
): void => {
  let anna: TestPerson
  let bo: TestPerson
  let roomId: string

  const main = () => ({ roomId, threadRootId: null })
  const textOf = (item: MessageItem): string => (item.body.kind === 'text' ? item.body.plain : '')
  const withText = (app: TestApp, text: string): MessageItem | undefined =>
    app.messages(main()).find((item) => textOf(item) === text && item.eventId !== null)

  const say = async (from: TestApp, to: TestApp, text: string): Promise<MessageItem> => {
    await from.core.commands.sendText(main(), { text, mentions: [] })
    return to.until(`"${text}"`, () => withText(to, text))
  }

  const idOf = (item: MessageItem): string => {
    if (item.eventId === null) throw new Error('not sent')
    return item.eventId
  }

  beforeAll(async () => {
    anna = await newPerson(server(), 'anna')
    bo = await newPerson(server(), 'bo')
    roomId = await directChat(anna.app, bo.app)
  })

  afterAll(async () => {
    await anna.app.core.stop()
    await bo.app.core.stop()
  })

  describe('two people in an encrypted room', () => {
    test('exchange text, which is shown as markdown', async () => {
      const got = await say(anna.app, bo.app, 'Hej **Bo**!')
      expect(got.body).toMatchObject({ kind: 'text', nodes: [{ text: 'Hej ' }, { tag: 'b' }, { text: '!' }] })
      expect(got.shield).toEqual({ level: 'none' })
      await anna.app.until('own echo', () => withText(anna.app, 'Hej **Bo**!')?.send.state === 'sent')
    })

    test('answer a message', async () => {
      const question = await say(anna.app, bo.app, 'Kommer du?')
      await bo.app.core.commands.sendText(main(), { text: 'Ja', mentions: [], replyTo: idOf(question) })
      const answer = await anna.app.until('the answer', () => withText(anna.app, 'Ja'))
      expect(answer.reply).toMatchObject({ eventId: question.eventId, text: 'Kommer du?', state: 'ready' })
      expect(answer.mentionsMe).toBe(true)
    })

    test('react and take the reaction back', async () => {
      const item = await say(anna.app, bo.app, 'Klart!')
      await bo.app.core.commands.react(roomId, idOf(item), '👍')
      await anna.app.until('the reaction', () =>
        withText(anna.app, 'Klart!')?.reactions.find(({ key }) => key === '👍')
      )
      const own = await bo.app.until('own reaction', () =>
        withText(bo.app, 'Klart!')?.reactions.find(({ ownEventId }) => ownEventId?.startsWith('$') === true)
      )
      await bo.app.core.commands.unreact(roomId, own.ownEventId ?? '')
      await anna.app.until('no reaction', () => withText(anna.app, 'Klart!')?.reactions.length === 0)
    })

    test('have a folder in common, which may be another one', async () => {
      const folderOf = (app: TestApp) => app.rooms().find(({ id }) => id === roomId)?.folder
      for (const fileId of ['4711', '4712']) {
        const folder = { server: 'https://moln.insjoverket.test', fileId }
        await anna.app.core.commands.setRoomFolder(roomId, folder)
        const seen = await bo.app.until('the folder', () =>
          folderOf(bo.app)?.fileId === fileId ? folderOf(bo.app) : undefined
        )
        expect(seen).toEqual(folder)
      }
      await anna.app.core.commands.setRoomFolder(roomId, null)
      await bo.app.until('no folder', () => folderOf(bo.app) === null)
    })

    test('edit and delete', async () => {
      const item = await say(anna.app, bo.app, 'Mötet är klockan tre')
      await anna.app.core.commands.editText(main(), idOf(item), { text: 'Mötet är klockan fyra', mentions: [] })
      const edited = await bo.app.until('the edit', () => withText(bo.app, 'Mötet är klockan fyra'))
      expect(edited).toMatchObject({ eventId: item.eventId, edited: true })
      await anna.app.core.commands.redact(roomId, idOf(item))
      await bo.app.until('the deletion', () =>
        bo.app.messages(main()).find(({ eventId, body }) => eventId === item.eventId && body.kind === 'redacted')
      )
    })

    test('write in a thread, which the main timeline only sums up', async () => {
      const root = await say(anna.app, bo.app, 'En fråga')
      const thread = { roomId, threadRootId: idOf(root) }
      await bo.app.core.commands.openThread(roomId, idOf(root))
      await bo.app.core.commands.sendText(thread, { text: 'Ett svar i tråden', mentions: [] })
      const summary = await anna.app.until('the summary', () => withText(anna.app, 'En fråga')?.thread)
      expect(summary).toMatchObject({ replies: 1 })
      await anna.app.core.commands.openThread(roomId, idOf(root))
      await anna.app.until('the reply', () =>
        anna.app.messages(thread).find((item) => textOf(item) === 'Ett svar i tråden')
      )
      await anna.app.core.commands.sendText(thread, { text: 'Tack', mentions: [] })
      await bo.app.until('the thanks', () => bo.app.messages(thread).find((item) => textOf(item) === 'Tack'))
      expect(withText(anna.app, 'Tack')).toBeUndefined()
      const inThread = () => withText(bo.app, 'En fråga')?.thread?.unread
      await bo.app.until('unread in the thread', () => inThread() === 1)
      await bo.app.core.commands.markRead(thread, null)
      await bo.app.until('the thread is read', () => inThread() === 0)
      await bo.app.core.commands.closeTimeline(thread)
      await anna.app.core.commands.closeTimeline(thread)
    })

    test('send a picture, encrypted, which the other opens', async () => {
      const png = Uint8Array.from([
        0x89,
        0x50,
        0x4e,
        0x47,
        0x0d,
        0x0a,
        0x1a,
        0x0a,
        ...Array.from({ length: 50_000 }, (_, i) => i % 251)
      ])
      const blob = new Blob([png], { type: 'image/png' })
      await anna.app.core.commands.sendFile(main(), {
        blob,
        name: 'karta.png',
        mime: 'image/png',
        widthPx: 40,
        heightPx: 30
      })
      const got = await bo.app.until('the picture', () =>
        bo.app.messages(main()).find((item) => item.body.kind === 'image' && item.eventId !== null)
      )
      if (got.body.kind !== 'image') throw new Error('not a picture')
      expect(got.body).toMatchObject({ name: 'karta.png', widthPx: 40, heightPx: 30 })
      expect(got.body.media.encryption).not.toBeNull()
      const { blob: opened, showable } = await bo.app.core.commands.download({ media: got.body.media })
      expect(showable).toBe(true)
      expect(new Uint8Array(await opened.arrayBuffer())).toEqual(png)
    })

    test('see when the other writes and has read', async () => {
      const item = await say(anna.app, bo.app, 'Läs det här')
      await bo.app.core.commands.setTyping(roomId, true)
      await anna.app.until('typing', () => {
        const update = anna.app.last('timeline')
        return update?.meta?.typing.some(({ id }) => id === bo.session.userId)
      })
      await bo.app.core.commands.setTyping(roomId, false)
      await bo.app.core.commands.markRead(main(), item.eventId)
      await anna.app.until('the receipt', () =>
        withText(anna.app, 'Läs det här')?.readBy.find(({ id }) => id === bo.session.userId)
      )
      await bo.app.until('read', () => bo.app.rooms().find(({ id }) => id === roomId)?.unread === 0)
    })
  })

  describe('unread counts', () => {
    test('grow with messages of others and fall when everything is read', async () => {
      await say(anna.app, bo.app, 'Ett')
      await say(anna.app, bo.app, 'Två')
      const room = () => bo.app.rooms().find(({ id }) => id === roomId)
      await bo.app.until('unread', () => (room()?.unread ?? 0) >= 2)
      await bo.app.core.commands.markRead(main(), null)
      await bo.app.until('read', () => room()?.unread === 0 && room()?.hasUnreadMark === false)
    })

    test('do not count one’s own messages', async () => {
      await say(bo.app, anna.app, 'Mitt eget')
      await bo.app.until('no count', () =>
        bo.app
          .rooms()
          .find(({ id, unread, lastMessage }) => id === roomId && unread === 0 && lastMessage?.text === 'Mitt eget')
      )
    })
  })

  describe('after a restart', () => {
    test('history is read from the encrypted cache while the server cannot be reached, and nothing is in clear on disk', async () => {
      const phrase = 'Blåbärssylt på balkongen'
      const network = makeNetwork()
      const person = await newPerson(server(), 'cecilia')
      const other = await directChatWith(person)
      await other.core.commands.sendText({ roomId: otherRoom, threadRootId: null }, { text: phrase, mentions: [] })
      const inRoom = (app: TestApp) =>
        app.messages({ roomId: otherRoom, threadRootId: null }).find((item) => textOf(item) === phrase)
      await person.app.until('the phrase', () => inRoom(person.app))
      await person.app.core.commands.flush()
      await person.app.core.stop()
      expect(await findOnDisk(phrase)).toEqual([])
      expect(await findOnDisk(otherRoom)).toEqual([])

      network.cut = true
      const again = await restart(person.session, network.fetch)
      await again.until('the room from the cache', () => again.rooms().find(({ id }) => id === otherRoom))
      await again.core.commands.openRoom(otherRoom)
      await again.until('the phrase from the cache', () => inRoom(again))
      await again.until('offline', () => again.last('sync')?.state === 'offline')
      await again.core.stop()
    })

    let otherRoom = ''
    const directChatWith = async (person: TestPerson): Promise<TestApp> => {
      otherRoom = await directChat(anna.app, person.app)
      return anna.app
    }
  })

  describe('a new computer', () => {
    test('reads old history from the backup after the recovery code, and is cross-signed', async () => {
      const old = await say(anna.app, bo.app, 'Från förr')
      await untilBackedUp(bo.app, roomId, idOf(old))
      const second = await startApp(copyOf(await signIn(server().url, bo.user, bo.password)))
      await second.until('asks for the code', () => second.last('recovery')?.state === 'needsRecoveryKey')
      await second.until('the room', () => second.rooms().find(({ id }) => id === roomId))
      await second.core.commands.openRoom(roomId)
      await expect(second.core.commands.unlockWithRecoveryCode('EsTx fel kod')).rejects.toMatchObject({
        code: 'wrongRecoveryKey'
      })
      await second.core.commands.unlockWithRecoveryCode(bo.recoveryCode)
      await second.until('ready', () => second.last('recovery')?.state === 'ready')
      await second.until('the old message', () =>
        second.messages(main()).find((item) => item.eventId === old.eventId && textOf(item) === 'Från förr')
      )
      await second.core.stop()
    })
  })
}

/** The server's backup holds the key of a message: what the app says of it may be from before the message. */
const untilBackedUp = async ({ session }: TestApp, roomId: string, eventId: string): Promise<void> => {
  const ask = async (path: string): Promise<Record<string, unknown>> => {
    const headers = { Authorization: `Bearer ${session.accessToken}` }
    const answer = await fetch(`${session.homeserver}/_matrix/client/v3${path}`, { headers })
    return answer.ok ? ((await answer.json()) as Record<string, unknown>) : {}
  }
  const room = encodeURIComponent(roomId)
  const { content } = await ask(`/rooms/${room}/event/${encodeURIComponent(eventId)}`)
  const { session_id: sessionId } = content as { readonly session_id: string }
  const { version } = (await ask('/room_keys/version')) as { readonly version: string }
  await expect
    .poll(() => ask(`/room_keys/keys/${room}/${encodeURIComponent(sessionId)}?version=${version}`), {
      timeout: 30_000
    })
    .toHaveProperty('session_data')
}
