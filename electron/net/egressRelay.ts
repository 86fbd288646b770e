import { z } from 'zod'
import type { EgressEntry } from '../../shared/model/egress'
import type { DialLedger, OpenConnection } from './dial'

const countIntervalMs = 2_000

type OpenEntry = OpenConnection['entry']

/** What another process of the app tells main about its connections. */
export type EgressMessage =
  | { readonly egress: 'opened'; readonly id: number; readonly entry: OpenEntry; readonly openedAtMs: number }
  | { readonly egress: 'count'; readonly id: number; readonly in: number; readonly out: number }
  | { readonly egress: 'closed'; readonly id: number; readonly in: number; readonly out: number }
  | { readonly egress: 'blocked'; readonly entry: EgressEntry }

const messageSchema = z.custom<EgressMessage>(
  (value) => typeof value === 'object' && value !== null && 'egress' in value && typeof value.egress === 'string'
)

/** The ledger of a process that has none: everything is told to main, bytes every other second while open. */
export function relayLedger(post: (message: EgressMessage) => void): DialLedger {
  const open = new Map<OpenConnection, number>()
  let lastId = 0
  const counts = ({ socket }: OpenConnection) => ({ in: socket.bytesRead, out: socket.bytesWritten })
  const timer = setInterval(() => {
    for (const [connection, id] of open) post({ egress: 'count', id, ...counts(connection) })
  }, countIntervalMs)
  timer.unref()
  return {
    opened: (connection) => {
      const id = ++lastId
      open.set(connection, id)
      post({ egress: 'opened', id, entry: connection.entry, openedAtMs: connection.openedAtMs })
    },
    closed: (connection) => {
      const id = open.get(connection)
      if (id === undefined) return
      open.delete(connection)
      post({ egress: 'closed', id, ...counts(connection) })
    },
    blocked: (entry) => post({ egress: 'blocked', entry })
  }
}

interface RelayedConnections {
  readonly receive: (message: unknown) => void
  /** The process is gone, and its connections with it. */
  readonly end: () => void
}

/** Main's end: one process's connections in main's own ledger. */
export function receiveLedger(ledger: DialLedger): RelayedConnections {
  const open = new Map<number, OpenConnection & { socket: { bytesRead: number; bytesWritten: number } }>()
  const close = (id: number) => {
    const connection = open.get(id)
    open.delete(id)
    if (connection) ledger.closed(connection)
  }
  return {
    receive: (value) => {
      const message = messageSchema.safeParse(value).data
      if (!message) return
      if (message.egress === 'blocked') {
        ledger.blocked(message.entry)
      } else if (message.egress === 'opened') {
        const { entry, openedAtMs } = message
        const connection = { entry, openedAtMs, socket: { bytesRead: 0, bytesWritten: 0 } }
        open.set(message.id, connection)
        ledger.opened(connection)
      } else {
        const socket = open.get(message.id)?.socket
        if (socket) Object.assign(socket, { bytesRead: message.in, bytesWritten: message.out })
        if (message.egress === 'closed') close(message.id)
      }
    },
    end: () => {
      for (const id of [...open.keys()]) close(id)
    }
  }
}
