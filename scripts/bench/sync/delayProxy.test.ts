import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

import { afterEach, expect, test } from 'vitest'

import { startDelayProxy } from './delayProxy'

const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function through(roundTripMs: number) {
  const echo = createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket)).listen(0, '127.0.0.1')
  await once(echo, 'listening')
  stops.push(() => echo.close())
  const proxy = await startDelayProxy(`http://127.0.0.1:${(echo.address() as AddressInfo).port}`, roundTripMs)
  stops.push(proxy.stop)
  const socket = connect({ port: Number(new URL(proxy.url).port), host: '127.0.0.1', allowHalfOpen: true })
  stops.push(() => socket.destroy())
  return socket
}

test('each round trip takes longer by what was asked for, the first by one more', async () => {
  const socket = await through(40)
  const trip = async (): Promise<number> => {
    const startedMs = performance.now()
    socket.write('a')
    await once(socket, 'data')
    return performance.now() - startedMs
  }
  expect(await trip()).toBeGreaterThanOrEqual(79)
  const later: number[] = []
  for (let at = 0; at < 8; at += 1) later.push(await trip())
  // The shortest: a busy machine only makes a trip longer.
  expect(Math.min(...later)).toBeGreaterThanOrEqual(39)
  expect(Math.min(...later)).toBeLessThan(79)
})

test('all bytes come back in order, also more than the proxy keeps in flight', async () => {
  const socket = await through(4)
  const sent = Buffer.alloc(20 * 1024 * 1024, 'abcdefghijklmnopqrstuvwxyz')
  socket.end(sent)
  expect((await buffer(socket)).equals(sent)).toBe(true)
})
