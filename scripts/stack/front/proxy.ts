import type { Agent, IncomingMessage, ServerResponse } from 'node:http'
import { request } from 'node:http'
import type { Socket } from 'node:net'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream'

import type { Spoil } from './faults'

export type Route = {
  readonly upstreamPort: number
  readonly agent: Agent
  readonly takeSpoil: (method: string, path: string) => Spoil | undefined
}

/** Hands one request on to the loopback server and its reply back, both streaming. */
export function proxyRequest(route: Route, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method = 'GET', url = '/' } = incoming
  const spoil = route.takeSpoil(method, url)
  if (typeof spoil?.reply === 'number') {
    incoming.resume()
    outgoing.writeHead(spoil.reply, { 'Content-Type': 'text/plain' }).end('Spoiled by the test.\n')
    return
  }
  const forward = request({
    host: '127.0.0.1',
    port: route.upstreamPort,
    method,
    path: url,
    headers: forwardedHeaders(incoming),
    setHost: false,
    agent: route.agent
  })
  forward.on('response', (reply) => {
    if (spoil?.reply === 'lost') {
      // The server is done when its reply has ended; only then is the client cut off.
      reply.resume().on('close', () => outgoing.socket?.destroy())
      return
    }
    outgoing.writeHead(reply.statusCode ?? 502, reply.statusMessage, endToEnd(reply.rawHeaders))
    pipeline(reply, outgoing, () => undefined)
  })
  forward.on('error', () => {
    if (outgoing.headersSent) outgoing.destroy()
    else outgoing.writeHead(502, { 'Content-Type': 'text/plain' }).end('The server behind this name does not answer.\n')
  })
  // A client that goes away takes its request with it, so that the server sees the break as well.
  outgoing.on('close', () => {
    if (!outgoing.writableFinished && spoil === undefined) forward.destroy()
  })
  pipeline(incoming, forward, () => undefined)
}

/** Hands a websocket on: the request's head as it came, then bytes both ways. Returns when it is set up. */
export function proxyUpgrade(route: Route, incoming: IncomingMessage, client: Duplex, head: Buffer): Socket {
  const server = connect(route.upstreamPort, '127.0.0.1')
  server.on('connect', () => {
    server.write(
      `${incoming.method ?? 'GET'} ${incoming.url ?? '/'} HTTP/1.1\r\n${headerLines(incoming.rawHeaders)}\r\n`
    )
    server.write(head)
    client.pipe(server).pipe(client)
  })
  server.on('error', () => server.destroy())
  server.on('close', () => client.destroy())
  client.on('error', () => client.destroy())
  client.on('close', () => server.destroy())
  return server
}

function forwardedHeaders(incoming: IncomingMessage): string[] {
  const headers = endToEnd(incoming.rawHeaders)
  headers.push('X-Forwarded-For', incoming.socket.remoteAddress ?? '127.0.0.1', 'X-Forwarded-Proto', 'https')
  return headers
}

/** Leaves out what concerns only one connection (RFC 9110, section 7.6.1), and `Expect`, which Node has answered. */
const hopByHop = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'expect'])

function endToEnd(raw: readonly string[]): string[] {
  return raw.filter((_, index) => !hopByHop.has((raw[index - (index % 2)] ?? '').toLowerCase()))
}

const headerLines = (raw: readonly string[]): string =>
  raw.reduce((lines, part, index) => lines + part + (index % 2 === 0 ? ': ' : '\r\n'), '')
