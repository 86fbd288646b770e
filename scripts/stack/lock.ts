import { readFileSync, rmSync, writeFileSync } from 'node:fs'

import { z } from 'zod'

import { isSame, startOf, waitFor } from './process'

const holder = z.object({ pid: z.number(), started: z.string() })

/** Runs `work` while no other process works on the same directory. A lock left by a dead process is taken over. */
export async function withLock<T>(file: string, patienceMs: number, work: () => Promise<T>): Promise<T> {
  if (!(await waitFor(() => tryLock(file), patienceMs))) throw new Error(`Another process holds ${file}`)
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function tryLock(file: string): boolean {
  const own = { pid: process.pid, started: startOf(process.pid) ?? '' }
  try {
    writeFileSync(file, JSON.stringify(own), { flag: 'wx' })
    return true
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    if (isHeld(file)) return false
    rmSync(file, { force: true })
    return false
  }
}

function isHeld(file: string): boolean {
  try {
    const parsed = holder.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return parsed.success && isSame(parsed.data)
  } catch {
    // Just removed, or just being written: ask again.
    return true
  }
}
