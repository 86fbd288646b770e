import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface Options {
  readonly folder: string
  readonly server: string
  readonly user: string | undefined
  readonly password: PasswordSource
  readonly journal: string | undefined
  /** The folder on the server, without slashes at its ends; '' for all files. */
  readonly path: string
  readonly excludeFile: string | undefined
  readonly unsyncedFile: string | undefined
  readonly caFile: string | undefined
  readonly logFile: string | undefined
  readonly mode: 'once' | 'watch' | 'dryRun'
  readonly output: 'lines' | 'silent' | 'json'
  readonly maxRetries: number
  readonly mayDeleteAll: boolean
  readonly upBytesPerSecond: number | undefined
  readonly downBytesPerSecond: number | undefined
}

export type PasswordSource =
  | { readonly kind: 'given'; readonly password: string }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'netrc' }

export type Wish =
  | { readonly kind: 'run'; readonly options: Options }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'wrong'; readonly reason: string }

const OPTIONS = {
  user: { type: 'string', short: 'u' },
  password: { type: 'string', short: 'p' },
  'password-file': { type: 'string' },
  netrc: { type: 'boolean', short: 'n' },
  'non-interactive': { type: 'boolean' },
  path: { type: 'string' },
  exclude: { type: 'string' },
  unsyncedfolders: { type: 'string' },
  'allow-deletes': { type: 'boolean' },
  once: { type: 'boolean' },
  watch: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  'max-sync-retries': { type: 'string' },
  uplimit: { type: 'string' },
  downlimit: { type: 'string' },
  journal: { type: 'string' },
  trust: { type: 'string' },
  ca: { type: 'string' },
  silent: { type: 'boolean', short: 's' },
  json: { type: 'boolean' },
  logfile: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' }
} as const

/** What a command line wishes; pure, so nothing is read or checked on the disk. */
export function readOptions(argv: readonly string[]): Wish {
  const wrong = (reason: string): Wish => ({ kind: 'wrong', reason })
  let parsed
  try {
    parsed = parseArgs({ args: [...argv], allowPositionals: true, options: OPTIONS })
  } catch (error) {
    return wrong(error instanceof Error ? error.message : 'not understood')
  }
  const { values, positionals } = parsed
  if (values.help === true) return { kind: 'help' }
  if (values.version === true) return { kind: 'version' }
  const [folder, address, ...more] = positionals
  if (folder === undefined || address === undefined || more.length > 0)
    return wrong('a folder and a server are needed, and nothing else')
  const modes = [values.once, values.watch, values['dry-run']].filter((each) => each === true)
  if (modes.length > 1) return wrong('--once, --watch and --dry-run exclude each other')
  const server = readServer(address)
  if (server === undefined) return wrong('not an https address (http is for this computer itself only)')
  const retries = readNumber(values['max-sync-retries'] ?? '3')
  const up = values.uplimit === undefined ? undefined : readNumber(values.uplimit)
  const down = values.downlimit === undefined ? undefined : readNumber(values.downlimit)
  if (retries === undefined || Number.isNaN(up) || Number.isNaN(down)) return wrong('not a number')
  const password = readPassword(values)
  if (password === undefined) return wrong('one of --password-file, --password and -n is needed')
  const user = values.user ?? server.user
  if (user === undefined && password.kind !== 'netrc') return wrong('--user is needed')
  return {
    kind: 'run',
    options: {
      folder: resolve(folder),
      server: server.base,
      user,
      password,
      journal: values.journal === undefined ? undefined : resolve(values.journal),
      path: (values.path ?? '').split('/').filter(Boolean).join('/'),
      excludeFile: values.exclude,
      unsyncedFile: values.unsyncedfolders,
      caFile: values.trust ?? values.ca,
      logFile: values.logfile,
      mode: values.watch === true ? 'watch' : values['dry-run'] === true ? 'dryRun' : 'once',
      output: values.json === true ? 'json' : values.silent === true ? 'silent' : 'lines',
      maxRetries: retries,
      mayDeleteAll: values['allow-deletes'] === true,
      upBytesPerSecond: kilobytes(up),
      downBytesPerSecond: kilobytes(down)
    }
  }
}

function readNumber(text: string): number | undefined {
  return /^\d{1,9}$/u.test(text) ? Number(text) : undefined
}

function kilobytes(value: number | undefined): number | undefined {
  return value === undefined || value === 0 ? undefined : value * 1000
}

function readPassword(values: {
  readonly password?: string | undefined
  readonly 'password-file'?: string | undefined
  readonly netrc?: boolean | undefined
}): PasswordSource | undefined {
  if (values['password-file'] !== undefined) return { kind: 'file', file: values['password-file'] }
  if (values.password !== undefined) return { kind: 'given', password: values.password }
  return values.netrc === true ? { kind: 'netrc' } : undefined
}

/** The base of the server, and the name that may stand before it; an old WebDAV path at the end is cut off. */
function readServer(address: string): { readonly base: string; readonly user: string | undefined } | undefined {
  let url: URL
  try {
    url = new URL(address.includes('://') ? address : `https://${address}`)
  } catch {
    return undefined
  }
  const isLoopback = /^(?:localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/u.test(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) return undefined
  const user = url.username === '' ? undefined : decodeURIComponent(url.username)
  return { base: url.origin + url.pathname.replace(/\/(?:remote\.php\/.*)?$/u, ''), user }
}
