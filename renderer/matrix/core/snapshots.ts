import type { MatrixClient } from 'matrix-js-sdk'

import type { RoomSummary, SessionMessage, TimelineItem, TimelineUpdate } from '../contract'
import { deriveBytes, importAesKey, KEY_PURPOSE } from '../keys'
import { writeSnapshot, type Snapshot } from '../snapshot'
import { cleanName } from './html/clean'
import { asMxc } from './media/ref'
import type { Environment } from './session'

const SAVE_DELAY_MS = 3_000
const ITEMS_KEPT = 40
const ROOMS_KEPT = 500

export type Snapshots = {
  readonly roomsChanged: (rooms: readonly RoomSummary[]) => void
  readonly timelineChanged: (update: TimelineUpdate) => void
  readonly save: () => Promise<void>
  readonly stop: () => void
}

type Deps = {
  readonly message: SessionMessage
  readonly environment: Environment
  readonly client: MatrixClient
}

/** The items after an update; null when it does not fit to what came before. */
export const applyUpdate = (before: readonly TimelineItem[], update: TimelineUpdate): readonly TimelineItem[] => {
  if (update.kind === 'snapshot') return update.items
  const byKey = new Map(before.map((item) => [item.key, item]))
  for (const item of update.put) byKey.set(item.key, item)
  const order = update.order ?? before.map(({ key }) => key)
  return order.flatMap((key) => byKey.get(key) ?? [])
}

/** Keeps the picture for the next start on disk: the room list and the end of the room that was open last. */
export const startSnapshots = async ({ message, environment, client }: Deps): Promise<Snapshots> => {
  const key = await importAesKey(await deriveBytes(message.storeKey, KEY_PURPOSE.snapshot))
  let rooms: readonly RoomSummary[] | null = null
  let open: Snapshot['open'] = null
  let timer: ReturnType<typeof setTimeout> | null = null

  const save = async (): Promise<void> => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (rooms === null) return
    const user = client.getUser(message.userId)
    const self = {
      id: message.userId,
      name: cleanName(user?.displayName, message.userId),
      ambiguous: false,
      avatarMxc: asMxc(user?.avatarUrl)
    }
    const tail = open === null ? null : { ...open, items: open.items.slice(-ITEMS_KEPT) }
    const snapshot: Snapshot = { version: 2, savedTs: Date.now(), self, rooms: rooms.slice(0, ROOMS_KEPT), open: tail }
    await writeSnapshot(environment.indexedDB, message, key, snapshot)
  }
  const schedule = (): void => {
    timer ??= setTimeout(() => {
      save().catch((cause: unknown) => environment.log('warn', `snapshot not saved: ${String(cause)}`))
    }, SAVE_DELAY_MS)
  }
  return {
    roomsChanged: (changed) => {
      rooms = changed
      schedule()
    },
    timelineChanged: (update) => {
      if (update.key.threadRootId !== null) return
      const sameRoom = open?.key.roomId === update.key.roomId
      if (update.kind === 'diff' && !sameRoom) return
      const items = applyUpdate(open?.items ?? [], update)
      const meta = update.meta ?? open?.meta
      if (meta !== undefined) open = { key: update.key, items, meta }
      schedule()
    },
    save,
    stop: () => {
      if (timer !== null) clearTimeout(timer)
    }
  }
}
