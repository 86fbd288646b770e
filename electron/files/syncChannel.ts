import { MessageChannelMain, shell, utilityProcess, type MessagePortMain } from 'electron'
import { join } from 'node:path'
import {
  SYNC_PROTOCOL_VERSION,
  syncEvent,
  type SyncEvent,
  type SyncLock,
  type SyncRequest,
  type SyncStatus
} from '../../shared/model/sync'
import type { DialLedger } from '../net/dial'
import { receiveLedger } from '../net/egressRelay'

const answerTimeoutMs = 60_000

type Asked = Exclude<SyncRequest, { type: 'trashed' }>
export type Ask = Asked extends infer One ? (One extends Asked ? Omit<One, 'v' | 'id'> : never) : never

/** Asked while the process is being started again. */
export class SyncNotRunning extends Error {
  readonly code = 'ESYNC'
}

export interface RunningProcess {
  /** Waits until the engines have been started. @throws an error whose code is the engine's. */
  readonly ask: (request: Ask) => Promise<unknown>
  readonly end: () => Promise<void>
}

export interface ProcessListeners {
  /** It can hear: the answer of `start` ends the wait of all other questions. */
  readonly start: (ask: (request: Ask) => Promise<unknown>) => Promise<void>
  readonly status: (root: string, status: SyncStatus) => void
  readonly changed: (root: string, folders: readonly string[]) => void
  readonly moved: (root: string, folder: string) => void
  readonly lockedEdit: (root: string, path: string, lock: SyncLock) => void
  readonly wiped: () => void
  readonly ended: (code: number) => void
}

/** One life of the sync process, with a channel that both sides check. */
export function runProcess(ledger: DialLedger, listeners: ProcessListeners): RunningProcess {
  const child = utilityProcess.fork(join(import.meta.dirname, 'sync.js'), [], { serviceName: 'samverk-sync' })
  const { port1, port2 } = new MessageChannelMain()
  const connections = receiveLedger(ledger)
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>()
  let lastId = 0

  const send = (request: Ask): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++lastId
      const timer = setTimeout(() => reject(new SyncNotRunning('No answer')), answerTimeoutMs)
      const settle = (act: () => void) => {
        clearTimeout(timer)
        waiting.delete(id)
        act()
      }
      waiting.set(id, {
        resolve: (result) => settle(() => resolve(result)),
        reject: (error) => settle(() => reject(error))
      })
      post(port1, { ...request, v: SYNC_PROTOCOL_VERSION, id })
    })
  // Questions wait until the engines have been started; what cannot be started ends the process, to be tried again.
  let opened: () => void = () => undefined
  const isOpen = new Promise<void>((resolve) => (opened = resolve))
  const start = async () => {
    try {
      await listeners.start(send)
      opened()
    } catch (error) {
      console.error('sync', error)
      child.kill()
    }
  }
  const hear = (event: SyncEvent) => {
    switch (event.type) {
      case 'ready':
        void start()
        break
      case 'status':
        listeners.status(event.root, event.status)
        break
      case 'changed':
        listeners.changed(event.root, event.folders)
        break
      case 'moved':
        listeners.moved(event.root, event.folder)
        break
      case 'lockedEdit':
        listeners.lockedEdit(event.root, event.path, event.lock)
        break
      case 'trash':
        void moveToTrash(port1, event.id, event.path)
        break
      case 'wiped':
        listeners.wiped()
        break
      case 'log':
        console.error(`sync ${event.level}: ${event.message}`)
        break
      case 'reply':
        waiting.get(event.id)?.resolve(event.result)
        break
      case 'refused':
        waiting.get(event.id)?.reject(Object.assign(new Error(event.code), { code: event.code }))
        break
    }
  }
  port1.on('message', ({ data }) => {
    const event = syncEvent.safeParse(data)
    if (event.success) hear(event.data)
  })
  port1.start()
  child.on('message', connections.receive)
  child.once('exit', (code) => {
    connections.end()
    port1.close()
    for (const { reject } of [...waiting.values()]) reject(new SyncNotRunning())
    listeners.ended(code)
  })
  child.postMessage(null, [port2])
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    ask: async (request) => {
      await isOpen
      return send(request)
    },
    end: async () => {
      child.kill()
      await gone
    }
  }
}

const post = (port: MessagePortMain, request: SyncRequest) => port.postMessage(request)

/** A deletion that comes from the server goes to the desktop's trash, never straight away. */
async function moveToTrash(port: MessagePortMain, id: number, path: string): Promise<void> {
  const ok = await shell.trashItem(path).then(
    () => true,
    () => false
  )
  post(port, { v: SYNC_PROTOCOL_VERSION, type: 'trashed', id, ok })
}
