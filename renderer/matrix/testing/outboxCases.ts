import { afterAll, beforeAll, expect, test } from 'vitest'

import type { MessageItem } from '../contract'
import { directChat, makeNetwork, newPerson, restart, type TestHomeserver, type TestPerson } from './homeserver'
import type { TestApp } from './app'

/** Nothing is lost, nothing is doubled, and order is kept. */
export const describeOutbox = (server: () => TestHomeserver): void => {
  let reader: TestPerson

  const textOf = (item: MessageItem): string => (item.body.kind === 'text' ? item.body.plain : '')

  /** What the reader sees of these texts, in order, sent ones only. */
  const seen = (app: TestApp, roomId: string, texts: readonly string[]): readonly string[] =>
    app
      .messages({ roomId, threadRootId: null })
      .filter((item) => item.eventId !== null)
      .map(textOf)
      .filter((text) => texts.includes(text))

  beforeAll(async () => {
    reader = await newPerson(server(), 'reader')
  })

  afterAll(async () => {
    await reader.app.core.stop()
  })

  test('three messages written offline survive a restart and arrive once, in order', async () => {
    const network = makeNetwork()
    const writer = await newPerson(server(), 'writer', network.fetch)
    const roomId = await directChat(writer.app, reader.app)
    const key = { roomId, threadRootId: null }
    const texts = ['Första', 'Andra', 'Tredje']
    network.cut = true
    for (const text of texts) await writer.app.core.commands.sendText(key, { text, mentions: [] })
    await writer.app.until(
      'three waiting',
      () => writer.app.messages(key).filter(({ eventId }) => eventId === null).length === 3
    )
    await writer.app.core.stop()

    const offline = makeNetwork()
    offline.cut = true
    const again = await restart(writer.session, offline.fetch)
    await again.until('the room', () => again.rooms().find(({ id, outbox }) => id === roomId && outbox.waiting === 3))
    await again.core.commands.openRoom(roomId)
    await again.until('still waiting', () => again.messages(key).filter(({ eventId }) => eventId === null).length === 3)
    expect(again.last('totals')?.unsent).toBe(3)

    offline.cut = false
    await again.core.commands.networkChanged(true)
    await reader.app.until('all three', () => seen(reader.app, roomId, texts).length === 3)
    await again.until('nothing waits', () =>
      again.rooms().find(({ id, outbox }) => id === roomId && outbox.waiting === 0)
    )
    expect(seen(reader.app, roomId, texts)).toEqual(texts)
    expect(seen(again, roomId, texts)).toEqual(texts)
    await again.core.stop()
  })

  test('a message whose answer is lost is not doubled, neither at once nor after a restart', async () => {
    const network = makeNetwork()
    const writer = await newPerson(server(), 'writer', network.fetch)
    const roomId = await directChat(writer.app, reader.app)
    const key = { roomId, threadRootId: null }
    // The server takes the message, but the app is killed before it hears of it: the echo is not seen either.
    network.loseAnswerTo = (url, method) => {
      if (method !== 'PUT' || !url.pathname.includes('/send/m.room.encrypted/')) return false
      network.cut = true
      return true
    }
    await writer.app.core.commands.sendText(key, { text: 'Exakt en gång', mentions: [] })
    await reader.app.until('it came', () => seen(reader.app, roomId, ['Exakt en gång']).length === 1)
    expect(network.sends.length).toBe(1)
    await writer.app.core.stop()

    const second = makeNetwork()
    const again = await restart(writer.session, second.fetch)
    await again.until('nothing waits', () => again.last('totals')?.unsent === 0 && again.last('sync')?.state === 'live')
    await again.core.commands.openRoom(roomId)
    await again.core.commands.sendText(key, { text: 'Och sedan', mentions: [] })
    await reader.app.until('the next', () => seen(reader.app, roomId, ['Och sedan']).length === 1)
    const both = ['Exakt en gång', 'Och sedan']
    expect(seen(reader.app, roomId, both)).toEqual(both)
    await again.until('own view', () => seen(again, roomId, both).length === 2)
    expect(seen(again, roomId, both)).toEqual(both)
    await again.core.stop()
  })

  test('a message that the server refuses fails with a reason and does not hold up other rooms', async () => {
    const writer = await newPerson(server(), 'writer')
    const open = await directChat(writer.app, reader.app)
    const closed = await reader.app.core.commands.createRoom({
      name: 'Anslagstavla',
      inviteUserIds: [writer.session.userId],
      kind: 'channel',
      encrypted: false,
      access: 'invited'
    })
    await writer.app.until('invited', () => writer.app.rooms().find(({ id }) => id === closed))
    await writer.app.core.commands.joinRoom(closed)
    await writer.app.until('joined', () =>
      writer.app.rooms().find(({ id, membership }) => id === closed && membership === 'join')
    )
    await writer.app.core.commands.openRoom(closed)
    await reader.app.core.commands.removeMember(closed, writer.session.userId)
    const key = { roomId: closed, threadRootId: null }
    const txnId = await writer.app.core.commands.sendText(key, { text: 'Till stängt rum', mentions: [] })
    await writer.app.core.commands.sendText(
      { roomId: open, threadRootId: null },
      { text: 'Till öppet rum', mentions: [] }
    )
    await reader.app.until('the other room', () => seen(reader.app, open, ['Till öppet rum']).length === 1)
    const failed = await writer.app.until('failed', () =>
      writer.app.messages(key).find(({ send }) => send.state === 'failed')
    )
    expect(failed.send).toEqual({ state: 'failed', reason: 'forbidden' })
    expect(await writer.app.core.commands.cancel(closed, txnId)).toBe(true)
    await writer.app.until('gone', () => writer.app.messages(key).every(({ send }) => send.state !== 'failed'))
    await writer.app.core.stop()
  })
}
