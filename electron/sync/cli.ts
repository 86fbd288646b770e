import { resolve } from 'node:path'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Agent } from 'undici'
import { systemClock, systemRandom } from './clock'
import { DEFAULT_OPTIONS, openEngine } from './engine'
import { asSyncError } from './errors'
import { openJournal } from './journal/journal'
import { openDisk } from './local/disk'
import { requireOutside } from './local/place'
import { recycleInto } from './local/recycle'
import { watchRoot } from './local/watch'
import { identify } from './remote/identity'
import { openServer } from './remote/server'

const USAGE = `samverk-sync [options] FOLDER SERVER_ADDRESS

Keeps FOLDER and the person's files on a Nextcloud server equal. Nothing is deleted without proof;
what the server deleted is moved to a dated folder beside the journal.

  --user NAME           login name (required)
  --password-file FILE  file with the app password (required)
  --journal FILE        where the engine remembers what was synced (required, outside FOLDER)
  --path FOLDER         the folder on the server, instead of all files
  --once                synchronise once and end (default)
  --watch               go on synchronising until stopped
  --json                one JSON line for each status and for the result
  --ca FILE             a certificate authority to trust besides the public ones
  --help                this text

Exit codes: 0 equal, 1 not everything could be synced, 2 wrong usage, 3 nothing worked.
`

interface Settings {
  readonly folder: string
  readonly server: string
  readonly user: string
  readonly password: string
  readonly journal: string
  readonly path: string
  readonly isWatching: boolean
  readonly isJson: boolean
  readonly ca: string | undefined
}

function readSettings(argv: readonly string[]): Settings | undefined {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      user: { type: 'string' },
      'password-file': { type: 'string' },
      journal: { type: 'string' },
      path: { type: 'string' },
      once: { type: 'boolean' },
      watch: { type: 'boolean' },
      json: { type: 'boolean' },
      ca: { type: 'string' },
      help: { type: 'boolean' }
    }
  })
  const [folder, server, ...more] = positionals
  const { user, 'password-file': passwordFile, journal, path, once, watch, json, ca, help } = values
  if (help === true || folder === undefined || server === undefined || more.length > 0) return undefined
  if (user === undefined || passwordFile === undefined || journal === undefined || (once === true && watch === true))
    return undefined
  return {
    folder: resolve(folder),
    server,
    user,
    password: readFileSync(passwordFile, 'utf8').trim(),
    journal: resolve(journal),
    path: (path ?? '').split('/').filter(Boolean).join('/'),
    isWatching: watch === true,
    isJson: json === true,
    ca: ca === undefined ? undefined : readFileSync(ca, 'utf8')
  }
}

async function run(settings: Settings): Promise<number> {
  requireOutside(settings.folder, settings.journal)
  const print = (line: object): void => {
    if (settings.isJson) process.stdout.write(`${JSON.stringify(line)}\n`)
  }
  const dispatcher = new Agent({
    connections: 6,
    pipelining: 1,
    ...(settings.ca === undefined ? {} : { connect: { ca: settings.ca } })
  })
  const http = {
    dispatcher,
    credentials: { loginName: settings.user, appPassword: settings.password },
    userAgent: `Samverk/0.1.0 (${process.platform}; samverk-sync)`,
    requestId: () => systemRandom.hex(16)
  }
  const { userId } = await identify({ ...http, server: settings.server })
  const account = `${userId}@${new URL(settings.server).host}${settings.path === '' ? '' : `/${settings.path}`}`
  const journal = openJournal(settings.journal, account, Date.now())
  const recycled = recycleInto(`${settings.journal}.recycled`, () => new Date())
  const engine = await openEngine(
    {
      remote: openServer({ ...http, server: settings.server, userId, folder: settings.path }),
      local: openDisk(settings.folder, recycled),
      journal,
      watch: settings.isWatching ? watchRoot(settings.folder) : undefined,
      clock: systemClock,
      random: systemRandom
    },
    DEFAULT_OPTIONS,
    {
      status: (status) => {
        print({ type: 'status', ...status })
      },
      changed: () => undefined,
      wiped: () => {
        print({ type: 'wiped' })
      },
      log: (level, message) => {
        print({ type: 'log', level, message })
      }
    }
  )
  const close = async (): Promise<void> => {
    await engine.stop()
    await dispatcher.close()
  }
  if (settings.isWatching) {
    engine.start()
    await new Promise<void>((done) => {
      process.once('SIGINT', done)
      process.once('SIGTERM', done)
    })
    await close()
    return 0
  }
  try {
    const result = await engine.syncNow()
    const status = engine.status()
    print({
      type: 'result',
      rounds: result.rounds,
      operations: result.operations,
      errors: engine.errors(),
      leftOut: result.leftOut
    })
    const isWhole = status.errors === 0 && status.massDelete === null && result.folderFailures.length === 0
    return isWhole ? 0 : 1
  } finally {
    await close()
  }
}

async function main(): Promise<number> {
  const settings = readSettings(process.argv.slice(2))
  if (settings === undefined) {
    process.stderr.write(USAGE)
    return 2
  }
  return run(settings)
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (cause: unknown) => {
    const error = asSyncError(cause)
    process.stderr.write(`${error.code}: ${error.message}\n`)
    process.exitCode = 3
  }
)
