import type { MatrixClient } from 'matrix-js-sdk'
import type { CryptoBackend } from 'matrix-js-sdk/lib/common-crypto/CryptoBackend'

import type { MatrixCommands, MatrixEventName, MatrixEvents, SessionMessage } from '../contract'
import { makeMeetingCommands } from './commands/meetings'
import { makeWorkspaceCommands } from './commands/workspace'
import { makeReading } from './commands/reading'
import { makeRoomCommands } from './commands/rooms'
import { makeWriting } from './commands/writing'
import { Connection } from './connection'
import { Drafts } from './drafts'
import { startFirstList } from './firstList'
import { downloadMedia } from './media/download'
import { OPAQUE, showableType } from './media/mime'
import { startNotifications } from './notifications'
import { Outbox } from './outbox/outbox'
import { makeTransmit } from './outbox/transmit'
import { CoreError } from './plainError'
import { Recovery } from './recovery'
import { totalsOf } from './rooms/order'
import { RoomList } from './rooms/roomList'
import { openSession, startSyncing, type Environment } from './session'
import { signOut } from './signOut'
import { startSnapshots } from './snapshots'
import { OUTBOX_MXC } from './timeline/echoes'
import { Timelines } from './timeline/timelines'

export type Emit = <N extends MatrixEventName>(type: N, payload: MatrixEvents[N]) => void

export type Core = {
  readonly commands: MatrixCommands
  /** Writes everything down and stops; nothing local is removed. */
  readonly stop: () => Promise<void>
}

const newTxnId = (): string => `samverk.${crypto.randomUUID()}`

/** What could not be decrypted is tried again: keys may be there now. */
const retryDecryption = (client: MatrixClient): void => {
  const backend = client.getCrypto() as unknown as CryptoBackend | undefined
  if (backend === undefined) return
  for (const room of client.getRooms()) {
    const threads = room.getThreads().flatMap((thread) => thread.events)
    for (const event of [...room.getLiveTimeline().getEvents(), ...threads]) {
      if (event.isDecryptionFailure()) void event.attemptDecryption(backend, { isRetry: true })
    }
  }
}

/** Starts the Matrix client of one account: opens its stores, shows what is cached, follows the server. */
export const startCore = async (message: SessionMessage, environment: Environment, emit: Emit): Promise<Core> => {
  const session = await openSession(message, environment)
  const { client, records, store } = session
  const listeners: { touchRoom: (roomId: string) => void } = { touchRoom: () => undefined }
  const outbox = new Outbox({
    records,
    transmit: makeTransmit(client),
    onChange: (roomId) => listeners.touchRoom(roomId),
    newTxnId,
    now: Date.now
  })
  const unreadable = await outbox.load()
  if (unreadable > 0) environment.log('error', `${unreadable} unsent items could not be read`)

  const snapshots = await startSnapshots({ message, environment, client })
  const timelines = new Timelines(client, outbox, (update) => {
    snapshots.timelineChanged(update)
    emit('timeline', update)
  })
  const personIn = timelines.personIn.bind(timelines)
  const tellTotals = (): void => {
    const { waiting, failed } = outbox.counts()
    emit('totals', totalsOf(roomList.rooms(), waiting + failed))
  }
  const roomList = new RoomList({
    client,
    outbox,
    personIn,
    emit: (update) => {
      emit('rooms', update)
      tellTotals()
      snapshots.roomsChanged(roomList.rooms())
    }
  })
  listeners.touchRoom = (roomId) => {
    timelines.touch(roomId)
    roomList.touch(roomId)
  }
  const recovery = new Recovery(
    {
      client,
      secretKeys: session.secretKeys,
      emit: (state) => emit('recovery', state),
      onKeys: () => {
        retryDecryption(client)
        timelines.touch()
        roomList.touchAll()
      }
    },
    message.password
  )
  const drafts = new Drafts(records)
  const reading = makeReading({
    client,
    timelines,
    drafts,
    onRead: (roomId) => {
      roomList.touch(roomId)
      timelines.find({ roomId, threadRootId: null })?.touch()
    },
    onDraft: (key, draft) => emit('draftChanged', { key, draft })
  })
  const connection = new Connection({
    client,
    emit: (state) => emit('sync', state),
    onCached: () => roomList.begin(),
    onLive: () => {
      roomList.begin()
      session.fetchSharedKeys().catch((cause: unknown) => environment.log('warn', `shared keys: ${String(cause)}`))
      outbox.start()
      reading.tellPendingReads()
      outbox.kick()
      void recovery.assess()
    }
  })
  const stops = [
    connection.start(),
    timelines.start(),
    roomList.start(),
    recovery.start(),
    startNotifications({ client, personIn, isLive: () => connection.isLive(), emit: (event) => emit('notify', event) }),
    snapshots.stop
  ]
  if (message.isNewDevice) {
    startFirstList({ message, environment, emit: (update) => emit('rooms', update), isDone: () => connection.isLive() })
  }
  await startSyncing(client)

  const commands: MatrixCommands = {
    ...makeWriting({ client, outbox }),
    ...reading.commands,
    ...makeRoomCommands({ client, personIn }),
    ...makeMeetingCommands(client),
    ...makeWorkspaceCommands(client),
    openRoom: (roomId, atEventId) => timelines.openTimeline({ roomId, threadRootId: null }, atEventId ?? null),
    openThread: (roomId, threadRootId) => timelines.openTimeline({ roomId, threadRootId }, null),
    closeTimeline: (key) => {
      timelines.close(key)
      return Promise.resolve()
    },
    paginate: (key, direction) => timelines.get(key).paginate(direction),
    fillGap: (key) => timelines.get(key).fillGap(),
    jumpToLive: (key) => timelines.jumpToLive(key),
    requestRooms: () => {
      connection.resend()
      recovery.resend()
      roomList.resend()
      return Promise.resolve()
    },
    requestTimeline: (key) => timelines.get(key).resend(),
    download: async (request) => {
      if (!request.media.mxc.startsWith(OUTBOX_MXC)) return downloadMedia(client, environment.fetch, request)
      const bytes = await outbox.readBytes(request.media.mxc.slice(OUTBOX_MXC.length), 'file')
      if (bytes === null) throw new CoreError('notFound', 'Already sent.')
      const type = showableType(request.media.mime, bytes)
      return { blob: new Blob([bytes], { type }), showable: type !== OPAQUE }
    },
    setUpRecovery: (password) => recovery.setUp(password),
    unlockWithRecoveryCode: (code) => recovery.unlock(code),
    signOut: async () => {
      outbox.stop()
      await signOut(session, message, environment.indexedDB)
      for (const stop of stops) stop()
    },
    networkChanged: (online) => {
      if (online) {
        client.retryImmediately()
        outbox.kick()
      }
      return Promise.resolve()
    },
    flush: async () => {
      await Promise.all([store.save(), snapshots.save()])
    },
    ping: () => Promise.resolve(Date.now())
  }

  return {
    commands,
    stop: async () => {
      outbox.stop()
      await snapshots.save()
      for (const stop of stops) stop()
      await session.close()
    }
  }
}
