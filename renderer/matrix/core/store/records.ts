import { deriveBytes, importAesKey, KEY_PURPOSE, seal, toHex, unseal, type Bytes } from '../../keys'
import type { ByteDatabase } from '../../database'

type Table = 'room' | 'members' | 'state' | 'todevice' | 'outbox' | 'bytes' | 'draft'

export type RecordChange = {
  readonly table: Table
  readonly name: string
  /** Plain data, or bytes; null deletes. */
  readonly value: unknown
}

/** A record that is there but cannot be opened or parsed is `damaged`: absent is another thing. */
type ReadResult = { readonly state: 'ok'; readonly value: unknown } | { readonly state: 'absent' | 'damaged' }

/**
 * Encrypted records in IndexedDB. Names (room ids and the like) are replaced by an HMAC, values are AES-256-GCM,
 * so nothing in the profile can be read without the store key; only the table's name is in clear.
 */
export type Records = {
  readonly read: (table: Table, name: string) => Promise<ReadResult>
  readonly readBytes: (table: Table, name: string) => Promise<Bytes | null>
  /** All records of a table, those that cannot be opened counted. */
  readonly readAll: (table: Table) => Promise<{ readonly values: readonly unknown[]; readonly damaged: number }>
  /** All or nothing. */
  readonly write: (changes: readonly RecordChange[]) => Promise<void>
  readonly close: () => void
}

const encode = (value: unknown): Bytes =>
  value instanceof Uint8Array ? new Uint8Array(value) : new TextEncoder().encode(JSON.stringify(value))

const decode = (bytes: Bytes): unknown => JSON.parse(new TextDecoder().decode(bytes))

export const openRecords = async (database: ByteDatabase, storeKey: Uint8Array): Promise<Records> => {
  const key = await importAesKey(await deriveBytes(storeKey, KEY_PURPOSE.records))
  const nameKeyBytes = await deriveBytes(storeKey, KEY_PURPOSE.names)
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const nameKey = await crypto.subtle.importKey('raw', nameKeyBytes, hmac, false, ['sign'])

  const known = new Map<string, string>()
  const keyOf = async (table: Table, name: string): Promise<string> => {
    const plain = `${table}\n${name}`
    const cached = known.get(plain)
    if (cached !== undefined) return cached
    const mac = new Uint8Array(await crypto.subtle.sign('HMAC', nameKey, new TextEncoder().encode(plain)))
    const hidden = `${table}:${toHex(mac.slice(0, 16))}`
    known.set(plain, hidden)
    return hidden
  }

  return {
    read: async (table, name) => {
      const at = await keyOf(table, name)
      const sealed = await database.get(at)
      if (sealed === null) return { state: 'absent' }
      try {
        return { state: 'ok', value: decode(await unseal(key, sealed, at)) }
      } catch {
        return { state: 'damaged' }
      }
    },
    readBytes: async (table, name) => {
      const at = await keyOf(table, name)
      const sealed = await database.get(at)
      return sealed === null ? null : unseal(key, sealed, at)
    },
    readAll: async (table) => {
      const values: unknown[] = []
      let damaged = 0
      for (const [at, sealed] of await database.list(`${table}:`)) {
        try {
          values.push(decode(await unseal(key, sealed, at)))
        } catch {
          damaged += 1
        }
      }
      return { values, damaged }
    },
    write: async (changes) => {
      const sealed = await Promise.all(
        changes.map(async ({ table, name, value }) => {
          const at = await keyOf(table, name)
          return [at, value === null ? null : await seal(key, encode(value), at)] as const
        })
      )
      await database.write(sealed)
    },
    close: () => database.close()
  }
}
