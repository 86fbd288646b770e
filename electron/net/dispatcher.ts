import type { Socket } from 'node:net'
import tls from 'node:tls'
import { Agent, buildConnector, type Dispatcher } from 'undici'
import type { Dial } from './dial'

interface DispatcherOptions {
  readonly dial: Dial
  /** Who asks, for the ledger. */
  readonly process: string
  /** PEM texts that hold beside the public authorities. */
  readonly certificateAuthorities: readonly string[]
  readonly connections: number
}

/** undici over the guard: for processes that move files. TLS is verified with the public and the given authorities. */
export function createDispatcher({
  dial,
  process,
  certificateAuthorities,
  connections
}: DispatcherOptions): Dispatcher {
  const secure = buildConnector({ ca: [...tls.rootCertificates, ...certificateAuthorities], timeout: 15_000 })
  return new Agent({
    connections,
    connect: (options, callback) => {
      const port = Number(options.port || (options.protocol === 'https:' ? 443 : 80))
      dial({ host: options.hostname, port, process }).then(
        (socket: Socket) => {
          if (options.protocol === 'https:') secure({ ...options, httpSocket: socket }, callback)
          else callback(null, socket)
        },
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null)
      )
    }
  })
}
