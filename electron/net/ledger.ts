import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { EgressEntry } from '../../shared/model/egress'
import type { DialLedger, OpenConnection } from './dial'

const keptDays = 90
const openFileIntervalMs = 5_000
const blockedPerHostAndMinute = 100

const entrySchema = z.object({
  t: z.iso.datetime(),
  process: z.string(),
  kind: z.enum(['chat', 'files', 'meetings', 'calendar', 'signin', 'policy', 'update', 'unknown']),
  host: z.string(),
  port: z.number(),
  verdict: z.enum(['allowed', 'blocked']),
  rule: z.string(),
  in: z.number(),
  out: z.number(),
  ms: z.number()
})

export interface Ledger extends DialLedger {
  /** A finished entry of another process, or of media beside the guard. */
  readonly append: (entry: EgressEntry) => void
  /** Entries since `fromIso`, oldest first, connections that are still open included with their bytes so far. */
  readonly read: (fromIso: string) => Promise<readonly EgressEntry[]>
  readonly onChange: (listener: (entry: EgressEntry) => void) => () => void
  /** Writes what is open as it stands and stops. */
  readonly close: () => void
}

/**
 * The ledger of every connection: one JSON line each in `<directory>/YYYY-MM-DD.jsonl`, written when it closes. What
 * is open is kept in `open.json`, so that a crash loses at most the last seconds' byte counts, never a connection.
 */
export function openLedger(directory: string, nowMs: () => number): Ledger {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const openFile = join(directory, 'open.json')
  const open = new Set<OpenConnection>()
  const listeners = new Set<(entry: EgressEntry) => void>()
  const blockedCounts = new Map<string, number>()

  const file = (iso: string) => join(directory, `${iso.slice(0, 10)}.jsonl`)
  // At once: a line that waits for its turn would be lost when the app quits.
  const append = (entry: EgressEntry) => {
    try {
      appendFileSync(file(entry.t), `${JSON.stringify(entry)}\n`, { mode: 0o600 })
    } catch (error) {
      console.error('ledger', error)
    }
    for (const listener of listeners) listener(entry)
  }
  const finished = ({ entry, openedAtMs, socket }: OpenConnection): EgressEntry => ({
    ...entry,
    in: socket.bytesRead,
    out: socket.bytesWritten,
    ms: Math.max(0, Math.round(nowMs() - openedAtMs))
  })
  const saveOpen = () => {
    writeFileSync(openFile, JSON.stringify([...open].map(finished)), { mode: 0o600 })
  }
  recoverOpen(openFile, (entry) => appendFileSync(file(entry.t), `${JSON.stringify(entry)}\n`, { mode: 0o600 }))
  removeOldDays(directory, nowMs())
  const timer = setInterval(saveOpen, openFileIntervalMs)
  const minute = setInterval(() => blockedCounts.clear(), 60_000)
  timer.unref()
  minute.unref()

  return {
    opened: (connection) => {
      open.add(connection)
      saveOpen()
    },
    closed: (connection) => {
      if (!open.delete(connection)) return
      append(finished(connection))
    },
    blocked: (entry) => {
      // A hostile page may try thousands of times a second; the ledger says so without filling the disk.
      const count = (blockedCounts.get(entry.host) ?? 0) + 1
      blockedCounts.set(entry.host, count)
      if (count <= blockedPerHostAndMinute) append(entry)
    },
    append,
    read: async (fromIso) => [...(await readDays(directory, fromIso)), ...[...open].map(finished)],
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: () => {
      clearInterval(timer)
      clearInterval(minute)
      for (const connection of open)
        appendFileSync(file(connection.entry.t), `${JSON.stringify(finished(connection))}\n`)
      open.clear()
      rmSync(openFile, { force: true })
    }
  }
}

function recoverOpen(openFile: string, append: (entry: EgressEntry) => void): void {
  for (const entry of parseLines(readText(openFile), (text) => JSON.parse(text) as unknown)) append(entry)
  rmSync(openFile, { force: true })
}

async function readDays(directory: string, fromIso: string): Promise<EgressEntry[]> {
  const names = readdirSync(directory).filter(
    (name) => name.endsWith('.jsonl') && name.slice(0, 10) >= fromIso.slice(0, 10)
  )
  const days: EgressEntry[][] = []
  for (const name of names.sort()) {
    const text = await readFile(join(directory, name), 'utf8')
    days.push(parseLines(text, (lines) => lines.split('\n').filter(Boolean).map(parseJson)))
  }
  return days.flat().filter((entry) => entry.t >= fromIso)
}

function parseLines(text: string, split: (text: string) => unknown): EgressEntry[] {
  if (text === '') return []
  const rows = z.array(z.unknown()).safeParse(tryOr(() => split(text), []))
  // A line cut short by a power loss is left out; its neighbours stand.
  return (rows.data ?? []).flatMap((row) => entrySchema.safeParse(row).data ?? [])
}

const parseJson = (line: string): unknown => tryOr(() => JSON.parse(line) as unknown, undefined)

function tryOr<T>(run: () => T, fallback: T): T {
  try {
    return run()
  } catch {
    return fallback
  }
}

const readText = (path: string) => tryOr(() => readFileSync(path, 'utf8'), '')

function removeOldDays(directory: string, nowMs: number): void {
  const oldest = new Date(nowMs - keptDays * 86_400_000).toISOString().slice(0, 10)
  for (const name of readdirSync(directory)) {
    if (name.endsWith('.jsonl') && name.slice(0, 10) < oldest) rmSync(join(directory, name), { force: true })
  }
}
