import { expose } from 'comlink'

import type { MatrixMessage, SessionMessage, SessionReply } from '../contract'
import { installErrorTransfer } from '../transfer'
import { PORT_MESSAGE, type WorkerApi } from '../workerApi'
import { startCore, type Core } from './core'
import { isPlain } from './plain'
import { CoreError, toPlainError } from './plainError'

/** The worker's entry: one session, told by the main process through its port, serves one window. */
const isSession = (value: unknown): value is SessionMessage =>
  isPlain(value) &&
  value['type'] === 'session' &&
  ['homeserver', 'userId', 'deviceId', 'accessToken'].every((name) => typeof value[name] === 'string') &&
  value['storeKey'] instanceof Uint8Array

type Commands = Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>

const startWorker = (): void => {
  const listeners = new Set<(message: MatrixMessage) => void>()
  let started: (core: Core) => void = () => undefined
  let failed: (error: unknown) => void = () => undefined
  const core = new Promise<Core>((resolve, reject) => {
    started = resolve
    failed = reject
  })
  core.catch(() => undefined)
  let isStarting = false

  const tell = (message: MatrixMessage): void => {
    for (const listener of listeners) listener(message)
  }

  const start = async (message: SessionMessage, reply: (answer: SessionReply) => void): Promise<void> => {
    const environment = {
      indexedDB: self.indexedDB,
      fetch: self.fetch.bind(self),
      log: (level: 'warn' | 'error', line: string) => {
        if (level === 'error') console.error(line)
      }
    }
    try {
      started(await startCore(message, environment, (type, payload) => tell({ type, payload } as MatrixMessage)))
      reply({ type: 'started' })
    } catch (error) {
      const plain = toPlainError(error)
      tell({ type: 'sync', payload: { state: 'error', code: plain.code, message: plain.message } })
      failed(error)
      reply({ type: 'failed', code: plain.code, message: plain.message })
    } finally {
      message.storeKey.fill(0)
    }
  }

  const listenOn = (port: MessagePort): void => {
    port.onmessage = (event: MessageEvent<unknown>) => {
      if (isStarting || !isSession(event.data)) return
      isStarting = true
      void start(event.data, (answer) => port.postMessage(answer))
    }
  }

  self.addEventListener('message', (event: MessageEvent<unknown>) => {
    const port = event.ports[0]
    if (isPlain(event.data) && event.data['type'] === PORT_MESSAGE && port !== undefined) listenOn(port)
  })

  const api: WorkerApi = {
    call: async (name, args) => {
      const { commands } = await core
      if (!Object.hasOwn(commands, name)) throw new CoreError('badInput', 'No such command')
      return (commands as unknown as Commands)[name]?.(...args)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return Promise.resolve()
    },
    alive: () => Promise.resolve(true)
  }
  installErrorTransfer(toPlainError)
  expose(api)
}

startWorker()
