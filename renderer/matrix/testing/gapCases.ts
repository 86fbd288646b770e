import { expect, test } from 'vitest'

import type { MessageItem, TimelineItem } from '../contract'
import type { TestApp } from './app'
import { directChat, makeNetwork, newPerson, type TestHomeserver } from './homeserver'

const numbers = (items: readonly MessageItem[]): readonly number[] =>
  items.flatMap(({ body }) =>
    body.kind === 'text' && /^nr \d+$/u.test(body.plain) ? [Number(body.plain.slice(3))] : []
  )

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index)

const sendNumbers = async (app: TestApp, roomId: string, from: number, to: number): Promise<void> => {
  for (let number = from; number < to; number += 1) {
    await app.core.commands.sendText({ roomId, threadRootId: null }, { text: `nr ${number}`, mentions: [] })
  }
  await app.until('all sent', () => app.rooms().find(({ id, outbox }) => id === roomId && outbox.waiting === 0))
}

/** Long histories: pages, and what was missed while away. */
export const describeGaps = (server: () => TestHomeserver): void => {
  test('after a long absence the missing messages are a gap, which fills without doubling or disorder', async () => {
    const network = makeNetwork()
    const reader = await newPerson(server(), 'frida', network.fetch)
    const writer = await newPerson(server(), 'gustav')
    const roomId = await directChat(reader.app, writer.app)
    const key = { roomId, threadRootId: null }
    const shown = (): readonly number[] => numbers(reader.app.messages(key))
    const gap = (): TimelineItem | undefined => reader.app.items(key).find(({ kind }) => kind === 'gap')

    await sendNumbers(writer.app, roomId, 0, 5)
    await reader.app.until('the first five', () => shown().length === 5)
    network.cut = true
    // The request that waits at the server is let go by its answer; what comes after is missed.
    await sendNumbers(writer.app, roomId, 5, 6)
    await reader.app.until('offline', () => reader.app.last('sync')?.state === 'offline')
    await sendNumbers(writer.app, roomId, 6, 90)
    network.cut = false
    await reader.app.core.commands.networkChanged(true)
    await reader.app.until('the newest', () => shown().at(-1) === 89)
    expect(gap()).toBeDefined()
    expect(shown().slice(0, 5)).toEqual(upTo(5))
    for (let turn = 0; turn < 10 && gap() !== undefined; turn += 1) {
      await reader.app.core.commands.fillGap(key, gap()?.key ?? '')
    }
    await reader.app.until('no gap, all there', () => gap() === undefined && shown().length === 90)
    expect(shown()).toEqual(upTo(90))
    const keys = reader.app.items(key).map((item) => item.key)
    expect(new Set(keys).size).toBe(keys.length)

    // A new window on the same room begins at the end and reaches the beginning page by page.
    await reader.app.core.commands.openRoom(roomId)
    for (let page = 0; page < 10 && !reader.app.items(key).some(({ kind }) => kind === 'beginning'); page += 1) {
      await reader.app.core.commands.paginate(key, 'backwards')
    }
    await reader.app.until('the beginning', () => reader.app.items(key)[0]?.kind === 'beginning')
    expect(shown()).toEqual(upTo(90))

    // Around an old event: that event is there, and the way forward leads to the newest.
    const old = reader.app.messages(key).find(({ body }) => body.kind === 'text' && body.plain === 'nr 10')
    await reader.app.core.commands.openRoom(roomId, old?.eventId ?? undefined)
    await reader.app.until('the old event', () => shown().includes(10))
    await reader.app.core.commands.jumpToLive(key)
    await reader.app.until('the newest again', () => shown().at(-1) === 89)
    await reader.app.core.stop()
    await writer.app.core.stop()
  })
}
