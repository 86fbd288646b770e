import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'

import { z } from 'zod'

import { readJson, writeJson } from './json'

const savedPorts = z.record(z.string(), z.number().int().min(1).max(65_535))

/**
 * One loopback port for each name: the port of last time where it is still free (or `inUse` says that our own server
 * has it), else another. Saved in `file`.
 */
export async function choosePorts<Name extends string>(
  file: string,
  names: readonly Name[],
  inUse: (name: Name) => boolean
): Promise<Record<Name, number>> {
  const saved = savedPorts.catch({}).parse(readJson(file) ?? {})
  const ports: Record<string, number> = {}
  for (const name of names) {
    const old = saved[name]
    const keep = old !== undefined && (inUse(name) || (await isFree(old)))
    ports[name] = keep ? old : await freePort(new Set(Object.values({ ...saved, ...ports })))
  }
  writeJson(file, ports)
  return ports
}

/** True when nothing listens on the loopback port. */
export const isFree = (port: number): Promise<boolean> =>
  bind(port).then(
    () => true,
    () => false
  )

/**
 * A loopback port that nothing listens on. Taken from below the range that the system gives to outgoing connections:
 * one of those could hold the port just when its server starts anew.
 */
export async function freePort(taken: ReadonlySet<number>): Promise<number> {
  const highest = firstEphemeralPort() - 1
  const lowest = Math.max(1024, highest - 12_000)
  for (let attempt = 0; attempt < 100 && lowest < highest; attempt += 1) {
    const port = randomInt(lowest, highest + 1)
    if (!taken.has(port) && (await isFree(port))) return port
  }
  return bind(0)
}

function firstEphemeralPort(): number {
  const range = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8')
  return Number.parseInt(range, 10)
}

const bind = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('No TCP address'))
        else resolve(address.port)
      })
    })
  })
