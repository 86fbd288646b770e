import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'

import { WebSocketServer, type WebSocket } from 'ws'

import type { FilesServer } from '../context'
import type { Account } from '../store/accounts'
import type { Changes } from './changes'

export type Push = {
  /** A token that stands for the person once, for a minute. */
  readonly preAuthenticate: (account: Account) => string
  /** Cuts all connections. */
  readonly cut: () => void
  readonly connections: () => number
  readonly attach: (server: Server) => void
  readonly stop: () => void
}

const tokenMs = 60_000

/**
 * `notify_push` on `/push/ws`: the client sends its name and password (or nothing and a token), hears
 * `authenticated`, and then `notify_file` at each change of what it sees, or `notify_file_id [1,2]` when it has sent
 * `listen notify_file_id`. Nothing is kept for those who are away.
 */
export function createPush(files: FilesServer, changes: Changes): Push {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 4096 })
  const tokens = new Map<string, { readonly person: string; readonly untilMs: number }>()
  const listeners = new Map<WebSocket, { readonly person: string; wantsIds: boolean }>()

  const signIn = (name: string, secret: string): string | undefined => {
    const token = name === '' ? tokens.get(secret) : undefined
    tokens.delete(secret)
    if (token !== undefined) return token.untilMs > Date.now() ? token.person : undefined
    return files.accounts.signIn(name, secret)?.account.id
  }
  sockets.on('connection', (socket) => {
    let name: string | undefined
    // An end by error is an end: `close` follows.
    socket.on('error', () => socket.terminate())
    socket.on('close', () => listeners.delete(socket))
    socket.on('message', (data) => {
      const text = (data as Buffer).toString('utf8')
      const known = listeners.get(socket)
      if (known !== undefined) {
        if (text === 'listen notify_file_id') known.wantsIds = true
      } else if (name === undefined) name = text
      else {
        const person = signIn(name, text)
        if (person === undefined) {
          socket.send('err: Invalid credentials')
          socket.close()
          return
        }
        listeners.set(socket, { person, wantsIds: false })
        socket.send('authenticated')
      }
    })
  })
  const forget = changes.subscribe((folders) => {
    if (files.mood.push !== 'on') return
    const seen = folders.flatMap((id) => {
      const node = files.tree.byId(id)
      return node === undefined ? [] : [{ id, people: files.view.seenBy(node) }]
    })
    for (const [socket, { person, wantsIds }] of listeners) {
      const ids = seen.filter(({ people }) => people.includes(person)).map(({ id }) => id)
      if (ids.length > 0) socket.send(wantsIds ? `notify_file_id [${ids.join(',')}]` : 'notify_file')
    }
  })
  return {
    preAuthenticate: ({ id }) => {
      const token = randomBytes(24).toString('base64url')
      tokens.set(token, { person: id, untilMs: Date.now() + tokenMs })
      return token
    },
    cut: () => {
      for (const socket of sockets.clients) socket.terminate()
    },
    connections: () => listeners.size,
    attach: (server) => {
      server.on('upgrade', (request, connection, head) => {
        const path = (request.url ?? '').split('?', 1)[0]
        if (path !== '/push/ws' || files.mood.push === 'refused' || files.mood.maintenance) {
          connection.end(`HTTP/1.1 ${path === '/push/ws' ? '503 Service Unavailable' : '404 Not Found'}\r\n\r\n`)
          return
        }
        sockets.handleUpgrade(request, connection, head, (socket) => sockets.emit('connection', socket, request))
      })
    },
    stop: () => {
      forget()
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    }
  }
}
