import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { z } from 'zod'

import { readJson, writeJson } from './json'
import type { Layout } from './layout'
import { repositoryRoot } from './layout'

const record = z.object({ pid: z.number().int().positive(), started: z.string(), fingerprint: z.string() })

/** A started server: its process id, when the kernel started it, and of what command and settings. */
export type ProcessRecord = z.infer<typeof record>

export type ServerCommand = {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Changes when the server must be started anew: its settings and, for our own servers, its source. */
  readonly fingerprint: string
}

const recordPath = (paths: Pick<Layout, 'run'>, name: string): string => resolve(paths.run, `${name}.json`)

/** Starts the server detached, with its output in `logs/NAME.log`, so that it outlives the caller. */
export function startServer(paths: Layout, server: ServerCommand): ProcessRecord {
  mkdirSync(paths.logs, { recursive: true })
  const log = openSync(resolve(paths.logs, `${server.name}.log`), 'a', 0o600)
  const child = spawn(server.command, server.args, {
    cwd: repositoryRoot,
    detached: true,
    env: { ...process.env, ...server.env },
    stdio: ['ignore', log, log]
  })
  closeSync(log)
  // Without a process id the server could not be started at all; readiness reports it with the log's path.
  child.on('error', () => undefined)
  child.unref()
  if (child.pid === undefined) throw new Error(`Cannot start ${server.name}: ${server.command} is missing`)
  const made = recordProcess(paths, server.name, child.pid, server.fingerprint)
  if (made === undefined) throw new Error(`${server.name} ended at once: see ${paths.logs}/${server.name}.log`)
  return made
}

/** Writes down a process that runs, so that it can be found and ended by others; undefined when it has ended. */
export function recordProcess(
  paths: Pick<Layout, 'run'>,
  name: string,
  pid: number,
  fingerprint = ''
): ProcessRecord | undefined {
  const started = startOf(pid)
  if (started === undefined) return undefined
  const made: ProcessRecord = { pid, started, fingerprint }
  mkdirSync(paths.run, { recursive: true, mode: 0o700 })
  writeJson(recordPath(paths, name), made)
  return made
}

/** The server that was started under this name; `running` is false when it has ended since. */
export function findServer(paths: Layout, name: string): (ProcessRecord & { readonly running: boolean }) | undefined {
  const parsed = record.safeParse(readJson(recordPath(paths, name)))
  return parsed.success ? { ...parsed.data, running: isSame(parsed.data) } : undefined
}

/** Names of all servers started in this directory and not stopped since. */
export function serverNames(paths: Layout): readonly string[] {
  try {
    return readdirSync(paths.run)
      .filter((file) => file.endsWith('.json'))
      .map((file) => file.slice(0, -'.json'.length))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** Ends the server by its process id, asking first; does nothing to a foreign process that got the same id. */
export async function stopServer(paths: Layout, name: string, patienceMs = 10_000): Promise<void> {
  const found = findServer(paths, name)
  if (found?.running === true) {
    signal(found, 'SIGTERM')
    if (!(await waitFor(() => !isSame(found), patienceMs))) {
      signal(found, 'SIGKILL')
      await waitFor(() => !isSame(found), patienceMs)
    }
  }
  rmSync(recordPath(paths, name), { force: true })
}

/** Asks until the answer is yes; false when the time is over. */
export async function waitFor(ask: () => boolean | Promise<boolean>, patienceMs: number): Promise<boolean> {
  const end = Date.now() + patienceMs
  for (;;) {
    if (await ask()) return true
    if (Date.now() > end) return false
    await delay(30)
  }
}

/** The process with this id was started at the recorded moment and still runs. */
export const isSame = (known: Pick<ProcessRecord, 'pid' | 'started'>): boolean => startOf(known.pid) === known.started

/** When the kernel started the process, or undefined when it is gone (or only waits to be reaped). */
export function startOf(pid: number): string | undefined {
  try {
    // proc(5): the command in brackets may itself hold spaces and brackets, so count from the last one.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    // A first thread that has ended while others have not still holds the ports.
    const isOver = fields[0] === 'Z' && Number(fields[17]) <= 1
    return isOver || fields[19] === undefined ? undefined : `${boot}/${fields[19]}`
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return undefined
    throw error
  }
}

function signal(known: ProcessRecord, name: NodeJS.Signals): void {
  if (!isSame(known)) return
  try {
    process.kill(known.pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
