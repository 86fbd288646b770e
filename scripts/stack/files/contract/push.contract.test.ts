import { once } from 'node:events'

import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'

import { capability, eachTarget, type Target } from './target'

const announced = z.object({
  type: z.array(z.string()),
  endpoints: z.object({ websocket: z.string(), pre_auth: z.string() })
})

/** A connection and the messages that came so far; `next` waits for one more. */
async function connect(address: string) {
  const socket = new WebSocket(address)
  const waiting: string[] = []
  let wake: () => void = () => undefined
  socket.on('message', (data: Buffer) => {
    waiting.push(data.toString('utf8'))
    wake()
  })
  await once(socket, 'open')
  return {
    socket,
    next: async (): Promise<string> => {
      while (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve))
      return waiting.shift() ?? ''
    }
  }
}

eachTarget('Push', (target) => {
  const endpoints = async (): Promise<z.infer<typeof announced>['endpoints'] | undefined> => {
    const found = await capability(target(), 'notify_push')
    return found === undefined ? undefined : announced.parse(found).endpoints
  }
  const signedIn = async ({ me }: Target, address: string) => {
    const connection = await connect(address)
    connection.socket.send(me.id)
    connection.socket.send(me.password)
    expect(await connection.next()).toBe('authenticated')
    return connection
  }

  test('a change is told to whoever signed in, with its ids when asked for', async () => {
    const found = await endpoints()
    if (found === undefined) return
    const { socket, next } = await signedIn(target(), found.websocket)
    await target().file('PUT', 'ny.txt', { body: 'a' })
    expect(await next()).toBe('notify_file')
    socket.send('listen notify_file_id')
    await target().file('PUT', 'ny.txt', { body: 'b' })
    expect(await next()).toMatch(/^notify_file(?:_id \[[\d,]+\])?$/u)
    socket.close()
  })

  test('a token from the first address signs in once', async () => {
    const found = await endpoints()
    if (found === undefined) return
    const token = (await target().send('POST', found.pre_auth)).text
    const first = await connect(found.websocket)
    first.socket.send('')
    first.socket.send(token)
    expect(await first.next()).toBe('authenticated')
    first.socket.close()
    const second = await connect(found.websocket)
    second.socket.send('')
    second.socket.send(token)
    expect(await second.next()).toMatch(/^err: /u)
  })

  test('a wrong password is told, and the connection ends', async () => {
    const found = await endpoints()
    if (found === undefined) return
    const { socket, next } = await connect(found.websocket)
    socket.send(target().me.id)
    socket.send('fel')
    expect(await next()).toMatch(/^err: /u)
    if (socket.readyState !== WebSocket.CLOSED) await once(socket, 'close')
  })

  test('a test can cut push connections, refuse them and keep them silent', async () => {
    const { control } = target()
    const found = await endpoints()
    if (control === undefined || found === undefined) return
    const { socket } = await signedIn(target(), found.websocket)
    await control({ cutPush: true })
    if (socket.readyState !== WebSocket.CLOSED) await once(socket, 'close')
    await control({ push: 'refused' })
    await expect(connect(found.websocket)).rejects.toThrow('503')
    await control({ push: 'on' })
  })
})
