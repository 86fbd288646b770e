import '../../renderer/matrix/testing/polyfill'

import { setTimeout as delay } from 'node:timers/promises'

import { ClientEvent, createClient, MatrixError, type MatrixClient } from 'matrix-js-sdk'
import * as loggers from 'matrix-js-sdk/lib/logger'
import { SyncState } from 'matrix-js-sdk/lib/sync'

import { makeLogger, silenceGlobalLogger } from '../../renderer/matrix/core/logger'
import type { StackInfo } from '../stack/info'
import { waitFor } from '../stack/process'
import type { SeededPerson } from './people'
import type { OutgoingEvent } from './say'

export const deviceName = 'Samverk seed'

/** A person's computer for the time of the seeding: real keys, a real backup. */
export type Device = {
  readonly recoveryCode: string
  /** Begins to hear what others say; without it the device only has its identity. */
  readonly listen: () => Promise<void>
  readonly send: (event: OutgoingEvent) => Promise<string>
  /** Resolves when the backup holds the keys of so many conversations' senders. */
  readonly untilBackedUp: (sessions: number) => Promise<void>
  /** Signs the device out and forgets it. */
  readonly end: () => Promise<void>
}

type LoggedIn = { readonly device_id: string; readonly access_token: string }

/** Signs in with the password, makes an identity, secret storage and a key backup. */
export async function startDevice(info: StackInfo, person: SeededPerson): Promise<Device> {
  silenceGlobalLogger()
  // Parts that watch for calls make loggers of their own from it.
  const logger: unknown = Reflect.get(loggers, 'logger')
  if (typeof logger === 'object' && logger !== null)
    Object.assign(logger, { getChild: () => makeLogger(() => undefined) })
  const baseUrl = info.local.matrix
  const { device_id: deviceId, access_token: accessToken } = await signIn(baseUrl, person)
  const times = new Map<string, number>()
  let storageKey = new Uint8Array(0)
  const client = createClient({
    baseUrl,
    userId: person.matrixId,
    deviceId,
    accessToken,
    disableVoip: true,
    logger: makeLogger(() => undefined),
    fetchFn: datedFetch(info, person.matrixId, times),
    cryptoCallbacks: {
      getSecretStorageKey: ({ keys }) => {
        const [id] = Object.keys(keys)
        return Promise.resolve(id === undefined ? null : [id, storageKey])
      },
      cacheSecretStorageKey: (_id, _info, key) => {
        storageKey = key
      }
    }
  })
  await client.initRustCrypto({ useIndexedDB: false })
  const recoveryCode = await makeIdentity(client, person.password)
  return {
    recoveryCode,
    listen: () => started(client),
    send: async ({ roomId, type, content, timeMs, transactionId }) => {
      times.set(transactionId, timeMs)
      const { event_id: made } = await client.sendEvent(roomId, type as never, content as never, transactionId)
      return made
    },
    untilBackedUp: (sessions) => untilBackedUp({ baseUrl, accessToken, who: person.id }, sessions),
    end: async () => {
      client.stopClient()
      await client.logout(true)
    }
  }
}

async function signIn(baseUrl: string, person: SeededPerson): Promise<LoggedIn> {
  const response = await fetch(`${baseUrl}/_matrix/client/v3/login`, {
    method: 'POST',
    body: JSON.stringify({
      type: 'm.login.password',
      identifier: { type: 'm.id.user', user: person.id },
      password: person.password,
      initial_device_display_name: deviceName
    })
  })
  if (!response.ok) throw new Error(`${person.id} cannot sign in: HTTP ${response.status}`)
  return (await response.json()) as LoggedIn
}

/** The device encrypts, and what it sends to a room takes its time from the application service. */
function datedFetch(info: StackInfo, userId: string, times: ReadonlyMap<string, number>): typeof fetch {
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const timeMs = times.get(decodeURIComponent(url.pathname.split('/').at(-1) ?? ''))
    if (timeMs === undefined || !url.pathname.includes('/send/')) return fetch(input, init)
    url.searchParams.set('user_id', userId)
    url.searchParams.set('ts', String(Math.round(timeMs)))
    const headers = new Headers(init?.headers)
    headers.set('Authorization', `Bearer ${info.matrix.applicationService.token}`)
    return fetch(url, { ...init, headers })
  }
}

async function makeIdentity(client: MatrixClient, password: string): Promise<string> {
  const crypto = client.getCrypto()
  if (crypto === undefined) throw new Error('Encryption did not start')
  await crypto.bootstrapCrossSigning({
    setupNewCrossSigning: true,
    authUploadDeviceSigningKeys: async (makeRequest) => {
      try {
        return void (await makeRequest(null))
      } catch (error) {
        if (!(error instanceof MatrixError) || error.httpStatus !== 401) throw error
        return makeRequest({
          type: 'm.login.password',
          identifier: { type: 'm.id.user', user: client.getSafeUserId() },
          password,
          session: String((error.data as { session?: unknown }).session)
        })
      }
    }
  })
  const key = await crypto.createRecoveryKeyFromPassphrase()
  await crypto.bootstrapSecretStorage({
    createSecretStorageKey: () => Promise.resolve(key),
    setupNewSecretStorage: true,
    setupNewKeyBackup: true
  })
  await crypto.checkKeyBackupAndEnable()
  if (key.encodedPrivateKey === undefined) throw new Error('No recovery code was made')
  return key.encodedPrivateKey
}

function started(client: MatrixClient): Promise<void> {
  return new Promise((resolve, reject) => {
    const onSync = (state: SyncState): void => {
      if (state === SyncState.Error) reject(new Error('The device cannot reach the homeserver'))
      if (state !== SyncState.Prepared && state !== SyncState.Syncing) return
      client.off(ClientEvent.Sync, onSync)
      resolve()
    }
    client.on(ClientEvent.Sync, onSync)
    void client.startClient({ initialSyncLimit: 1 })
  })
}

const patienceMs = 60_000
const askEveryMs = 400

type Asked = { readonly baseUrl: string; readonly accessToken: string; readonly who: string }

/** Asks the server itself: the SDK answers with what it knew at the beginning. */
async function untilBackedUp({ baseUrl, accessToken, who }: Asked, sessions: number): Promise<void> {
  let count = 0
  const ask = async (): Promise<boolean> => {
    await delay(askEveryMs)
    const headers = { Authorization: `Bearer ${accessToken}` }
    const response = await fetch(`${baseUrl}/_matrix/client/v3/room_keys/version`, { headers })
    count = ((await response.json()) as { count?: number }).count ?? 0
    return count >= sessions
  }
  if (!(await waitFor(ask, patienceMs))) throw new Error(`${who} has ${count} of ${sessions} keys in the backup`)
}
