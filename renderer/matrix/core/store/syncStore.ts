import { MemoryStore, type IMinimalEvent, type IStateEventWithRoomId, type ISyncResponse } from 'matrix-js-sdk'
import type { IndexedToDeviceBatch, ToDeviceBatchWithTxnId } from 'matrix-js-sdk/lib/models/ToDeviceMessage'
import type { ISavedSync } from 'matrix-js-sdk/lib/store'

import { asList, asPlain, asText, asTexts, isPlain } from '../plain'
import { RoomCache, type StoredRoom } from './roomCache'
import type { RecordChange, Records } from './records'

/** Fetches rooms anew whose records were damaged: an initial sync of just these. */
type RefetchRooms = (roomIds: readonly string[]) => Promise<ISyncResponse>

export type SyncStoreOptions = {
  readonly records: Records
  readonly refetchRooms: RefetchRooms
  readonly onProblem: (what: string, cause: unknown) => void
  /** How long after a sync response its content is written. */
  readonly saveDelayMs?: number
}

const SAVE_DELAY_MS = 2_000

/**
 * The SDK's store, on disk as one encrypted record per room. The rooms that changed, the account data and the sync
 * token are written in one transaction a moment after each sync response, so a crash costs at most that moment,
 * which the server sends again. (The SDK's own IndexedDBStore is in clear, and writes everything every 5 minutes.)
 */
export class EncryptedSyncStore extends MemoryStore {
  private readonly cache = new RoomCache()
  private readonly accountDataEvents = new Map<string, IMinimalEvent>()
  private nextBatch: string | null = null
  private saved: ISavedSync | null = null
  private damagedRooms = new Set<string>()
  private roomIndexSize = -1
  private accountDataChanged = false
  private timer: ReturnType<typeof setTimeout> | null = null
  private writing: Promise<void> = Promise.resolve()
  private toDevice: IndexedToDeviceBatch[] = []
  private readonly membersByRoom = new Map<string, IStateEventWithRoomId[]>()

  constructor(private readonly options: SyncStoreOptions) {
    super()
  }

  override async startup(): Promise<void> {
    const { records } = this.options
    const [sync, index, account, rooms, batches] = await Promise.all([
      records.read('state', 'sync'),
      records.read('state', 'rooms'),
      records.read('state', 'accountData'),
      records.readAll('room'),
      records.readAll('todevice')
    ])
    this.toDevice = batches.values.filter(isToDeviceBatch).sort((a, b) => a.id - b.id)
    const token = sync.state === 'ok' ? asText(asPlain(sync.value)['nextBatch']) : null
    // Without token, index or account data the server is asked for everything; what is cached is shown meanwhile.
    const whole = token !== null && index.state === 'ok' && account.state === 'ok'
    for (const room of rooms.values) if (isStoredRoom(room)) this.cache.restore(room)
    if (account.state === 'ok') {
      for (const event of asList(account.value))
        if (isMinimalEvent(event)) this.accountDataEvents.set(event.type, event)
    }
    if (!whole) return
    this.nextBatch = token
    const present = new Set(this.cache.roomIds())
    const missing = asTexts(index.value).filter((roomId) => !present.has(roomId))
    if (missing.length > 0) await this.repair(missing)
    this.roomIndexSize = missing.length > 0 ? -1 : present.size
    this.saved = this.toSavedSync(token)
  }

  private async repair(roomIds: readonly string[]): Promise<void> {
    this.options.onProblem(`${roomIds.length} damaged room records`, null)
    try {
      const response = await this.options.refetchRooms(roomIds)
      this.cache.add(response)
    } catch (cause) {
      for (const roomId of roomIds) this.damagedRooms.add(roomId)
      this.options.onProblem('damaged rooms could not be fetched, next start tries again', cause)
    }
  }

  private toSavedSync(nextBatch: string): ISavedSync {
    return { nextBatch, roomsData: this.cache.all(), accountData: [...this.accountDataEvents.values()] }
  }

  override isNewlyCreated(): Promise<boolean> {
    return Promise.resolve(this.nextBatch === null)
  }

  override getSavedSync(): Promise<ISavedSync | null> {
    const saved = this.saved
    this.saved = null
    return Promise.resolve(saved)
  }

  override getSavedSyncToken(): Promise<string | null> {
    return Promise.resolve(this.nextBatch)
  }

  override setSyncData(response: ISyncResponse): Promise<void> {
    const refused = this.cache.add(response)
    if (refused.length > 0) this.options.onProblem(`${refused.length} rooms in a sync response were not readable`, null)
    for (const event of asList(asPlain(response.account_data)['events'])) {
      if (!isMinimalEvent(event)) continue
      this.accountDataEvents.set(event.type, event)
      this.accountDataChanged = true
    }
    this.nextBatch = response.next_batch
    this.scheduleSave()
    return Promise.resolve()
  }

