import { lookup } from 'node:dns/promises'
import { Socket, isIP } from 'node:net'

// Kept before the seal replaces them: only this file can still connect and resolve.
const rawConnect: unknown = Reflect.get(Socket.prototype, 'connect')
const rawLookup = lookup
const own = new WeakSet<Socket>()

/** True for sockets that the guard itself opened; the seal lets only these connect. */
export function isGuardSocket(socket: Socket): boolean {
  return own.has(socket)
}

export function connectRaw(socket: Socket, ...args: unknown[]): Socket {
  return Reflect.apply(rawConnect as (...all: unknown[]) => unknown, socket, args) as Socket
}

/** Addresses of a host, in the resolver's order; a literal is its own address. */
export async function resolveHost(host: string): Promise<readonly string[]> {
  if (isIP(host)) return [host]
  return (await rawLookup(host, { all: true })).map(({ address }) => address)
}

/** Opens a TCP connection to a literal address. Rejects with Node's error, or ETIMEDOUT after `timeoutMs`. */
export function openTcp(address: string, port: number, timeoutMs: number): Promise<Socket> {
  return open((socket) => connectRaw(socket, { host: address, port }), timeoutMs)
}

/** Opens a Unix socket (the session bus); `path` may be abstract, with a leading NUL. */
export function openUnix(path: string, timeoutMs: number): Promise<Socket> {
  return open((socket) => connectRaw(socket, { path }), timeoutMs)
}

function open(connect: (socket: Socket) => void, timeoutMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = new Socket()
    own.add(socket)
    const fail = (error: Error) => {
      socket.destroy()
      reject(error)
    }
    const onTimeout = () => fail(Object.assign(new Error('The server did not answer in time'), { code: 'ETIMEDOUT' }))
    socket.setTimeout(timeoutMs, onTimeout)
    socket.once('error', fail)
    socket.once('connect', () => {
      socket.setTimeout(0)
      socket.off('timeout', onTimeout)
      socket.off('error', fail)
      socket.setNoDelay(true)
      resolve(socket)
    })
    connect(socket)
  })
}
