import { Direction, type Room, type RoomState } from 'matrix-js-sdk'

const missing = (room: Room): never => {
  throw new Error(`No state for ${room.roomId}`)
}

/** The state at the newest end of the room's live timeline. */
export const stateOf = (room: Room): RoomState => room.getLiveTimeline().getState(Direction.Forward) ?? missing(room)
