import 'fake-indexeddb/auto'

import { expect, test, vi } from 'vitest'

import { openDatabase } from '../../database'
import { CoreError } from '../plainError'
import { openRecords } from '../store/records'
import { Outbox, type NewItem, type Transmit } from './outbox'
import { backoffMs, judge } from './verdict'

const storeKey = new Uint8Array(32).fill(7)
let databases = 0

const makeOutbox = async (transmit: Transmit, name = `outbox-${(databases += 1)}`) => {
  const records = await openRecords(await openDatabase(indexedDB, name), storeKey)
  let txn = 0
  const outbox = new Outbox({
    records,
    transmit,
    onChange: () => undefined,
    newTxnId: () => `${name}-${Date.now()}-${(txn += 1)}`,
    now: Date.now
  })
  await outbox.load()
  return { outbox, name, records }
}

const text = (roomId: string, body: string): NewItem => ({
  roomId,
  threadRootId: null,
  mustEncrypt: true,
  action: { kind: 'event', type: 'm.room.message', content: { body } }
})

const bodyOf = (item: Parameters<Transmit>[0]): unknown =>
  item.action.kind === 'event' ? item.action.content['body'] : null

test('a room’s items go out one after the other, and rooms do not wait for each other', async () => {
  const log: string[] = []
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  const { outbox } = await makeOutbox(async (item, { onPointOfNoReturn }) => {
    await onPointOfNoReturn()
    if (item.roomId === '!slow') await held
    log.push(`${item.roomId} ${String(bodyOf(item))}`)
    return `$${item.txnId}`
  })
  outbox.start()
  for (const body of ['1', '2', '3']) await outbox.add(text('!slow', body))
  await outbox.add(text('!fast', '1'))
  await vi.waitFor(() => expect(log).toEqual(['!fast 1']))
  release()
  await vi.waitFor(() => expect(log).toEqual(['!fast 1', '!slow 1', '!slow 2', '!slow 3']))
})

test('what was queued is there after a restart, with the same transaction id and in order', async () => {
  const first = await makeOutbox(() => Promise.reject(new TypeError('offline')))
  const ids = [await first.outbox.add(text('!r', 'a')), await first.outbox.add(text('!r', 'b'))]
  first.records.close()
  const sent: string[] = []
  const second = await makeOutbox((item) => {
    sent.push(item.txnId)
    return Promise.resolve(`$${item.txnId}`)
  }, first.name)
  second.outbox.start()
  await vi.waitFor(() => expect(sent).toEqual(ids))
  await vi.waitFor(() => expect(second.outbox.counts()).toEqual({ waiting: 0, failed: 0 }))
  second.records.close()
  const third = await makeOutbox(() => Promise.resolve('$never'), first.name)
  expect(third.outbox.counts()).toEqual({ waiting: 0, failed: 0 })
})

test('a refused item fails with its reason, the next goes on, and retry sends it again', async () => {
  let refuse = true
  const { outbox } = await makeOutbox((item) => {
    if (bodyOf(item) === 'stor' && refuse) return Promise.reject(new CoreError('tooLarge', 'x'))
    return Promise.resolve(`$${item.txnId}`)
  })
  outbox.start()
  const txnId = await outbox.add(text('!r', 'stor'))
  await outbox.add(text('!r', 'liten'))
  await vi.waitFor(() => expect(outbox.counts()).toEqual({ waiting: 0, failed: 1 }))
  expect(outbox.echoes('!r')[0]?.send).toEqual({ state: 'failed', reason: 'tooLarge' })
  refuse = false
  await outbox.retry(txnId)
  await vi.waitFor(() => expect(outbox.counts()).toEqual({ waiting: 0, failed: 0 }))
})

test('an item whose first try had no answer can be taken back, and is deleted if it turns up', async () => {
  const redacted: unknown[] = []
  const { outbox } = await makeOutbox(async (item, { onPointOfNoReturn }) => {
    await onPointOfNoReturn()
    if (item.action.kind === 'redact') {
      redacted.push(item.action.eventId)
      return '$redaction'
    }
    throw new TypeError('the answer was lost')
  })
  outbox.start()
  const txnId = await outbox.add(text('!r', 'ånger'))
  await vi.waitFor(() => expect(outbox.echoes('!r')[0]?.send).toEqual({ state: 'queued' }))
  await vi.waitFor(async () => expect(await outbox.cancel(txnId)).toBe(true))
  expect(outbox.echoes('!r')).toEqual([])
  outbox.echoArrived(txnId, '$there')
  outbox.kick()
  await vi.waitFor(() => expect(redacted).toEqual(['$there']))
})

test('the network and an overloaded server are waited for, a refusal is not', () => {
  const error = { message: '', errcode: null, httpStatus: null, retryAfterMs: null }
  expect(judge({ ...error, code: 'network' }, 1)).toEqual({ kind: 'wait', delayMs: 1_000 })
  expect(judge({ ...error, code: 'rateLimited', retryAfterMs: 7_000 }, 1)).toEqual({ kind: 'wait', delayMs: 7_000 })
  expect(judge({ ...error, code: 'signedOut' }, 3)).toMatchObject({ kind: 'wait' })
  expect(judge({ ...error, code: 'forbidden' }, 1)).toEqual({ kind: 'fail', reason: 'forbidden' })
  expect(backoffMs(99)).toBe(30_000)
})
