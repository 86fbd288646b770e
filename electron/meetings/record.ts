import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const kept = 200

const entrySchema = z.object({
  /** ISO 8601, when these bytes were first and last used. */
  firstAt: z.string(),
  lastAt: z.string(),
  url: z.string(),
  sha256: z.string(),
  sizeBytes: z.number()
})

/** A program that a meeting server gave the app to run, and the hash of its bytes. */
export type ForeignProgram = z.infer<typeof entrySchema>

export interface ProgramRecord {
  readonly note: (url: string, bytes: Uint8Array) => void
  readonly read: () => readonly ForeignProgram[]
}

/** Beside the ledger: which programs came from meeting servers, by SHA-256, newest last. */
export function openProgramRecord(ledgerDirectory: string, nowMs: () => number): ProgramRecord {
  const file = join(ledgerDirectory, 'programs.json')
  const read = (): readonly ForeignProgram[] => {
    try {
      return z.array(entrySchema).parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch {
      // Not there yet, or damaged: what is used from now on is noted anew.
      return []
    }
  }
  return {
    read,
    note: (url, bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const now = new Date(nowMs()).toISOString()
      const isSame = (one: ForeignProgram) => one.url === url && one.sha256 === sha256
      const before = read()
      const firstAt = before.find(isSame)?.firstAt ?? now
      const entry = { firstAt, lastAt: now, url, sha256, sizeBytes: bytes.byteLength }
      mkdirSync(ledgerDirectory, { recursive: true, mode: 0o700 })
      const all = [...before.filter((one) => !isSame(one)), entry].slice(-kept)
      writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 })
    }
  }
}