  private scheduleSave(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null
      void this.save().catch((cause: unknown) => this.options.onProblem('saving the room cache failed', cause))
    }, this.options.saveDelayMs ?? SAVE_DELAY_MS)
  }

  /** We save by our own clock. */
  override wantsSave(): boolean {
    return false
  }

  /** Writes what changed. Calls queue up: each one ends when what it saw is on disk. */
  override save(): Promise<void> {
    const next = this.writing.then(() => this.writeChanges())
    this.writing = next.catch(() => undefined)
    return next
  }

  private async writeChanges(): Promise<void> {
    if (this.nextBatch === null) return
    const changes: RecordChange[] = []
    const rooms = this.cache.takeChanges().filter(({ roomId }) => !this.damagedRooms.has(roomId))
    for (const { roomId, room } of rooms) changes.push({ table: 'room', name: roomId, value: room })
    const roomIds = [...this.cache.roomIds(), ...this.damagedRooms]
    if (roomIds.length !== this.roomIndexSize || rooms.some(({ room }) => room === null)) {
      changes.push({ table: 'state', name: 'rooms', value: [...new Set(roomIds)] })
    }
    const accountDataChanged = this.accountDataChanged || this.roomIndexSize === -1
    if (accountDataChanged) {
      changes.push({ table: 'state', name: 'accountData', value: [...this.accountDataEvents.values()] })
      this.accountDataChanged = false
    }
    changes.push({ table: 'state', name: 'sync', value: { nextBatch: this.nextBatch } })
    try {
      await this.options.records.write(changes)
      this.roomIndexSize = roomIds.length
    } catch (cause) {
      this.cache.markDirty(rooms.map(({ roomId }) => roomId))
      this.accountDataChanged ||= accountDataChanged
      throw cause
    }
  }

  override async getOutOfBandMembers(roomId: string): Promise<IStateEventWithRoomId[] | null> {
    const inMemory = this.membersByRoom.get(roomId)
    if (inMemory !== undefined) return inMemory
    const stored = await this.options.records.read('members', roomId)
    return stored.state === 'ok' && Array.isArray(stored.value) ? stored.value.filter(isStateEvent) : null
  }

  override async setOutOfBandMembers(roomId: string, events: IStateEventWithRoomId[]): Promise<void> {
    this.membersByRoom.set(roomId, events)
    await this.options.records.write([{ table: 'members', name: roomId, value: events }])
  }

  override async clearOutOfBandMembers(roomId: string): Promise<void> {
    this.membersByRoom.delete(roomId)
    await this.options.records.write([{ table: 'members', name: roomId, value: null }])
  }

  override async saveToDeviceBatches(batches: ToDeviceBatchWithTxnId[]): Promise<void> {
    let id = (this.toDevice.at(-1)?.id ?? 0) + 1
    const added = batches.map(({ eventType, txnId, batch }) => ({ id: id++, eventType, txnId, batch }))
    this.toDevice.push(...added)
    await this.options.records.write(added.map((value) => ({ table: 'todevice', name: String(value.id), value })))
  }

  override getOldestToDeviceBatch(): Promise<IndexedToDeviceBatch | null> {
    return Promise.resolve(this.toDevice[0] ?? null)
  }

  override async removeToDeviceBatch(id: number): Promise<void> {
    this.toDevice = this.toDevice.filter((batch) => batch.id !== id)
    await this.options.records.write([{ table: 'todevice', name: String(id), value: null }])
  }

  /** Nothing here deletes what is on disk: only the person's own sign-out does, with the whole database. */
  override deleteAllData(): Promise<void> {
    return Promise.resolve()
  }

  override async destroy(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    await this.writing
  }
}

const isStoredRoom = (value: unknown): value is StoredRoom =>
  isPlain(value) &&
  typeof value['roomId'] === 'string' &&
  ['join', 'invite', 'leave', 'knock'].includes(String(value['category'])) &&
  isPlain(value['data'])

const isMinimalEvent = (value: unknown): value is IMinimalEvent =>
  isPlain(value) && typeof value['type'] === 'string' && isPlain(value['content'])

const isStateEvent = (value: unknown): value is IStateEventWithRoomId =>
  isPlain(value) && typeof value['type'] === 'string' && typeof value['state_key'] === 'string'

const isToDeviceBatch = (value: unknown): value is IndexedToDeviceBatch =>
  isPlain(value) &&
  typeof value['id'] === 'number' &&
  typeof value['txnId'] === 'string' &&
  Array.isArray(value['batch'])
