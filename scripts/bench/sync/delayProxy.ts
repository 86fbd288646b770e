import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** Above this a direction is not read on: as much as lies in a fast line of that length. */
const inFlightBytes = 8 * 1024 * 1024

export interface DelayProxy {
  readonly url: string
  readonly stop: () => Promise<void>
}

/**
 * A loopback port that leads to `target` and adds `roundTripMs` to each round trip: half of it in each direction, and
 * one more before a connection's first bytes, for the handshake that loopback does not make wait. The order of bytes
 * stays, the rate is not limited.
 */
export async function startDelayProxy(target: string, roundTripMs: number): Promise<DelayProxy> {
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect({ port: Number(new URL(target).port), host: '127.0.0.1', allowHalfOpen: true })
    for (const socket of [client, upstream]) {
      sockets.add(socket.setNoDelay(true))
      socket.on('close', () => sockets.delete(socket))
      // An end by error is an end: the other side is cut below.
      socket.on('error', () => socket.destroy())
    }
    const oneWayMs = roundTripMs / 2
    carry(client, upstream, { oneWayMs, notBeforeMs: performance.now() + roundTripMs })
    carry(upstream, client, { oneWayMs, notBeforeMs: 0 })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    }
  }
}

function carry(from: Socket, to: Socket, { oneWayMs, notBeforeMs }: { oneWayMs: number; notBeforeMs: number }): void {
  const line: { readonly dueMs: number; readonly bytes: Buffer | undefined }[] = []
  let waitingBytes = 0
  let timer: NodeJS.Timeout | undefined
  const deliver = (): void => {
    timer = undefined
    const nowMs = performance.now()
    for (let next = line[0]; next !== undefined && next.dueMs <= nowMs; next = line[0]) {
      line.shift()
      waitingBytes -= next.bytes?.length ?? 0
      if (next.bytes === undefined) to.end()
      else to.write(next.bytes)
    }
    if (waitingBytes < inFlightBytes && to.writableLength < inFlightBytes) from.resume()
    if (line[0] !== undefined) timer = setTimeout(deliver, Math.max(0, line[0].dueMs - nowMs))
  }
  const add = (bytes: Buffer | undefined): void => {
    line.push({ dueMs: Math.max(performance.now(), notBeforeMs) + oneWayMs, bytes })
    waitingBytes += bytes?.length ?? 0
    if (waitingBytes >= inFlightBytes || to.writableLength >= inFlightBytes) from.pause()
    timer ??= setTimeout(deliver, oneWayMs)
  }
  from.on('data', add)
  from.on('end', () => add(undefined))
  from.on('close', () => {
    if (from.readableEnded) return
    clearTimeout(timer)
    to.destroy()
  })
  to.on('drain', deliver)
}
