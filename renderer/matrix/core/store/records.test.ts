import 'fake-indexeddb/auto'

import { expect, test } from 'vitest'

import { openDatabase } from '../../database'
import { readSnapshot, writeSnapshot, type Snapshot } from '../../snapshot'
import { deriveBytes, importAesKey, KEY_PURPOSE } from '../../keys'
import { openRecords } from './records'

const storeKey = new Uint8Array(32).fill(1)

test('neither names nor values can be read without the key', async () => {
  const database = await openDatabase(indexedDB, 'records-secret')
  const records = await openRecords(database, storeKey)
  await records.write([{ table: 'room', name: '!hemligt:x.test', value: { text: 'Blåbär' } }])
  const raw = await database.list('')
  const dump = raw.map(([key, bytes]) => key + new TextDecoder('latin1').decode(bytes)).join('')
  expect(dump).not.toMatch(/hemligt|Bl/u)
  expect(await records.read('room', '!hemligt:x.test')).toEqual({ state: 'ok', value: { text: 'Blåbär' } })
  const other = await openRecords(database, new Uint8Array(32).fill(2))
  expect(await other.read('room', '!hemligt:x.test')).toEqual({ state: 'absent' })
})

test('damaged is told apart from absent, and a record put in another’s place is damaged', async () => {
  const database = await openDatabase(indexedDB, 'records-damaged')
  const records = await openRecords(database, storeKey)
  await records.write([
    { table: 'room', name: 'a', value: 1 },
    { table: 'room', name: 'b', value: 2 }
  ])
  const [one, two] = await database.list('room:')
  if (one === undefined || two === undefined) throw new Error('not written')
  await database.write([[one[0], two[1]]])
  expect(await records.readAll('room')).toMatchObject({ damaged: 1 })
  expect(await records.read('room', 'c')).toEqual({ state: 'absent' })
})

test('the snapshot is read with its own derived key, and a wrong key gives nothing', async () => {
  const account = { userId: '@a:x.test', deviceId: 'D' }
  const snapshot: Snapshot = {
    version: 2,
    savedTs: 1,
    self: { id: '@a:x.test', name: 'A', ambiguous: false, avatarMxc: null },
    rooms: [],
    open: null
  }
  const bytes = await deriveBytes(storeKey, KEY_PURPOSE.snapshot)
  await writeSnapshot(indexedDB, account, await importAesKey(bytes), snapshot)
  expect(await readSnapshot(indexedDB, account, bytes.slice())).toEqual(snapshot)
  expect(await readSnapshot(indexedDB, account, new Uint8Array(32))).toBeNull()
})
