import { mkdtempSync, rmSync } from 'node:fs'
import type { IncomingHttpHeaders, Server } from 'node:http'
import { createServer } from 'node:http'
import { request } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as tlsConnect } from 'node:tls'
import { readFileSync } from 'node:fs'

import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'

import { caPath, makeCertificates } from '../certificates'
import { freePort } from '../ports'
import type { FaultControl } from './control'
import { connectFaultControl, createControlServer } from './control'
import type { ConnectionLine, FrontHost } from './host'
import { startFrontHost } from './host'

const host = 'moln.insjoverket.test'
const lines: ConnectionLine[] = []
const served: string[] = []
let dir: string
let upstream: Server
let front: FrontHost
let control: Server
let faults: FaultControl
let port: number

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'samverk-front-'))
  await makeCertificates(dir, new Date())
  upstream = createServer((incoming, outgoing) => {
    let size = 0
    incoming.on('data', (part: Buffer) => (size += part.length))
    incoming.on('end', () => {
      served.push(`${incoming.method ?? ''} ${incoming.url ?? ''}`)
      outgoing.writeHead(200, { 'X-Seen': incoming.headers['x-forwarded-proto'] })
      outgoing.end(incoming.url === '/large' ? Buffer.alloc(4 << 20) : `${size} ${incoming.headers.host ?? ''}`)
    })
  })
  const sockets = new WebSocketServer({ server: upstream })
  sockets.on('connection', (socket) => socket.on('message', (text: Buffer) => socket.send(`echo ${text.toString()}`)))
  await new Promise<void>((done) => upstream.listen(0, '127.0.0.1', done))
  port = await freePort(new Set())
  const upstreamPort = (upstream.address() as AddressInfo).port
  front = await startFrontHost({ host, port, upstreamPort, tlsDir: dir, onClosed: (line) => lines.push(line) })
  control = createControlServer(new Map([[host, front]]))
  await new Promise<void>((done) => control.listen(0, '127.0.0.1', done))
  faults = connectFaultControl(`http://127.0.0.1:${(control.address() as AddressInfo).port}`)
})
afterEach(() => faults.clear())
afterAll(async () => {
  await front.stop()
  upstream.closeAllConnections()
  upstream.close()
  control.closeAllConnections()
  control.close()
  rmSync(dir, { recursive: true })
})

type Sent = {
  readonly status: number
  readonly text: string
  readonly size: number
  readonly headers: IncomingHttpHeaders
}

/** One request on a connection of its own, which `raw` is told of. */
function send(method: string, path: string, body?: Buffer, raw?: (socket: Socket) => void): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', reject)
    raw?.(socket)
    const secure = tlsConnect({ socket, servername: host, ca: readFileSync(caPath(dir)) })
    // The connection is kept, and then ended by the client: it has read all that was sent.
    const headers = { Host: host, Connection: 'keep-alive' }
    const sent = request({ host, method, path, createConnection: () => secure, headers }, (reply) => {
      const parts: Buffer[] = []
      reply.on('data', (part: Buffer) => parts.push(part))
      reply.on('error', reject)
      reply.on('end', () => {
        const whole = Buffer.concat(parts)
        const text = whole.subarray(0, 200).toString()
        secure.end()
        resolve({ status: reply.statusCode ?? 0, text, size: whole.length, headers: reply.headers })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

const openWebSocket = (): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`wss://${host}/ws`, {
      createConnection: () => tlsConnect({ port, host: '127.0.0.1', servername: host, ca: readFileSync(caPath(dir)) })
    })
    socket.once('open', () => resolve(socket))
    socket.once('error', reject)
  })

test('requests and replies pass through, with the name that the client used', async () => {
  const reply = await send('PUT', '/a?b=c', Buffer.from('12345'))
  expect(reply).toMatchObject({ status: 200, text: `5 ${host}` })
  expect(reply.headers['x-seen']).toBe('https')
  expect((await send('GET', '/large')).size).toBe(4 << 20)
})

test.each([
  ['PUT', '/upp', Buffer.alloc(3_000_000)],
  ['GET', '/large', undefined]
])('the log of a %s holds exactly the bytes that the client counted', async (method, path, body) => {
  const before = lines.length
  let client: Socket | undefined
  await send(method, path, body, (socket) => (client = socket))
  await vi.waitUntil(() => lines.length > before && client?.destroyed === true)
  expect(lines.at(-1)).toEqual({
    t: expect.stringMatching(/^\d{4}-/) as string,
    host,
    port: 443,
    in: client?.bytesRead,
    out: client?.bytesWritten
  })
  expect(Math.max(client?.bytesRead ?? 0, client?.bytesWritten ?? 0)).toBeGreaterThan(2_900_000)
})

test('a websocket passes through and can be cut', async () => {
  const socket = await openWebSocket()
  const answer = new Promise((resolve) => socket.once('message', (data: Buffer) => resolve(data.toString())))
  socket.send('hej')
  expect(await answer).toBe('echo hej')
  expect((await faults.get(host)).openWebSockets).toBe(1)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  await faults.set({ host, cutWebSockets: true })
  await closed
  await vi.waitUntil(async () => (await faults.get(host)).openWebSockets === 0)
})

test('a host that is down refuses, and answers again afterwards', async () => {
  const socket = await openWebSocket()
  const closed = new Promise((resolve) => socket.once('close', resolve))
  await faults.set({ host, down: true })
  await closed
  await expect(send('GET', '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  await faults.set({ host, down: false })
  expect((await send('GET', '/')).status).toBe(200)
})

test.each([
  ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['expired', 'CERT_HAS_EXPIRED'],
  ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT']
] as const)('with the %s certificate a client sees what is wrong', async (certificate, code) => {
  await faults.set({ host, certificate })
  await expect(send('GET', '/')).rejects.toMatchObject({ code })
  await faults.set({ host, certificate: 'good' })
  expect((await send('GET', '/')).status).toBe(200)
})

test('a lost reply means that the server did the work and the client does not know', async () => {
  await faults.set({ host, spoil: [{ method: 'MOVE', path: '/\\.file$' }] })
  expect((await send('PUT', '/uploads/.file')).status).toBe(200)
  await expect(send('MOVE', '/uploads/.file')).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(served.at(-1)).toBe('MOVE /uploads/.file')
  expect((await faults.get(host)).spoil).toEqual([])
  expect((await send('MOVE', '/uploads/.file')).status).toBe(200)
})

test('a status can be answered in the place of the server, so many times', async () => {
  await faults.set({ host, spoil: [{ path: '^/busy', reply: 503, times: 2 }] })
  const seen = [await send('GET', '/busy'), await send('GET', '/busy'), await send('GET', '/busy')]
  expect(seen.map(({ status }) => status)).toEqual([503, 503, 200])
})

test('a throttled host is as slow as it was told, in both directions', async () => {
  await faults.set({ host, bytesPerSecond: 1_000_000 })
  const begun = performance.now()
  await send('PUT', '/upp', Buffer.alloc(500_000))
  expect(performance.now() - begun).toBeGreaterThan(300)
  await faults.set({ host, bytesPerSecond: null })
  const free = performance.now()
  await send('PUT', '/upp', Buffer.alloc(500_000))
  expect(performance.now() - free).toBeLessThan(300)
})

test('the controls refuse what they do not know', async () => {
  await expect(faults.set({ host: 'annan.test', down: true })).rejects.toThrow('No host annan.test')
  await expect(faults.set({ host, bytesPerSecond: -1 })).rejects.toThrow('HTTP 400')
})
