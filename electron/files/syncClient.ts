import { MessageChannelMain, shell, utilityProcess, type MessagePortMain } from 'electron'
import { join } from 'node:path'
import {
  SYNC_PROTOCOL_VERSION,
  syncEvent,
  syncResults,
  type SyncConflict,
  type SyncErrorItem,
  type SyncEvent,
  type SyncItem,
  type SyncRequest,
  type SyncStart,
  type SyncStatus
} from '../../shared/model/sync'
import type { DialLedger } from '../net/dial'
import { receiveLedger } from '../net/egressRelay'

const firstRestartMs = 1_000
const lastRestartMs = 60_000
const answerTimeoutMs = 60_000

type Asked = Exclude<SyncRequest, { type: 'trashed' }>
type Ask = Asked extends infer One ? (One extends Asked ? Omit<One, 'v' | 'id'> : never) : never

export interface SyncClient {
  readonly status: () => SyncStatus | undefined
  readonly list: (folder: string) => Promise<readonly SyncItem[]>
  readonly conflicts: () => Promise<readonly SyncConflict[]>
  readonly errors: () => Promise<readonly SyncErrorItem[]>
  /** Changes made here that the server does not have yet. */
  readonly waiting: () => Promise<readonly SyncErrorItem[]>
  readonly pause: () => Promise<void>
  readonly resume: () => Promise<void>
  readonly syncNow: () => Promise<void>
  /** Decides what is kept on this computer; null: as the folder around it. False when the server has no such item. */
  readonly keep: (path: string, pin: 'onlineOnly' | 'offline' | null) => Promise<boolean>
  readonly confirmMassDelete: (id: string, answer: 'delete' | 'restore') => Promise<void>
  readonly stop: () => Promise<void>
}

interface SyncListeners {
  readonly status: (status: SyncStatus) => void
  readonly changed: (folders: readonly string[]) => void
  /** The server had everything of the account removed from this computer. */
  readonly wiped: () => void
}

/**
 * One account's sync engine in its own process. A crash is invisible but for a line in the log: the process is started
 * again, later each time it fails soon, and goes on from its journal.
 */
export function startSync(start: SyncStart, ledger: DialLedger, listeners: SyncListeners): SyncClient {
  let running: RunningProcess | undefined
  let restart: NodeJS.Timeout | undefined
  let restartMs = firstRestartMs
  let latest: SyncStatus | undefined
  let stopped = false

  const launch = () => {
    const startedAtMs = Date.now()
    running = runProcess(start, ledger, {
      status: (status) => {
        latest = status
        listeners.status(status)
      },
      changed: listeners.changed,
      wiped: listeners.wiped,
      ended: (code) => {
        running = undefined
        if (stopped) return
        if (Date.now() - startedAtMs > lastRestartMs) restartMs = firstRestartMs
        console.error(`The sync process ended with ${code}; starting it again in ${restartMs} ms`)
        restart = setTimeout(launch, restartMs)
        restartMs = Math.min(lastRestartMs, restartMs * 2)
      }
    })
  }
  const ask = (request: Ask): Promise<unknown> =>
    running ? running.ask(request) : Promise.reject(new SyncNotRunning())
  const tell = async (request: Ask): Promise<void> => {
    await ask(request)
  }
  launch()

  return {
    status: () => latest,
    list: async (folder) => syncResults.list.parse(await ask({ type: 'list', folder })),
    conflicts: async () => syncResults.conflicts.parse(await ask({ type: 'conflicts' })),
    errors: async () => syncResults.errors.parse(await ask({ type: 'errors' })),
    waiting: async () => syncResults.waiting.parse(await ask({ type: 'waiting' })),
    pause: () => tell({ type: 'pause' }),
    resume: () => tell({ type: 'resume' }),
    syncNow: () => tell({ type: 'syncNow' }),
    keep: async (path, pin) => (await ask({ type: 'keep', path, pin })) === true,
    confirmMassDelete: (massDeleteId, answer) => tell({ type: 'confirmMassDelete', massDeleteId, answer }),
    stop: async () => {
      stopped = true
      clearTimeout(restart)
      const ending = running
      await ending?.ask({ type: 'stop' }).catch((error: unknown) => console.error('sync', error))
      // Its last connections are told before it is gone.
      await ending?.end()
    }
  }
}

/** Asked while the process is being started again. */
class SyncNotRunning extends Error {
  readonly code = 'ESYNC'
}

interface RunningProcess {
  readonly ask: (request: Ask) => Promise<unknown>
  readonly end: () => Promise<void>
}

interface ProcessListeners extends SyncListeners {
  readonly ended: (code: number) => void
}

function runProcess(
  start: SyncStart,
  ledger: DialLedger,
  { status, changed, wiped, ended }: ProcessListeners
): RunningProcess {
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
  // Questions wait until the engine has been opened; one that cannot be opened ends the process, to be tried again.
  let opened: () => void = () => undefined
  const isOpen = new Promise<void>((resolve) => (opened = resolve))
  const startEngine = async () => {
    try {
      await send({ type: 'start', start })
      opened()
    } catch (error) {
      console.error('sync', error)
      child.kill()
    }
  }
  const ask = async (request: Ask) => {
    await isOpen
    return send(request)
  }
  const hear = (event: SyncEvent) => {
    switch (event.type) {
      case 'ready':
        void startEngine()
        break
      case 'status':
        status(event.status)
        break
      case 'changed':
        changed(event.folders)
        break
      case 'trash':
        void moveToTrash(port1, event.id, event.path)
        break
      case 'wiped':
        wiped()
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
    ended(code)
  })
  child.postMessage(null, [port2])
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    ask,
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
