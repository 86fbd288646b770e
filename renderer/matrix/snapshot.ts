import type { Person, RoomSummary, TimelineItem, TimelineKey, TimelineMeta } from './contract'
import { openDatabase } from './database'
import { databaseNames, importAesKey, seal, unseal, type Bytes } from './keys'

/** What is painted first: the room list and the end of the conversation that was open last. */
export type Snapshot = {
  readonly version: 2
  readonly savedTs: number
  readonly self: Person
  readonly rooms: readonly RoomSummary[]
  readonly open: {
    readonly key: TimelineKey
    readonly items: readonly TimelineItem[]
    readonly meta: TimelineMeta
  } | null
}

const RECORD = 'snapshot'

const isSnapshot = (value: unknown): value is Snapshot =>
  typeof value === 'object' &&
  value !== null &&
  'version' in value &&
  value.version === 2 &&
  'rooms' in value &&
  Array.isArray(value.rooms)

/**
 * Reads the snapshot in the window, before the worker is up. `snapshotKey` is 32 bytes that the main process derives
 * from the store key (`KEY_PURPOSE.snapshot` in keys.ts says how) and hands over the bridge; it is imported here as a
 * key that cannot be read out, and the given bytes are overwritten. The store key itself never reaches the window.
 * Null when there is none, or when it cannot be opened: the first picture is then an empty list.
 */
export const readSnapshot = async (
  factory: IDBFactory,
  account: { readonly userId: string; readonly deviceId: string },
  snapshotKey: Bytes
): Promise<Snapshot | null> => {
  const key = await importAesKey(snapshotKey)
  snapshotKey.fill(0)
  const database = await openDatabase(factory, (await databaseNames(account.userId, account.deviceId)).snapshot)
  try {
    const sealed = await database.get(RECORD)
    if (sealed === null) return null
    const value: unknown = JSON.parse(new TextDecoder().decode(await unseal(key, sealed, RECORD)))
    return isSnapshot(value) ? value : null
  } catch {
    return null
  } finally {
    database.close()
  }
}

/** Writes the snapshot; the worker's side. */
export const writeSnapshot = async (
  factory: IDBFactory,
  account: { readonly userId: string; readonly deviceId: string },
  key: CryptoKey,
  snapshot: Snapshot
): Promise<void> => {
  const sealed = await seal(key, new TextEncoder().encode(JSON.stringify(snapshot)), RECORD)
  const database = await openDatabase(factory, (await databaseNames(account.userId, account.deviceId)).snapshot)
  try {
    await database.write([[RECORD, sealed]])
  } finally {
    database.close()
  }
}
