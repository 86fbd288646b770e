import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Dial } from './dial'

export interface Proxy {
  readonly port: number
  readonly close: () => void
}

const denied = 'HTTP/1.1 403 Denied\r\nContent-Length: 0\r\n\r\n'
const challenge =
  'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="guard"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'

/** Answered with 204 so that a new session learns its credentials before it is used. */
export const primeUrl = 'http://prime.invalid/'

/**
 * The loopback CONNECT proxy through which Chromium reaches the network. The user name of the proxy credentials is
 * the session's name and goes to the ledger; the password is this launch's token, so no other program can use it.
 */
export async function openProxy(dial: Dial, token: string): Promise<Proxy> {
  const server = createServer((request, response) => {
    if (!sessionName(request, token)) {
      response.writeHead(407, { 'Proxy-Authenticate': 'Basic realm="guard"', 'Content-Length': '0' }).end()
    } else {
      // Plain http never leaves: everything the app talks to is https.
      response.writeHead(request.url === primeUrl ? 204 : 403, { 'Content-Length': '0' }).end()
    }
  })
  server.on('connect', (request, client, head) => {
    client.on('error', () => client.destroy())
    const name = sessionName(request, token)
    if (name) void tunnel(dial, name, request, client, head)
    else client.end(challenge)
  })
  // Long polls and idle websockets are normal life here.
  Object.assign(server, { keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0, timeout: 0 })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() }
}

async function tunnel(dial: Dial, process: string, request: IncomingMessage, client: Duplex, head: Buffer) {
  const target = parseAuthority(request.url ?? '')
  if (!target) return client.end(denied)
  try {
    const upstream = await dial({ ...target, process })
    if (client.destroyed) return upstream.destroy()
    upstream.on('error', () => upstream.destroy())
    client.write('HTTP/1.1 200 OK\r\n\r\n')
    if (head.length > 0) upstream.write(head)
    client.pipe(upstream)
    upstream.pipe(client)
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  } catch (error) {
    client.end(isEgress(error) ? denied : 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n')
  }
  return undefined
}

const isEgress = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EEGRESS'

function parseAuthority(authority: string): { host: string; port: number } | undefined {
  const match = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(authority)
  if (match?.[1] === undefined || match[2] === undefined) return undefined
  return { host: match[1], port: Number(match[2]) }
}

function sessionName(request: IncomingMessage, token: string): string | undefined {
  const [scheme, encoded] = (request.headers['proxy-authorization'] ?? '').split(' ')
  if (scheme !== 'Basic' || encoded === undefined) return undefined
  const credentials = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = credentials.indexOf(':')
  const given = Buffer.from(credentials.slice(colon + 1))
  const expected = Buffer.from(token)
  if (colon < 1 || given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  return credentials.slice(0, colon)
}
