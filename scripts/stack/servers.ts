import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import { fingerprintOf } from './fingerprint'
import type { FilesProcessSettings } from './files/main'
import type { FrontSettings } from './front/main'
import { writeJson } from './json'
import type { HostRole, Layout } from './layout'
import { hostRoles, hosts } from './layout'
import type { ServerCommand } from './process'
import { prepareProsody } from './meetings/prosody'
import { prepareRadicale } from './radicale'
import type { Secrets } from './secrets'
import { prepareSynapse } from './synapse'
import type { WebSettings } from './web/main'

/** Every port of a stack, and the server that listens on it. */
export const portOwners = {
  'front-domain': 'front',
  'front-matrix': 'front',
  'front-files': 'front',
  'front-meetings': 'front',
  'front-limitsDomain': 'front',
  'front-limitsMatrix': 'front',
  control: 'front',
  discovery: 'web',
  meetings: 'web',
  prosody: 'prosody',
  'prosody-component': 'prosody',
  synapse: 'synapse',
  'synapse-limits': 'synapse-limits',
  files: 'files',
  'files-control': 'files',
  calendar: 'radicale'
} as const

export type PortName = keyof typeof portOwners
export const portNames = Object.keys(portOwners) as PortName[]
export type Ports = Readonly<Record<PortName, number>>

/** A server, how it is started, and the address that answers when it is ready. */
export type Server = {
  readonly command: ServerCommand
  readonly readyUrl: string
}

export type ServerOptions = { readonly limits: boolean }

const folder = import.meta.dirname
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

/** Writes all servers' settings and returns how each is started. */
export function prepareServers(paths: Layout, ports: Ports, secrets: Secrets, options: ServerOptions): Server[] {
  const synapse: Server = {
    command: prepareSynapse({
      name: 'synapse',
      dir: paths.synapse,
      port: ports.synapse,
      serverName: hosts.domain,
      publicHost: hosts.matrix,
      rateLimits: 'relaxed',
      secrets
    }),
    readyUrl: `http://127.0.0.1:${ports.synapse}/health`
  }
  const web: WebSettings = {
    discoveryPort: ports.discovery,
    meetingsPort: ports.meetings,
    prosodyPort: ports.prosody,
    componentPort: ports['prosody-component'],
    componentSecret: secrets.component
  }
  const files: FilesProcessSettings = {
    dir: resolve(paths.files, 'data'),
    port: ports.files,
    controlPort: ports['files-control'],
    calendarPort: ports.calendar
  }
  const front: FrontSettings = {
    tlsDir: paths.tls,
    log: resolve(paths.logs, 'front.jsonl'),
    controlPort: ports.control,
    hosts: hostRoles.map((role) => ({
      host: hosts[role],
      port: ports[`front-${role}`],
      upstreamPort: ports[upstreamOf[role]]
    }))
  }
  return [
    synapse,
    ...(options.limits ? [limitsServer(paths, ports, secrets)] : []),
    {
      command: prepareProsody({
        dir: paths.prosody,
        httpPort: ports.prosody,
        componentPort: ports['prosody-component'],
        componentSecret: secrets.component
      }),
      readyUrl: `http://127.0.0.1:${ports.prosody}/http-bind`
    },
    {
      command: nodeServer('web', paths.web, web),
      readyUrl: `http://127.0.0.1:${ports.meetings}/about/health`
    },
    {
      command: prepareRadicale(paths.calendar, ports.calendar),
      readyUrl: `http://127.0.0.1:${ports.calendar}/`
    },
    {
      command: nodeServer('files', paths.files, files),
      readyUrl: `http://127.0.0.1:${ports.files}/status.php`
    },
    {
      command: nodeServer('front', paths.front, front),
      readyUrl: `http://127.0.0.1:${ports.control}/fault`
    }
  ]
}

const upstreamOf = {
  domain: 'discovery',
  matrix: 'synapse',
  files: 'files',
  meetings: 'meetings',
  limitsDomain: 'discovery',
  limitsMatrix: 'synapse-limits'
} as const satisfies Record<HostRole, keyof Ports>

const limitsServer = (paths: Layout, ports: Ports, secrets: Secrets): Server => ({
  command: prepareSynapse({
    name: 'synapse-limits',
    dir: paths.synapseLimits,
    port: ports['synapse-limits'],
    serverName: hosts.limitsDomain,
    publicHost: hosts.limitsMatrix,
    rateLimits: 'default',
    secrets
  }),
  readyUrl: `http://127.0.0.1:${ports['synapse-limits']}/health`
})

/** What our own servers have in common. */
const shared = ['layout.ts', 'people.ts', 'json.ts', 'certificates.ts', 'meetings', 'front/proxy.ts']

/** One of our own servers: `<name>/main.ts`, with its settings in a file. */
function nodeServer(name: 'web' | 'front' | 'files', dir: string, settings: unknown): ServerCommand {
  mkdirSync(dir, { recursive: true })
  const file = resolve(dir, 'settings.json')
  writeJson(file, settings)
  const source = resolve(folder, name)
  return {
    name,
    command: process.execPath,
    args: ['--import', tsx, resolve(source, 'main.ts'), file],
    fingerprint: fingerprintOf(settings, [source, ...shared.map((name) => resolve(folder, name))])
  }
}
