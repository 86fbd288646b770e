import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { Server, Socket } from 'node:net'
import { createServer } from 'node:net'

import type { CertificateKind } from '../certificates'
import { certificatePaths } from '../certificates'
import type { FaultRequest, FaultState, Spoil } from './faults'
import { faultRequest, takeSpoil } from './faults'
import { createPacer } from './pace'
import type { Route } from './proxy'
import { proxyRequest, proxyUpgrade } from './proxy'
import { pump } from './pump'

export type HostSettings = {
  readonly host: string
  readonly port: number
  readonly upstreamPort: number
  readonly tlsDir: string
  /** Called once for each accepted connection, when it has closed. */
  readonly onClosed: (line: ConnectionLine) => void
}

/** One accepted connection: bytes on the TCP socket as the client sees them, `in` = what it received. */
export type ConnectionLine = {
  readonly t: string
  readonly host: string
  readonly port: 443
  readonly in: number
  readonly out: number
}

export type FrontHost = {
  readonly apply: (fault: FaultRequest) => Promise<void>
  readonly state: () => FaultState
  readonly stop: () => Promise<void>
}

/** Serves one name: TLS on its own loopback port, everything handed on to one plain loopback port. */
export async function startFrontHost(settings: HostSettings): Promise<FrontHost> {
  const sockets = new Set<Socket>()
  const webSockets = new Set<{ destroy: () => unknown }>()
  const up = createPacer()
  const down = createPacer()
  let spoil: Spoil[] = []
  let spoiled = 0
  let isDown = false
  let certificate: CertificateKind = 'good'
  // Free connections are dropped well before the servers behind drop them, so that none is used as it closes.
  const agent = new Agent({ keepAlive: true, timeout: 3_000 })
  const route: Route = {
    upstreamPort: settings.upstreamPort,
    agent,
    takeSpoil: (method, path) => {
      const { hit, left } = takeSpoil(spoil, method, path)
      spoil = left
      if (hit !== undefined) spoiled += 1
      return hit
    }
  }

  const secure = createHttpsServer({ ...credentials(settings.tlsDir, certificate), ALPNProtocols: ['http/1.1'] })
  // Uploads may take as long as they like, and so may a client between two requests.
  secure.requestTimeout = 0
  secure.keepAliveTimeout = 75_000
  secure.on('request', (incoming, outgoing) => proxyRequest(route, incoming, outgoing))
  secure.on('upgrade', (incoming, client, head) => {
    const server = proxyUpgrade(route, incoming, client, head)
    const pair = { destroy: () => [client.destroy(), server.destroy()] }
    webSockets.add(pair)
    client.on('close', () => webSockets.delete(pair))
  })
  secure.on('tlsClientError', () => undefined)

  const tlsPort = await listenOn(secure, 0)
  const listener = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => {
      sockets.delete(socket)
      const { bytesRead, bytesWritten } = socket
      const t = new Date().toISOString()
      settings.onClosed({ t, host: settings.host, port: 443, in: bytesWritten, out: bytesRead })
    })
    pump(socket, tlsPort, up, down)
  })
  const closeListener = (): Promise<void> =>
    new Promise((resolve) => {
      listener.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  await listenOn(listener, settings.port)

  return {
    apply: async (input) => {
      const fault = faultRequest.parse(input)
      if (fault.bytesPerSecond !== undefined) up.rate = down.rate = fault.bytesPerSecond
      if (fault.spoil !== undefined) spoil = fault.spoil
      if (fault.certificate !== undefined && fault.certificate !== certificate) {
        certificate = fault.certificate
        secure.setSecureContext(credentials(settings.tlsDir, certificate))
        // A resumed session would never see the new certificate.
        secure.setTicketKeys(randomBytes(48))
        for (const socket of sockets) socket.destroy()
      }
      if (fault.cutWebSockets === true) for (const pair of webSockets) pair.destroy()
      if (fault.down !== undefined && fault.down !== isDown) {
        isDown = fault.down
        await (isDown ? closeListener() : listenOn(listener, settings.port))
      }
    },
    state: () => ({
      down: isDown,
      bytesPerSecond: up.rate,
      certificate,
      spoil,
      spoiled,
      openConnections: sockets.size,
      openWebSockets: webSockets.size
    }),
    stop: async () => {
      if (!isDown) await closeListener()
      agent.destroy()
      secure.close()
      secure.closeAllConnections()
    }
  }
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('No TCP address'))
      else resolve(address.port)
    })
  })
}

function credentials(tlsDir: string, kind: CertificateKind) {
  const { cert, key } = certificatePaths(tlsDir, kind)
  return { cert: readFileSync(cert), key: readFileSync(key) }
}
