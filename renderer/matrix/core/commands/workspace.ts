import type { MatrixClient } from 'matrix-js-sdk'

import '../sdkTypes'
import type { MatrixCommands } from '../../contract'
import { CoreError } from '../plainError'
import { stateOf } from '../roomState'
import { readFolder, withFolder, WORKSPACE } from '../workspace'

export const makeWorkspaceCommands = (client: MatrixClient): Pick<MatrixCommands, 'setRoomFolder'> => ({
  setRoomFolder: async (roomId, folder) => {
    const room = client.getRoom(roomId)
    if (room === null) throw new CoreError('badInput', 'Not a room')
    const content = withFolder(stateOf(room).getStateEvents(WORKSPACE, '')?.getContent(), folder)
    if (folder !== null && readFolder(content) === null) throw new CoreError('badInput', 'Not a folder')
    await client.sendStateEvent(roomId, WORKSPACE, content, '')
  }
})
