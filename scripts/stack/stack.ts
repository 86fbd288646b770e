import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'

import { registerPeople } from './accounts'
import { caPath, makeCertificates } from './certificates'
import type { StackInfo } from './info'
import { writeJson } from './json'
import type { Layout } from './layout'
import { hostRoles, hosts, installed, layout } from './layout'
import { withLock } from './lock'
import { addressOf, matrixIdOf, people } from './people'
import { choosePorts } from './ports'
import { findServer, serverNames, startServer, stopServer, waitFor } from './process'
import { makeCalendars } from './radicale'
import type { Secrets } from './secrets'
import { loadSecrets } from './secrets'
import type { PortName, Ports, Server, ServerOptions } from './servers'
import { portNames, portOwners, prepareServers } from './servers'
import { seedLocalpart } from './synapse'

export { readStackInfo } from './info'
export type { StackInfo } from './info'

export type StackOptions = {
  /** Directory of the stack, such as `.stack/demo`. */
  readonly dir: string
  /** Also starts the homeserver with default rate limits. */
  readonly limits?: boolean
  /** Told about each step, in plain words. */
  readonly onStep?: (text: string) => void
}

const readyPatienceMs = 90_000

/**
 * Starts all servers that do not run (or run with old settings or old code) and returns when they answer.
 * The servers outlive the caller. Throws with the log's path when one does not come up.
 */
export async function up(options: StackOptions): Promise<StackInfo> {
  const paths = layout(resolve(options.dir))
  const step = options.onStep ?? (() => undefined)
  if (!existsSync(installed.python)) throw new Error('The local servers are not installed: run ./scripts/setup')
  mkdirSync(paths.dir, { recursive: true, mode: 0o700 })
  return withLock(paths.lock, readyPatienceMs * 2, async () => {
    const secrets = loadSecrets(paths.secrets)
    await makeCertificates(paths.tls, new Date())
    const { ports, servers } = await prepare(paths, secrets, { limits: options.limits ?? false })
    await stopOthers(paths, servers)
    for (const server of servers) {
      if (findServer(paths, server.command.name)?.running === true) continue
      step(`Starting ${server.command.name}`)
      startServer(paths, server.command)
    }
    await Promise.all(servers.map((server) => becomeReady(paths, server)))
    await addPeople(paths, ports, secrets, options)
    await makeCalendars(ports.calendar, people)
    const info = describe(paths, ports, secrets, options)
    writeJson(paths.development, developmentMap(paths, info))
    writeJson(paths.info, info)
    return info
  })
}

/** Ends all servers of the directory by their process ids. Their data stays. */
export async function down(dir: string): Promise<void> {
  const paths = layout(resolve(dir))
  if (!existsSync(paths.dir)) return
  await withLock(paths.lock, readyPatienceMs, () => stopAll(paths, serverNames(paths)))
}

/** Ends all servers and removes all their data. */
export async function reset(dir: string): Promise<void> {
  await down(dir)
  rmSync(resolve(dir), { recursive: true, force: true })
}

export type ServerStatus = { readonly name: string; readonly pid: number; readonly state: 'running' | 'crashed' }

/** Every server that was started and not stopped since; `crashed` = it ended by itself. */
export function status(dir: string): readonly ServerStatus[] {
  const paths = layout(resolve(dir))
  return serverNames(paths).flatMap((name) => {
    const found = findServer(paths, name)
    return found === undefined ? [] : [{ name, pid: found.pid, state: found.running ? 'running' : 'crashed' }]
  })
}

async function prepare(paths: Layout, secrets: Secrets, options: ServerOptions) {
  const isOurs = (port: PortName): boolean => findServer(paths, portOwners[port])?.running === true
  const ports: Ports = await choosePorts(paths.ports, portNames, isOurs)
  return { ports, servers: prepareServers(paths, ports, secrets, options) }
}

/** Ends what should not run, or runs with other settings or older code than it would be started with now. */
async function stopOthers(paths: Layout, servers: readonly Server[]): Promise<void> {
  const wanted = new Map(servers.map(({ command }) => [command.name, command.fingerprint]))
  const stale = serverNames(paths).filter((name) => {
    const found = findServer(paths, name)
    return found?.running !== true || found.fingerprint !== wanted.get(name)
  })
  await stopAll(paths, stale)
}

async function stopAll(paths: Layout, names: readonly string[]): Promise<void> {
  await Promise.all(names.map((name) => stopServer(paths, name)))
}

async function becomeReady(paths: Layout, server: Server): Promise<void> {
  const { name } = server.command
  const answers = (): Promise<boolean> =>
    fetch(server.readyUrl, { redirect: 'manual', signal: AbortSignal.timeout(5_000) }).then(
      (response) => response.status < 500,
      () => false
    )
  const isSettled = async (): Promise<boolean> => (await answers()) || findServer(paths, name)?.running !== true
  const settled = await waitFor(isSettled, readyPatienceMs)
  if (settled && findServer(paths, name)?.running === true) return
  throw new Error(`${name} did not come up: see ${resolve(paths.logs, `${name}.log`)}`)
}

/** Registers the people once; the mark says for which homeserver data. */
async function addPeople(paths: Layout, ports: Ports, secrets: Secrets, options: StackOptions): Promise<void> {
  const homeservers = [
    { mark: resolve(paths.synapse, 'people.json'), port: ports.synapse },
    ...(options.limits === true
      ? [{ mark: resolve(paths.synapseLimits, 'people.json'), port: ports['synapse-limits'] }]
      : [])
  ]
  for (const { mark, port } of homeservers) {
    if (existsSync(mark)) continue
    await registerPeople(`http://127.0.0.1:${port}`, secrets.registration, people)
    writeJson(
      mark,
      people.map(({ id }) => id)
    )
  }
}

function describe(paths: Layout, ports: Ports, secrets: Secrets, options: StackOptions): StackInfo {
  const local = (port: number): string => `http://127.0.0.1:${port}`
  return {
    version: 1,
    dir: paths.dir,
    hosts: Object.fromEntries(hostRoles.map((role) => [hosts[role], ports[`front-${role}`]])),
    urls: {
      domain: `https://${hosts.domain}`,
      matrix: `https://${hosts.matrix}`,
      files: `https://${hosts.files}`,
      meetings: `https://${hosts.meetings}`,
      calendar: `https://${hosts.files}/remote.php/dav`
    },
    local: {
      discovery: local(ports.discovery),
      matrix: local(ports.synapse),
      files: local(ports.files),
      filesControl: local(ports['files-control']),
      meetings: local(ports.meetings),
      control: local(ports.control),
      ...(options.limits === true ? { matrixLimits: local(ports['synapse-limits']) } : {})
    },
    people: people.map((person) => ({ ...person, address: addressOf(person), matrixId: matrixIdOf(person) })),
    matrix: {
      serverName: hosts.domain,
      registrationSharedSecret: secrets.registration,
      applicationService: { token: secrets.applicationService, senderLocalpart: seedLocalpart }
    },
    certificateAuthority: caPath(paths.tls),
    development: paths.development,
    connectionLog: resolve(paths.logs, 'front.jsonl')
  }
}

/** Which names the app finds on which loopback ports, and the CA that it trusts for them. Read by electron/net. */
const developmentMap = (paths: Layout, info: StackInfo) => ({
  version: 1,
  hosts: Object.fromEntries(
    Object.entries(info.hosts)
      .filter(([host]) => info.local.matrixLimits !== undefined || !host.endsWith(hosts.limitsDomain))
      .map(([host, port]) => [`${host}:443`, port])
  ),
  certificateAuthorities: [caPath(paths.tls)]
})
