import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

import { z } from 'zod'

import type { Unit } from './rows'

const run = promisify(execFile)
const program = resolve(import.meta.dirname, 'measured.py')
const outputBytes = 64 * 1024 * 1024
const result = z.object({ code: z.number(), wallS: z.number(), cpuS: z.number(), peakKib: z.number() })

export type Usage = Readonly<Record<Unit, number>>

export interface Command {
  readonly name: string
  readonly program: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Runs a command to its end: wall and processor seconds, and the peak of its memory. Throws when it fails. */
export async function measure(work: string, command: Command): Promise<Usage> {
  const file = join(work, 'usage.json')
  const { stdout, stderr } = await run('python3', ['-I', program, file, command.program, ...command.args], {
    cwd: work,
    env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', ...command.env },
    maxBuffer: outputBytes
  })
  const used = result.parse(JSON.parse(await readFile(file, 'utf8')))
  await rm(file)
  if (used.code !== 0)
    throw new Error(`${command.name} ended with ${used.code}: ${`${stdout}${stderr}`.slice(-2_000).trim()}`)
  return { s: used.wallS, 'cpu s': used.cpuS, MB: (used.peakKib * 1024) / 1e6 }
}

/** What several commands in a row used: times add up, the peak is the highest. */
export const together = (all: readonly Usage[]): Usage => ({
  s: all.reduce((sum, { s }) => sum + s, 0),
  'cpu s': all.reduce((sum, used) => sum + used['cpu s'], 0),
  MB: Math.max(0, ...all.map(({ MB }) => MB))
})
