import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { domain } from './people'

/** The checkout that this file belongs to. */
export const repositoryRoot = resolve(fileURLToPath(import.meta.url), '../../..')

/** What `scripts/setup` installs, shared by all stacks of the checkout. */
export const installed = {
  python: resolve(repositoryRoot, '.stack/venv/bin/python'),
  vendor: resolve(repositoryRoot, '.stack/vendor')
}

/** Public names, all on port 443. The `limits` names lead to the Synapse with default rate limits. */
export const hosts = {
  domain,
  matrix: `matrix.${domain}`,
  files: `moln.${domain}`,
  meetings: `mote.${domain}`,
  limitsDomain: `limits.${domain}`,
  limitsMatrix: `matrix.limits.${domain}`
} as const

export type HostRole = keyof typeof hosts
export const hostRoles = Object.keys(hosts) as HostRole[]

/** The stack of `./scripts/start`. */
export const demoStackDir = resolve(repositoryRoot, '.stack/demo')

/** Where the stack lies unless a caller says otherwise: SAMVERK_STACK_DIR, else `.stack/demo`. */
export const defaultStackDir = (): string => resolve(repositoryRoot, process.env['SAMVERK_STACK_DIR'] ?? '.stack/demo')

/** Every path in a stack's directory. */
export const layout = (dir: string) => ({
  dir,
  info: resolve(dir, 'stack.json'),
  development: resolve(dir, 'development.json'),
  ports: resolve(dir, 'ports.json'),
  secrets: resolve(dir, 'secrets.json'),
  lock: resolve(dir, 'lock'),
  run: resolve(dir, 'run'),
  logs: resolve(dir, 'logs'),
  tls: resolve(dir, 'tls'),
  front: resolve(dir, 'front'),
  web: resolve(dir, 'web'),
  synapse: resolve(dir, 'synapse'),
  synapseLimits: resolve(dir, 'synapse-limits'),
  prosody: resolve(dir, 'prosody'),
  files: resolve(dir, 'files'),
  calendar: resolve(dir, 'calendar')
})

export type Layout = ReturnType<typeof layout>
