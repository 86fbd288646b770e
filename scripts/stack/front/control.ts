import type { IncomingMessage, Server } from 'node:http'
import { createServer } from 'node:http'

import { z } from 'zod'

import type { FaultRequest, FaultState } from './faults'
import { faultRequest, faultState } from './faults'
import type { FrontHost } from './host'

/**
 * The test controls of the front, on a loopback port of their own:
 * `GET /fault` shows all hosts, `POST /fault` changes one, `DELETE /fault` puts everything right again.
 */
export function createControlServer(hosts: ReadonlyMap<string, FrontHost>): Server {
  return createServer((request, response) => {
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
    }
    handle(hosts, request).then(
      ({ status, body }) => answer(status, body),
      (error: unknown) => answer(400, { error: String(error) })
    )
  })
}

async function handle(hosts: ReadonlyMap<string, FrontHost>, request: IncomingMessage) {
  if (request.url !== '/fault') return { status: 404, body: { error: 'Only /fault is here' } }
  if (request.method === 'POST') {
    const fault = faultRequest.parse(JSON.parse(await readText(request)))
    const host = hosts.get(fault.host)
    if (host === undefined) return { status: 404, body: { error: `No host ${fault.host}` } }
    await host.apply(fault)
  } else if (request.method === 'DELETE') {
    for (const [name, host] of hosts) {
      await host.apply({ host: name, down: false, bytesPerSecond: null, certificate: 'good', spoil: [] })
    }
  }
  return { status: 200, body: Object.fromEntries([...hosts].map(([name, host]) => [name, host.state()])) }
}

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

export type FaultControl = {
  /** Changes one host; resolves when it holds. */
  readonly set: (fault: FaultRequest) => Promise<FaultState>
  readonly get: (host: string) => Promise<FaultState>
  /** Puts all hosts right again. */
  readonly clear: () => Promise<void>
}

/** The controls as a test uses them. `controlUrl` is `StackInfo.local.control`. */
export function connectFaultControl(controlUrl: string): FaultControl {
  const call = async (method: string, body?: FaultRequest): Promise<Record<string, FaultState>> => {
    const response = await fetch(new URL('/fault', controlUrl), {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    if (!response.ok) throw new Error(`The front refused: HTTP ${response.status} ${await response.text()}`)
    return z.record(z.string(), faultState).parse(await response.json())
  }
  const pick = (states: Record<string, FaultState>, host: string): FaultState => {
    const state = states[host]
    if (state === undefined) throw new Error(`The front has no host ${host}`)
    return state
  }
  return {
    set: async (fault) => pick(await call('POST', fault), fault.host),
    get: async (host) => pick(await call('GET'), host),
    clear: async () => {
      await call('DELETE')
    }
  }
}
