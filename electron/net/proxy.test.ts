import { connect, createServer, type AddressInfo, type Server } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { DialRequest } from './dial'
import { EgressError } from './dial'
import { openProxy, primeUrl, type Proxy } from './proxy'

const token = 'nyckel'
let upstream: Server
let proxy: Proxy
let dialled: DialRequest[]

beforeEach(async () => {
  dialled = []
  upstream = createServer((socket) => socket.on('error', () => undefined).end('hej'))
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve))
  const { port } = upstream.address() as AddressInfo
  proxy = await openProxy((request) => {
    dialled.push(request)
    if (request.host === 'annanplats.test') return Promise.reject(new EgressError(request.host, request.port))
    if (request.host === 'nere.test') return Promise.reject(new Error('refused'))
    return Promise.resolve(connect(port, '127.0.0.1'))
  }, token)
})
afterEach(() => {
  proxy.close()
  upstream.close()
})

const basic = (password: string) =>
  `Proxy-Authorization: Basic ${Buffer.from(`account:${password}`).toString('base64')}`

const say = (first: string, ...headers: string[]) =>
  new Promise<string>((resolve, reject) => {
    let answer = ''
    const socket = connect(proxy.port, '127.0.0.1')
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => (answer += text))
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
    socket.write([first, 'Host: a', 'Connection: close', ...headers, '', ''].join('\r\n'))
  })

it.each([
  ['without credentials', []],
  ['with another launch’s token', [basic('annan')]],
  ['with a token that is only the beginning', [basic('nyck')]],
  ['with another scheme', ['Proxy-Authorization: Bearer nyckel']],
  ['without a name', [`Proxy-Authorization: Basic ${Buffer.from(`:${token}`).toString('base64')}`]]
])('answers 407 %s and dials nobody', async (_case, headers) => {
  expect(await say('CONNECT matrix.insjoverket.test:443 HTTP/1.1', ...headers)).toMatch(/^HTTP\/1\.1 407 /)
  expect(dialled).toEqual([])
})

it('hands an allowed connection on, in the session’s name', async () => {
  const answer = await say('CONNECT matrix.insjoverket.test:443 HTTP/1.1', basic(token))
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n\r\nhej$/)
  expect(dialled).toEqual([{ host: 'matrix.insjoverket.test', port: 443, process: 'account' }])
})

it.each([
  ['annanplats.test:443', 403],
  ['nere.test:443', 502],
  ['matrix.insjoverket.test', 403],
  ['matrix.insjoverket.test:443443', 403]
])('CONNECT %s -> %i', async (target, status) => {
  expect(await say(`CONNECT ${target} HTTP/1.1`, basic(token))).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
})

it('never lets plain http out', async () => {
  expect(await say('GET http://matrix.insjoverket.test/ HTTP/1.1', basic(token))).toMatch(/^HTTP\/1\.1 403 /)
  expect(await say(`GET ${primeUrl} HTTP/1.1`, basic(token))).toMatch(/^HTTP\/1\.1 204 /)
  expect(dialled).toEqual([])
})
