import { runBackoffMs } from '../core/backoff'
import { asSyncError, SyncError } from '../errors'
import { Addresses } from './addresses'
import { openHttp, readText } from './http'
import type { Clock, PushListener, PushPort, Random } from '../ports'
import type { PushEndpoints } from './capabilities'
import type { HttpDeps } from './http'

interface PushDeps extends HttpDeps {
  readonly server: string
  readonly endpoints: PushEndpoints
  readonly clock: Clock
  readonly random: Random
}

/** What the server has to say is short. */
const LONGEST_FRAME = 64 * 1024

/**
 * Hears from the server that something changed (Nextcloud's notify_push), over the same dispatcher as everything
 * else. Best effort: what was missed is found by the poll after each new connection.
 */
export function openPush(deps: PushDeps): PushPort {
  let socket: { close: () => void } | undefined
  let cancel: () => void = () => undefined
  let isStopped = false
  let failures = 0

  const secrets = async (): Promise<readonly [string, string]> => {
    const { loginName, appPassword } = deps.credentials
    const { preAuth } = deps.endpoints
    if (preAuth === undefined) return [loginName, appPassword]
    const addresses = new Addresses(deps.server, '')
    const headers = { 'content-length': '0', 'ocs-apirequest': 'true' }
    const { pathname } = new URL(preAuth)
    const token = await readText(await openHttp(addresses, deps).post(pathname, headers), 4096)
    return ['', token.trim()]
  }
  const connect = async (listener: PushListener): Promise<void> => {
    const [name, secret] = await secrets()
    // Loaded only where a server offers it.
    const { WebSocket } = await import('undici')
    const opened = new WebSocket(deps.endpoints.websocket, { dispatcher: deps.dispatcher })
    socket = opened
    await new Promise<void>((resolve, reject) => {
      let isIn = false
      opened.addEventListener('open', () => {
        opened.send(name)
        opened.send(secret)
      })
      opened.addEventListener('message', ({ data }: { readonly data: unknown }) => {
        if (typeof data !== 'string' || data.length > LONGEST_FRAME) return
        if (data === 'authenticated') {
          isIn = true
          failures = 0
          listener.connected()
        } else if (isIn && data.startsWith('notify_file')) listener.notified()
        else if (data.startsWith('err:')) reject(new SyncError('signedOut', 'push refused the sign-in'))
      })
      opened.addEventListener('close', () => {
        resolve()
      })
      opened.addEventListener('error', () => {
        resolve()
      })
    })
  }
  const run = (listener: PushListener): void => {
    connect(listener)
      .catch((cause: unknown) => {
        listener.failed(asSyncError(cause).code)
      })
      .finally(() => {
        socket?.close()
        socket = undefined
        if (isStopped) return
        listener.lost()
        failures += 1
        cancel = deps.clock.after(runBackoffMs(failures, deps.random.unit()), () => {
          run(listener)
        })
      })
  }
  return {
    start: run,
    stop: () => {
      isStopped = true
      cancel()
      socket?.close()
    }
  }
}
