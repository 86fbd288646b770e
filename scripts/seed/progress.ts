import { resolve } from 'node:path'
import { z } from 'zod'

import { readJson, writeJson } from '../stack/json'

const schema = z.object({
  version: z.literal(1),
  /** All dates in the content are relative to this moment, also when an interrupted seeding goes on later. */
  seededMs: z.number(),
  /** Counts the beginnings: encrypted rooms of an interrupted one cannot be read and are made anew. */
  attempt: z.number().int(),
  done: z.array(z.enum(['people', 'rooms', 'encrypted', 'files', 'sharing', 'calendar']))
})

/** How far the seeding of a stack has come. */
export type Progress = z.infer<typeof schema>
export type Part = Progress['done'][number]

const pathIn = (dir: string): string => resolve(dir, 'seed.json')

export const readProgress = (dir: string): Progress | undefined => schema.safeParse(readJson(pathIn(dir))).data

export const writeProgress = (dir: string, progress: Progress): void => writeJson(pathIn(dir), progress)

const codes = z.record(z.string(), z.string())
const codesIn = (dir: string): string => resolve(dir, 'recovery.json')

/** Recovery codes by person id; empty before the seeding. */
export const readRecoveryCodes = (dir: string): Readonly<Record<string, string>> =>
  codes.parse(readJson(codesIn(dir)) ?? {})

/** Readable by its owner only, as all of a stack's secrets. */
export const writeRecoveryCodes = (dir: string, made: Readonly<Record<string, string>>): void =>
  writeJson(codesIn(dir), made)
