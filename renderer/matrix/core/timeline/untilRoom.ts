import { ClientEvent, SyncState, type MatrixClient, type Room } from 'matrix-js-sdk'

import { CoreError } from '../plainError'

/**
 * The room, as soon as it is known. The window shows its list before the SDK has read the cache, so a room may be
 * opened that is not there yet; once the server has answered, a room that is still missing does not exist.
 * Throws CoreError `notFound`.
 */
export const untilRoom = (client: MatrixClient, roomId: string): Promise<Room> =>
  new Promise((resolve, reject) => {
    const look = (): void => {
      const room = client.getRoom(roomId)
      if (room === null && client.getSyncState() !== SyncState.Syncing) return
      client.off(ClientEvent.Room, look)
      client.off(ClientEvent.Sync, look)
      if (room === null) reject(new CoreError('notFound', 'The room is not known here.'))
      else resolve(room)
    }
    client.on(ClientEvent.Room, look)
    client.on(ClientEvent.Sync, look)
    look()
  })
