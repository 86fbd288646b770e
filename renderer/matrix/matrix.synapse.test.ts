import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { afterAll, beforeAll, describe } from 'vitest'

import { reset, up } from '../../scripts/stack/stack'
import { describeOthers } from './core/testing/otherClient'
import { describeChat } from './testing/chatCases'
import { describeGaps } from './testing/gapCases'
import type { TestHomeserver } from './testing/homeserver'
import { describeOutbox } from './testing/outboxCases'

// SAMVERK_STACK_DIR points at servers that already run, while a test is being written.
const shared = process.env['SAMVERK_STACK_DIR']
const dir = shared === undefined ? mkdtempSync(join(tmpdir(), 'samverk-matrix-')) : resolve(shared)
let server: TestHomeserver

beforeAll(async () => {
  const { local, matrix } = await up({ dir })
  server = { url: local.matrix, sharedSecret: matrix.registrationSharedSecret }
})

afterAll(async () => {
  if (shared !== undefined) return
  await reset(dir)
  rmSync(dir, { recursive: true, force: true })
})

/** Every value in every database, as text in the usual encodings. */
const findOnDisk = async (needle: string): Promise<readonly string[]> => {
  const found: string[] = []
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined) continue
    const dump = await dumpDatabase(name)
    for (const encoding of ['utf8', 'utf16le', 'latin1'] as const) {
      if (dump.includes(Buffer.from(needle, encoding))) found.push(`${name} (${encoding})`)
    }
  }
  return found
}

const dumpDatabase = (name: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(name)
    request.onerror = () => reject(request.error ?? new Error('not opened'))
    request.onsuccess = () => {
      const database = request.result
      const parts: Buffer[] = [Buffer.from(name)]
      const stores = [...database.objectStoreNames]
      if (stores.length === 0) {
        resolve(Buffer.concat(parts))
        return
      }
      const transaction = database.transaction(stores, 'readonly')
      for (const store of stores) {
        const cursor = transaction.objectStore(store).openCursor()
        cursor.onsuccess = () => {
          if (cursor.result === null) return
          parts.push(Buffer.from(JSON.stringify(cursor.result.key)), toBuffer(cursor.result.value))
          cursor.result.continue()
        }
      }
      transaction.oncomplete = () => {
        database.close()
        resolve(Buffer.concat(parts))
      }
    }
  })

const toBuffer = (value: unknown): Buffer => {
  if (value instanceof ArrayBuffer) return Buffer.from(value)
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'number')) return Buffer.from(value)
  if (typeof value === 'object' && value !== null)
    return Buffer.concat([Buffer.from(JSON.stringify(value)), ...Object.values(value).map(toBuffer)])
  return Buffer.from(String(value))
}

describe('chat', () => {
  describeChat(() => server, findOnDisk)
})
describe('other clients and damage', () => {
  describeOthers(() => server)
})
describe('outbox', () => {
  describeOutbox(() => server)
})

describe('long histories', () => {
  describeGaps(() => server)
})
