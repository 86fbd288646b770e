import { isAbsolute } from 'node:path'
import { z } from 'zod'
import { MAIN_ROOT, syncIgnoredSchema, syncLimitsSchema, type SyncLimits } from '../../shared/model/syncSetup'
import { folderProblem, type Root } from './roots'

/** What the person chose about one account's sync, as it is kept in the settings. */
export interface SyncChoices {
  /** The roots beside the main one. */
  readonly roots: readonly Root[]
  readonly limits: SyncLimits
  readonly ignored: readonly string[]
}

export const usualChoices: SyncChoices = { roots: [], limits: { up: null, down: null }, ignored: [] }

const rootSchema = z.object({
  id: z.string().regex(/^[0-9a-f]{8,64}$/),
  folder: z.string().min(1).max(8192),
  place: z.string().min(1).max(8192).refine(isAbsolute)
})

/**
 * Reads what was kept. A part that cannot be read falls back to what is usual: of the roots the main one alone, which
 * then has everything; nothing is deleted by that.
 */
export function readChoices(stored: unknown, log: (message: string) => void): SyncChoices {
  if (stored === undefined) return usualChoices
  const part = <T>(name: 'roots' | 'limits' | 'ignored', schema: z.ZodType<T>, usual: T): T => {
    const kept = z.object({ [name]: schema }).safeParse(stored)
    if (kept.success) return kept.data[name] as T
    log(`The sync's ${name} in the settings cannot be read; the usual ones hold`)
    return usual
  }
  const roots = part('roots', z.array(rootSchema).max(50).refine(isSound), [])
  return {
    roots,
    limits: part('limits', syncLimitsSchema, usualChoices.limits),
    ignored: part('ignored', syncIgnoredSchema, [])
  }
}

/** No two roots with one name, and none in another's folder. */
function isSound(roots: readonly Root[]): boolean {
  const ids = new Set([MAIN_ROOT, ...roots.map(({ id }) => id)])
  return (
    ids.size === roots.length + 1 && roots.every((root, index) => !folderProblem(roots.slice(0, index), root.folder))
  )
}
