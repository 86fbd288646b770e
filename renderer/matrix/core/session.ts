import { initAsync } from '@matrix-org/matrix-sdk-crypto-wasm'
import { Filter, MatrixClient, PendingEventOrdering, type ISyncResponse } from 'matrix-js-sdk'
import { Method } from 'matrix-js-sdk/lib/http-api'

import type { SessionMessage } from '../contract'
import { openDatabase } from '../database'
import { databaseNames, deriveBytes, KEY_PURPOSE } from '../keys'
import { startCrypto } from './cryptoStart'
import { makeFetch } from './fetch'
import { makeLogger, silenceGlobalLogger, type LogSink } from './logger'
import { CoreError } from './plainError'
import { makeRoomNames } from './roomNames'
import { SecretKeys } from './secretKeys'
import { openRecords, type Records } from './store/records'
import { EncryptedSyncStore } from './store/syncStore'

export type Environment = {
  readonly indexedDB: IDBFactory
  readonly fetch: typeof fetch
  readonly log: LogSink
}

/** A client that is ready to start: stores open, crypto loaded, nothing sent yet. */
export type Session = {
  readonly client: MatrixClient
  readonly store: EncryptedSyncStore
  readonly records: Records
  readonly secretKeys: SecretKeys
  readonly userId: string
  /** What encryption wants from the server at a start; once it answers. */
  readonly fetchSharedKeys: () => Promise<void>
  readonly close: () => Promise<void>
}

/** No answer within this is a broken connection: the SDK itself would wait for ever. */
const LOCAL_TIMEOUT_MS = 60_000
const EVENTS_AT_FIRST_SYNC = 20

const isLoopback = (url: URL): boolean => ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)

/** Refuses what is not https; http is for servers on this computer. Throws CoreError `badInput`. */
const checkHomeserver = (homeserver: string): void => {
  const url = URL.parse(homeserver)
  if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)))) {
    throw new CoreError('badInput', 'The homeserver address must be https.')
  }
}

/** Opens the account's stores and makes the client. Throws CoreError `storage` when a store cannot be opened. */
export const openSession = async (message: SessionMessage, environment: Environment): Promise<Session> => {
  checkHomeserver(message.homeserver)
  silenceGlobalLogger()
  const names = await databaseNames(message.userId, message.deviceId)
  await initAsync()
  const database = await openDatabase(environment.indexedDB, names.records).catch((cause: unknown) => {
    throw new CoreError('storage', 'The local store could not be opened.', { cause })
  })
  const records = await openRecords(database, message.storeKey)
  const secretKeys = new SecretKeys()
  let client: MatrixClient | null = null

  const store = new EncryptedSyncStore({
    records,
    onProblem: (what, cause) => environment.log('warn', `${what} ${cause instanceof Error ? cause.message : ''}`),
    refetchRooms: (roomIds) => {
      if (client === null) throw new CoreError('notStarted', 'The client is not there yet.')
      return fetchRooms(client, roomIds)
    }
  })
  // Made without a scheduler (createClient would add one): the outbox is the only queue, one message at a time per room.
  client = new MatrixClient({
    baseUrl: message.homeserver,
    userId: message.userId,
    deviceId: message.deviceId,
    accessToken: message.accessToken,
    store,
    timelineSupport: true,
    disableVoip: true,
    localTimeoutMs: LOCAL_TIMEOUT_MS,
    logger: makeLogger(environment.log),
    fetchFn: makeFetch(message.homeserver, environment.fetch),
    roomNameGenerator: makeRoomNames(message.language),
    cryptoCallbacks: secretKeys.callbacks,
    verificationMethods: ['m.sas.v1']
  })
  await store.startup()
  let fetchSharedKeys: () => Promise<void>
  const storageKey = await deriveBytes(message.storeKey, KEY_PURPOSE.cryptoStore)
  try {
    fetchSharedKeys = await startCrypto(client, { storageKey, cryptoDatabasePrefix: names.crypto })
  } catch (cause) {
    throw new CoreError('storage', 'The store of encryption keys could not be opened.', { cause })
  } finally {
    storageKey.fill(0)
  }
  const started = client
  return {
    client: started,
    store,
    records,
    secretKeys,
    userId: message.userId,
    fetchSharedKeys,
    close: async () => {
      started.stopClient()
      await store.save()
      await store.destroy()
      records.close()
    }
  }
}

/** Starts the sync loop; what is cached is shown before the server answers. */
export const startSyncing = async (client: MatrixClient): Promise<void> => {
  await client.startClient({
    lazyLoadMembers: true,
    threadSupport: true,
    pendingEventOrdering: PendingEventOrdering.Detached,
    initialSyncLimit: EVENTS_AT_FIRST_SYNC
  })
}

/** An initial sync of some rooms only. */
const fetchRooms = (client: MatrixClient, roomIds: readonly string[]): Promise<ISyncResponse> => {
  const filter = new Filter(client.getUserId())
  filter.setDefinition({
    presence: { not_types: ['*'] },
    account_data: { not_types: ['*'] },
    room: {
      rooms: [...roomIds],
      state: { lazy_load_members: true },
      timeline: { limit: EVENTS_AT_FIRST_SYNC, unread_thread_notifications: true }
    }
  })
  return client.http.authedRequest<ISyncResponse>(Method.Get, '/sync', {
    filter: JSON.stringify(filter.getDefinition()),
    timeout: 0
  })
}
