import type { Socket } from 'node:net'
import type { EgressEntry } from '../../shared/model/egress'
import { canonicalHost, type AllowList } from './allowList'
import { openTcp, resolveHost } from './rawSocket'

const connectTimeoutMs = 15_000

export interface DialRequest {
  readonly host: string
  readonly port: number
  /** Who asks, for the ledger. */
  readonly process: string
}

export type Dial = (request: DialRequest) => Promise<Socket>

/** The connection that a ledger follows while it is open. */
export interface OpenConnection {
  readonly entry: Omit<EgressEntry, 'in' | 'out' | 'ms'>
  readonly openedAtMs: number
  readonly socket: Pick<Socket, 'bytesRead' | 'bytesWritten'>
}

export interface DialLedger {
  readonly opened: (connection: OpenConnection) => void
  readonly closed: (connection: OpenConnection) => void
  readonly blocked: (entry: EgressEntry) => void
}

interface DialPorts {
  readonly allowList: AllowList
  readonly ledger: DialLedger
  /** `name:port` -> loopback port, in development only. */
  readonly developmentHosts?: Readonly<Record<string, number>> | undefined
  readonly nowMs: () => number
}

/** Refused by the guard before anything left the machine. */
export class EgressError extends Error {
  readonly code = 'EEGRESS'
  constructor(
    readonly host: string,
    readonly port: number
  ) {
    super(`${host}:${port} is not among the allowed hosts`)
  }
}

/**
 * The one way out of the app: decides by the allow-list, resolves, connects to the literal address and writes the
 * ledger. Whoever needs TLS adds it on top, with the host's name.
 */
export function createDial({ allowList, ledger, developmentHosts, nowMs }: DialPorts): Dial {
  return async ({ host: asked, port, process }) => {
    const host = canonicalHost(asked)
    const openedAtMs = nowMs()
    const common = { t: new Date(openedAtMs).toISOString(), process, host, port } as const
    const allowed = allowList.find(host, port)
    if (!allowed) {
      ledger.blocked({ ...common, kind: 'unknown', verdict: 'blocked', rule: 'not-allowed', in: 0, out: 0, ms: 0 })
      throw new EgressError(host, port)
    }
    const socket = await connect(host, port, developmentHosts)
    const entry = { ...common, kind: allowed.kind, verdict: 'allowed', rule: allowed.rule } as const
    const connection: OpenConnection = { entry, openedAtMs, socket }
    ledger.opened(connection)
    socket.once('close', () => ledger.closed(connection))
    return socket
  }
}

async function connect(host: string, port: number, development: DialPorts['developmentHosts']): Promise<Socket> {
  const loopbackPort = development?.[`${host}:${port}`]
  if (loopbackPort !== undefined) return openTcp('127.0.0.1', loopbackPort, connectTimeoutMs)
  let failure: unknown
  for (const address of await resolveHost(host)) {
    try {
      return await openTcp(address, port, connectTimeoutMs)
    } catch (error) {
      failure = error
    }
  }
  throw failure instanceof Error ? failure : new Error(`${host} has no address`)
}
