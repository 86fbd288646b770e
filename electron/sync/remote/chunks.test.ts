import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Agent } from 'undici'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Addresses } from './addresses'
import { sendChunks } from './chunks'
import { openHttp } from './http'
import type { ChunkedRequest } from '../ports'

const MEBIBYTE = 1024 * 1024
const FOLDER = '/remote.php/dav/uploads/anna/t/'

interface Put {
  readonly name: string
  readonly bytes: number
  readonly answer: (status: number) => void
}

let server: Server
let agent: Agent
let puts: Put[]
/** Whether the test answers each PUT itself. */
let answers: 'byHand' | 'atOnce'
/** How the next requests that are not PUT are answered, as `METHOD name`, in order. */
let others: string[]

beforeEach(async () => {
  puts = []
  answers = 'byHand'
  others = []
  agent = new Agent({ connections: 6 })
  server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterEach(async () => {
  await agent.destroy()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let bytes = 0
  for await (const part of request) bytes += (part as Buffer).length
  const name = (request.url ?? '').slice(FOLDER.length)
  const answer = (status: number): void => {
    response.writeHead(status, { 'content-length': 0 }).end()
  }
  if (request.method === 'PUT') {
    puts.push({ name, bytes, answer })
    if (answers === 'atOnce') answer(201)
  } else {
    others.push(`${request.method ?? ''} ${name}`)
    answer(201)
  }
}

function send(maxParallelChunks: number, over: Partial<ChunkedRequest> = {}): Promise<void> {
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  const addresses = new Addresses(origin, 'anna')
  const http = openHttp(addresses, {
    dispatcher: agent,
    credentials: { loginName: 'anna', appPassword: 'app-password' },
    userAgent: 'Samverk/test',
    requestId: () => 'request-1'
  })
  const request: ChunkedRequest = {
    path: 'large.bin',
    sizeBytes: 25 * MEBIBYTE,
    mtimeS: 1,
    precondition: { kind: 'absent' },
    transferId: 't',
    chunkBytes: 10 * MEBIBYTE,
    read: async function* (from, to) {
      for (let at = from; at < to; at += MEBIBYTE) {
        await Promise.resolve()
        yield new Uint8Array(Math.min(MEBIBYTE, to - at))
      }
    },
    checksum: () => 'SHA1:0000000000000000000000000000000000000000',
    verify: () => Promise.resolve(),
    progress: () => undefined,
    ...over
  }
  return sendChunks(http, addresses, request, { maxParallelChunks, takesSha1: true })
}

const arrived = (count: number): Promise<void> =>
  vi.waitFor(() => expect(puts).toHaveLength(count), { timeout: 20_000 })

it('sends one chunk after the other where the server says no more', async () => {
  const sent = send(1)
  for (const [at, bytes] of [10, 10, 5].entries()) {
    await arrived(at + 1)
    expect(puts[at]).toMatchObject({ name: `0000${String(at + 1)}`, bytes: bytes * MEBIBYTE })
    puts[at]?.answer(201)
  }
  await sent
  expect(others).toEqual(['MKCOL ', 'MOVE .file'])
})

it('waits for two answers at once where it may, and the two together are no more than one was', async () => {
  const sent = send(5)
  await arrived(2)
  // They come over two connections: the second may be whole first.
  const [first, second] = [...puts].sort((left, right) => (left.name < right.name ? -1 : 1))
  expect([first, second].map((put) => [put?.name, (put?.bytes ?? 0) / MEBIBYTE])).toEqual([
    ['00001', 5],
    ['00002', 5]
  ])
  // The later one first: the third waits for the oldest answer.
  second?.answer(201)
  first?.answer(201)
  await arrived(4)
  puts[2]?.answer(201)
  puts[3]?.answer(201)
  await arrived(5)
  puts[4]?.answer(201)
  await sent
  expect(others).toEqual(['MKCOL ', 'MOVE .file'])
})

it('reads every byte once and in order, however many answers are waited for', async () => {
  const ranges: [number, number][] = []
  let reading = 0
  answers = 'atOnce'
  await send(5, {
    read: async function* (from, to) {
      expect((reading += 1)).toBe(1)
      ranges.push([from / MEBIBYTE, to / MEBIBYTE])
      yield new Uint8Array(to - from)
      await Promise.resolve()
      reading -= 1
    }
  })
  expect(ranges).toEqual([0, 5, 10, 15, 20].map((from) => [from, from + 5]))
})

it.each([0, 1])(
  'puts nothing together when one of the two is refused, and ends when both are answered (%i)',
  async (at) => {
    const verified = vi.fn(() => Promise.resolve())
    const sent = send(5, { verify: verified })
    const refused = expect(sent).rejects.toMatchObject({ code: 'quotaExceeded' })
    await arrived(2)
    puts[at]?.answer(507)
    puts[1 - at]?.answer(201)
    await refused
    expect(puts).toHaveLength(2)
    expect(verified).toHaveBeenCalledTimes(1)
    expect(others).toEqual(['MKCOL '])
  }
)
