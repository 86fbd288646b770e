import { SyncAccumulator, type IRooms, type ISyncResponse } from 'matrix-js-sdk'

import { asPlain, isPlain } from '../plain'

type Category = 'join' | 'invite' | 'leave' | 'knock'
const CATEGORIES: readonly Category[] = ['join', 'invite', 'leave', 'knock']

/** How many events per room are readable without a server. */
const EVENTS_PER_ROOM = 60

/** The latest state of one room in the shape of a sync response, ready to be stored. */
export type StoredRoom = { readonly roomId: string; readonly category: Category; readonly data: unknown }

/**
 * The sum of all sync responses, kept per room (one accumulator each), so that a save writes only the rooms that
 * changed. A room whose data cannot be accumulated is reported, the others are not touched.
 */
export class RoomCache {
  private readonly rooms = new Map<string, SyncAccumulator>()
  private readonly dirty = new Set<string>()

  /** Adds a sync response; returns the rooms that it could not add. */
  add(response: ISyncResponse): readonly string[] {
    const refused: string[] = []
    const rooms = asPlain(response.rooms)
    for (const category of CATEGORIES) {
      for (const [roomId, data] of Object.entries(asPlain(rooms[category]))) {
        if (!this.addRoom(roomId, category, data, false)) refused.push(roomId)
      }
    }
    return refused
  }

  /** Puts back what `take` gave in an earlier life. */
  restore(room: StoredRoom): boolean {
    return this.addRoom(room.roomId, room.category, room.data, true)
  }

  /** The rooms that changed since the last call; `data` null means that the room is gone. */
  takeChanges(): readonly { readonly roomId: string; readonly room: StoredRoom | null }[] {
    const changed = Array.from(this.dirty, (roomId) => ({ roomId, room: this.read(roomId) }))
    this.dirty.clear()
    return changed
  }

  markDirty(roomIds: readonly string[]): void {
    for (const roomId of roomIds) this.dirty.add(roomId)
  }

  roomIds(): readonly string[] {
    return [...this.rooms.keys()]
  }

  /** Everything, as the SDK wants it at start. */
  all(): IRooms {
    const out: IRooms = { join: {}, invite: {}, leave: {}, knock: {} }
    for (const accumulator of this.rooms.values()) {
      const data = accumulator.getJSON(false).roomsData
      for (const category of CATEGORIES) Object.assign(out[category], data[category])
    }
    return out
  }

  private addRoom(roomId: string, category: Category, data: unknown, fromDatabase: boolean): boolean {
    if (!isPlain(data)) return false
    const accumulator = this.rooms.get(roomId) ?? new SyncAccumulator({ maxTimelineEntries: EVENTS_PER_ROOM })
    const rooms = { join: {}, invite: {}, leave: {}, knock: {}, [category]: { [roomId]: data } }
    try {
      accumulator.accumulate({ next_batch: 'one', account_data: { events: [] }, rooms: rooms }, fromDatabase)
    } catch {
      return false
    }
    this.rooms.set(roomId, accumulator)
    if (!fromDatabase) this.dirty.add(roomId)
    return true
  }

  private read(roomId: string): StoredRoom | null {
    const rooms = this.rooms.get(roomId)?.getJSON(true).roomsData
    if (rooms === undefined) return null
    for (const category of CATEGORIES) {
      const data: unknown = asPlain(rooms[category])[roomId]
      if (isPlain(data)) return { roomId, category, data: withoutDoubledState(data) }
    }
    this.rooms.delete(roomId)
    return null
  }
}

/** The accumulator gives the state twice; the SDK reads `state_after` where both are there. */
const withoutDoubledState = (data: Readonly<Record<string, unknown>>): unknown =>
  isPlain(data['org.matrix.msc4222.state_after']) ? { ...data, state: { events: [] } } : data
