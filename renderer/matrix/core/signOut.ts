import { MatrixError } from 'matrix-js-sdk'

import type { SessionMessage } from '../contract'
import { deleteDatabase } from '../database'
import { databaseNames } from '../keys'
import type { Session } from './session'

/**
 * Ends the session: on the server first, and only when it said yes (or did not know the session any more) is what is
 * local removed. Throws when the server could not be reached; then everything is as before.
 */
export const signOut = async (session: Session, message: SessionMessage, indexedDB: IDBFactory): Promise<void> => {
  const { client, records, store } = session
  try {
    await client.logout(false)
  } catch (error) {
    if (!(error instanceof MatrixError) || error.errcode !== 'M_UNKNOWN_TOKEN') throw error
  }
  client.stopClient()
  await store.destroy()
  records.close()
  const names = await databaseNames(message.userId, message.deviceId)
  await client.clearStores({ cryptoDatabasePrefix: names.crypto })
  await deleteDatabase(indexedDB, names.records)
  await deleteDatabase(indexedDB, names.snapshot)
}
