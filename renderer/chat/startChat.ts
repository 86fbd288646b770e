import { appStore } from '../app/store'
import { invoke, nextPort, on } from '../bridge'
import { startMatrixClient, type MatrixClient } from '../matrix/client'
import { createMatrixWorker } from '../matrix/createWorker'
import { readSnapshot } from '../matrix/snapshot'
import { applyRooms, applyTimeline, timelineId } from './apply'
import { chatClient, holdChatClient } from './client'
import { loadDraft } from './commands'
import { chatStore } from './store'

/** Shows what was shown last, starts the worker beside it, and lets the store follow it. Returns what stops it. */
export function startChat(): () => void {
  const client = startMatrixClient({ createWorker: createMatrixWorker, requestSessionPort })
  holdChatClient(client)
  const stops = [
    on('app.quitting', () => void flush(client)),
    client.on('sync', (sync) => chatStore.setState({ sync })),
    client.on('recovery', (recovery) => chatStore.setState({ recovery })),
    client.on('totals', (totals) => {
      chatStore.setState({ totals })
      void invoke('app.reportUnread', { rooms: totals.rooms, unsent: totals.unsent })
    }),
    client.on('notify', ({ roomId, roomName, sender, text }) => {
      const isBeingRead = document.hasFocus() && chatStore.getState().openRoomId === roomId
      if (isBeingRead) return
      const title = roomName === sender.name ? sender.name : `${sender.name}, ${roomName}`
      void invoke('app.notify', { title, body: text, roomId })
    }),
    client.on('rooms', (update) => {
      const applied = applyRooms(chatStore.getState().rooms, update)
      if (applied.kind === 'next') chatStore.setState({ rooms: applied.state })
      else void client.commands.requestRooms()
    }),
    client.on('timeline', (update) => {
      const id = timelineId(update.key)
      const { timelines } = chatStore.getState()
      const applied = applyTimeline(timelines.get(id), update)
      if (applied.kind === 'next') chatStore.setState({ timelines: new Map(timelines).set(id, applied.state) })
      else void client.commands.requestTimeline(update.key)
    })
  ]
  void paintSnapshot()
  return () => {
    for (const stop of stops) stop()
    holdChatClient(undefined)
    chatStore.setState(chatStore.getInitialState())
    void client.stop()
  }
}

/** What is in memory is written down; the app waits a moment for the answer. */
async function flush(client: MatrixClient): Promise<void> {
  try {
    await client.commands.flush()
  } finally {
    await invoke('app.flushed')
  }
}

async function requestSessionPort(): Promise<MessagePort> {
  const port = nextPort('matrix')
  await invoke('account.matrixPort')
  return port
}

/** The room list and the last conversation as they were, before the worker is up. What the worker says later wins. */
async function paintSnapshot(): Promise<void> {
  const key = await invoke('account.snapshotKey')
  if (!key) return
  const snapshot = await readSnapshot(indexedDB, key, key.snapshotKey)
  const { rooms, openRoomId } = chatStore.getState()
  if (!snapshot || rooms || openRoomId !== undefined || appStore.getState().account?.state !== 'signedIn') return
  const { open } = snapshot
  chatStore.setState({
    rooms: { seq: -1, rooms: new Map(snapshot.rooms.map((room) => [room.id, room])) },
    ...(open && {
      openRoomId: open.key.roomId,
      timelines: new Map([[timelineId(open.key), { seq: -1, items: open.items, meta: open.meta }]])
    })
  })
  if (!open) return
  await chatClient().commands.openRoom(open.key.roomId)
  await loadDraft(open.key)
}
