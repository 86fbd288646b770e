import type { Socket } from 'node:net'
import { connect } from 'node:net'

import type { Pacer } from './pace'

/** How long a client may take to close a connection that the server has closed. */
const partingMs = 2_000

/**
 * Carries the bytes of one connection between client and TLS server, as they are. Closes so that both ends agree on
 * the count: nothing is sent to a client that has said goodbye (TLS would), and its own goodbye is still read.
 */
export function pump(client: Socket, tlsPort: number, up: Pacer, down: Pacer): void {
  const server = connect({ port: tlsPort, host: '127.0.0.1', allowHalfOpen: true })
  const upward = up.stream()
  const downward = down.stream()
  client.pipe(upward).pipe(server)
  server.pipe(downward).pipe(client, { end: false })
  client.on('end', () => {
    downward.unpipe(client)
    downward.resume()
    client.end()
  })
  downward.on('end', () => {
    client.end()
    setTimeout(() => client.destroy(), partingMs).unref()
  })
  client.on('error', () => client.destroy())
  client.on('close', () => server.destroy())
  server.on('error', () => server.destroy())
  server.on('close', () => {
    if (!server.readableEnded) client.destroy()
    client.unpipe(upward)
    client.resume()
  })
}
