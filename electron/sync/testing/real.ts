import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Agent } from 'undici'
import { systemClock, systemRandom } from '../clock'
import { DEFAULT_LIMITS } from '../core/guards'
import { openEngine } from '../engine'
import { DEFAULT_OPTIONS } from '../engineOptions'
import { openJournal } from '../journal/journal'
import { openDisk } from '../local/disk'
import { recycleInto } from '../local/recycle'
import { openServer } from '../remote/server'
import type { AddressInfo } from 'node:net'
import type { MassDeleteLimits } from '../core/guards'
import type { Engine } from '../engine'

export interface Account {
  readonly server: string
  readonly userId: string
  readonly password: string
  /** What is synced of the account, without slashes at the ends; absent for all of it. */
  readonly folder?: string
}

/** A folder of its own with its journal beside it, both removed in the end. */
export class Computer {
  readonly base = mkdtempSync(join(tmpdir(), 'samverk-sync-'))
  readonly root = join(this.base, 'root')
  readonly journalPath = join(this.base, 'journal.sqlite')
  readonly passwordFile = join(this.base, 'password')

  limits: MassDeleteLimits = { ...DEFAULT_LIMITS, mayEmpty: true }

  constructor(readonly account: Account) {
    writeFileSync(this.passwordFile, account.password, { mode: 0o600 })
  }

  /** One run of the engine in this process. @returns how many operations it took. */
  async sync(server = this.account.server): Promise<number> {
    const { engine, close } = await this.open(server)
    try {
      const result = await engine.syncNow()
      return result.operations
    } finally {
      await close()
    }
  }

  async open(server: string): Promise<{ engine: Engine; close: () => Promise<void> }> {
    const dispatcher = new Agent({ connections: 6 })
    const engine = await openEngine(
      {
        remote: openServer({
          dispatcher,
          credentials: { loginName: this.account.userId, appPassword: this.account.password },
          userAgent: 'Samverk/test',
          requestId: () => systemRandom.hex(8),
          server,
          userId: this.account.userId,
          ...(this.account.folder === undefined ? {} : { folder: this.account.folder })
        }),
        local: openDisk(
          this.root,
          recycleInto(join(this.base, 'recycled'), this.root, () => new Date())
        ),
        // As the command line names it: a journal of another account is not read.
        journal: openJournal(this.journalPath, `${this.account.userId}@${new URL(server).host}`, Date.now()),
        watch: undefined,
        clock: systemClock,
        random: systemRandom
      },
      { ...DEFAULT_OPTIONS, limits: this.limits },
      {
        status: () => undefined,
        changed: () => undefined,
        lockedEdit: () => undefined,
        wiped: () => undefined,
        log: () => undefined
      }
    )
    return {
      engine,
      close: async () => {
        await engine.stop()
        await dispatcher.close()
      }
    }
  }

  /** The command line as a process of its own. */
  spawnCli(server: string): { readonly kill: () => void; readonly ended: Promise<number | null> } {
    // What is built starts in a fifth of the time, which counts when it is killed 200 times.
    const built = process.env['SAMVERK_SYNC_CLI']
    const program =
      built === undefined ? ['--import', 'tsx', fileURLToPath(new URL('../cli.ts', import.meta.url))] : [built]
    const options = ['--user', this.account.userId, '--password-file', this.passwordFile, '--journal', this.journalPath]
    const child = spawn(process.execPath, [...program, ...options, '--once', this.root, server], {
      stdio: 'ignore'
    })
    return {
      kill: () => child.kill('SIGKILL'),
      ended: new Promise((resolve) => {
        child.once('exit', (code) => {
          resolve(code)
        })
      })
    }
  }

  /** Path to SHA-1 of every synced file. */
  hashes(): Record<string, string> {
    return hashTree(this.root)
  }

  remove(): void {
    rmSync(this.base, { recursive: true, force: true })
  }
}

export function hashTree(root: string): Record<string, string> {
  const hashes: Record<string, string> = {}
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (entry.name === '.samverk-sync' || /^\.?_?sync_|^\.owncloudsync/u.test(entry.name)) continue
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) {
        hashes[`${path}/`] = ''
        visit(path)
      } else
        hashes[path] = createHash('sha1')
          .update(readFileSync(join(root, path)))
          .digest('hex')
    }
  }
  visit('')
  return hashes
}

const run = promisify(execFile)

/** Debian's command-line client of Nextcloud. @throws also when it shows how it is used: it takes that for a success. */
export async function nextcloudcmd(account: Account, folder: string): Promise<void> {
  const { stdout } = await run('nextcloudcmd', [
    '-s',
    '--trust',
    '--user',
    account.userId,
    '--password',
    account.password,
    folder,
    account.server
  ])
  if (stdout.includes('Usage: nextcloudcmd')) throw new Error('nextcloudcmd does not understand what it is asked')
}

export interface Gate {
  readonly url: string
  /** Bytes that clients sent so far. */
  readonly sentBytes: () => number
  readonly receivedBytes: () => number
  /** Cuts the connection that carries it once so many more bytes were received. */
  readonly cutOnceReceived: (bytes: number) => void
  /** Calls once when so many more bytes were sent, or received. */
  readonly onceSent: (bytes: number, action: () => void) => void
  readonly onceReceived: (bytes: number, action: () => void) => void
  readonly close: () => Promise<void>
}

/** A gate on loopback before the server that counts what is sent, and lets so many bytes pass in a second. */
export async function openGate(server: string, bytesPerSecond: number): Promise<Gate> {
  const target = new URL(server)
  let sent = 0
  let received = 0
  let cutAtBytes: number | undefined
  let watch: { readonly at: number; readonly action: () => void } | undefined
  let watchReceived: { readonly at: number; readonly action: () => void } | undefined
  const gate = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    let owedMs = 0
    client.on('data', (chunk: Buffer) => {
      sent += chunk.length
      if (watch !== undefined && sent >= watch.at) {
        const { action } = watch
        watch = undefined
        action()
      }
      upstream.write(chunk)
      owedMs += (chunk.length / bytesPerSecond) * 1000
      if (owedMs < 5) return
      client.pause()
      setTimeout(() => client.resume(), owedMs)
      owedMs = 0
    })
    upstream.on('data', (chunk: Buffer) => {
      received += chunk.length
      if (watchReceived !== undefined && received >= watchReceived.at) {
        const { action } = watchReceived
        watchReceived = undefined
        action()
      }
      if (cutAtBytes !== undefined && received >= cutAtBytes) {
        cutAtBytes = undefined
        client.destroy()
      } else if (!client.write(chunk)) {
        upstream.pause()
        client.once('drain', () => upstream.resume())
      }
    })
    for (const [left, right] of [
      [client, upstream],
      [upstream, client]
    ] as const) {
      left.on('error', () => right.destroy())
      left.on('close', () => right.destroy())
    }
  })
  await new Promise<void>((resolve) => {
    gate.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${String((gate.address() as AddressInfo).port)}`,
    sentBytes: () => sent,
    receivedBytes: () => received,
    cutOnceReceived: (bytes) => {
      cutAtBytes = received + bytes
    },
    onceSent: (bytes, action) => {
      watch = { at: sent + bytes, action }
    },
    onceReceived: (bytes, action) => {
      watchReceived = { at: received + bytes, action }
    },
    close: () =>
      new Promise((resolve) => {
        gate.close(() => {
          resolve()
        })
      })
  }
}
