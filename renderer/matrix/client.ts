import { proxy, wrap, type Remote } from 'comlink'

import type { MatrixCommands, MatrixEventName, MatrixEvents, MatrixMessage, TimelineKey } from './contract'
import { failure, installErrorTransfer } from './transfer'
import { PORT_MESSAGE, type WorkerApi } from './workerApi'

export type MatrixClientDeps = {
  readonly createWorker: () => Worker
  /** A fresh port to the main process, which sends the session through it. Asked for again when a worker is replaced. */
  readonly requestSessionPort: () => Promise<MessagePort>
  readonly pingIntervalMs?: number
  readonly pingTimeoutMs?: number
}

/** The Matrix client as the window sees it. Nothing here waits for the worker but the promises of the commands. */
export type MatrixClient = {
  /** Rejects with MatrixCommandError. */
  readonly commands: MatrixCommands
  /** Returns what ends the subscription. The latest sync, recovery and totals are told at once. */
  readonly on: <N extends MatrixEventName>(name: N, listener: (payload: MatrixEvents[N]) => void) => () => void
  readonly stop: () => Promise<void>
}

const DEFAULT_TIMEOUT_MS = 30_000
/** What takes longer by its nature. */
const TIMEOUTS_MS: Partial<Record<keyof MatrixCommands, number>> = {
  openRoom: 60_000,
  openThread: 60_000,
  sendFile: 120_000,
  createDirect: 120_000,
  createRoom: 120_000,
  joinRoom: 120_000,
  invite: 300_000,
  members: 120_000,
  download: 1_800_000,
  setUpRecovery: 180_000,
  unlockWithRecoveryCode: 180_000,
  signOut: 60_000
}
/** The SDK keeps the worker busy for seconds at a start; only a dead one is silent this long. */
const PING_INTERVAL_MS = 15_000
const PING_TIMEOUT_MS = 60_000

type Running = {
  readonly worker: Worker
  readonly api: Remote<WorkerApi>
  readonly died: Promise<never>
  readonly kill: () => void
}

const keyOf = ({ roomId, threadRootId }: TimelineKey): string => `${roomId}\n${threadRootId ?? ''}`

/** Starts the worker and keeps it alive: a dead one is replaced, and what was open is opened again. */
export const startMatrixClient = (deps: MatrixClientDeps): MatrixClient => {
  installErrorTransfer(() => ({
    code: 'unknown',
    message: 'Listener failed',
    errcode: null,
    httpStatus: null,
    retryAfterMs: null
  }))
  const listeners = new Map<MatrixEventName, Set<(payload: never) => void>>()
  const latest = new Map<MatrixEventName, MatrixMessage>()
  const open = new Map<string, TimelineKey>()
  let running: Running | null = null
  let stopped = false

  const tell = (message: MatrixMessage): void => {
    if (message.type === 'sync' || message.type === 'recovery' || message.type === 'totals')
      latest.set(message.type, message)
    for (const listener of listeners.get(message.type) ?? []) listener(message.payload as never)
  }

  const launch = (): Running => {
    const worker = deps.createWorker()
    const api = wrap<WorkerApi>(worker)
    let kill: () => void = () => undefined
    const died = new Promise<never>((_resolve, reject) => {
      kill = () => reject(failure('workerDied', 'The Matrix worker ended.'))
    })
    died.catch(() => undefined)
    worker.addEventListener('error', () => replace(worker))
    void deps.requestSessionPort().then(
      (port) => worker.postMessage({ type: PORT_MESSAGE }, [port]),
      (cause: unknown) =>
        tell({ type: 'sync', payload: { state: 'error', code: 'notStarted', message: String(cause) } })
    )
    void api.subscribe(proxy(tell)).catch(() => undefined)
    return { worker, api, died, kill }
  }

  const current = (): Running => {
    if (stopped) throw failure('notStarted', 'The Matrix client was stopped.')
    running ??= launch()
    return running
  }

  const replace = (dead: Worker): void => {
    if (running?.worker !== dead || stopped) return
    dead.terminate()
    running.kill()
    running = null
    tell({ type: 'sync', payload: { state: 'starting' } })
    current()
    for (const { roomId, threadRootId } of open.values()) {
      const reopened = threadRootId === null ? call('openRoom', [roomId]) : call('openThread', [roomId, threadRootId])
      reopened.catch(() => undefined)
    }
  }

  const withTimeout = async <T>(
    promise: Promise<T>,
    died: Promise<never>,
    timeoutMs: number,
    what: string
  ): Promise<T> => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(failure('timeout', `${what} took longer than ${timeoutMs} ms.`)), timeoutMs)
    })
    try {
      return await Promise.race([promise, died, late])
    } finally {
      clearTimeout(timer)
    }
  }

  const call = async (name: keyof MatrixCommands, args: readonly unknown[]): Promise<unknown> => {
    const { api, died } = current()
    return withTimeout(api.call(name, args), died, TIMEOUTS_MS[name] ?? DEFAULT_TIMEOUT_MS, name)
  }

  const track = (name: string, args: readonly unknown[]): void => {
    const [first, second] = args
    if (name === 'openRoom') remember({ roomId: String(first), threadRootId: null })
    if (name === 'openThread') remember({ roomId: String(first), threadRootId: String(second) })
    if (name === 'closeTimeline') open.delete(keyOf(first as TimelineKey))
  }
  const remember = (key: TimelineKey): void => {
    open.set(keyOf(key), key)
  }

  const commands = new Proxy({} as MatrixCommands, {
    get:
      (_target, name) =>
      (...args: readonly unknown[]) => {
        track(String(name), args)
        return call(name as keyof MatrixCommands, args)
      }
  })

  current()
  const pingTimeoutMs = deps.pingTimeoutMs ?? PING_TIMEOUT_MS
  const watchdog = setInterval(() => {
    const watched = running
    if (watched === null) return
    withTimeout(watched.api.alive(), watched.died, pingTimeoutMs, 'alive').catch(() => replace(watched.worker))
  }, deps.pingIntervalMs ?? PING_INTERVAL_MS)
  const online = (): void => void call('networkChanged', [true]).catch(() => undefined)
  const offline = (): void => void call('networkChanged', [false]).catch(() => undefined)
  const hidden = (): void => {
    if (globalThis.document.visibilityState === 'hidden') void call('flush', []).catch(() => undefined)
  }
  // A worker does not hear `online`; and what is in memory is written when the window is hidden.
  globalThis.addEventListener('online', online)
  globalThis.addEventListener('offline', offline)
  globalThis.document.addEventListener('visibilitychange', hidden)

  return {
    commands,
    on: (name, listener) => {
      const known = listeners.get(name) ?? new Set()
      listeners.set(name, known)
      known.add(listener)
      const last = latest.get(name)
      if (last !== undefined) listener(last.payload as never)
      return () => {
        known.delete(listener)
      }
    },
    stop: async () => {
      clearInterval(watchdog)
      globalThis.removeEventListener('online', online)
      globalThis.removeEventListener('offline', offline)
      globalThis.document.removeEventListener('visibilitychange', hidden)
      await call('flush', []).catch(() => undefined)
      stopped = true
      running?.kill()
      running?.worker.terminate()
      running = null
    }
  }
}
