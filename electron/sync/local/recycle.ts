import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { TrashPort } from '../ports'

/** A dated folder outside the root that stands for a trash where there is none (the command line). */
export function recycleInto(folder: string, now: () => Date): TrashPort {
  return {
    async moveToTrash(path) {
      const day = join(folder, now().toISOString().slice(0, 10))
      await mkdir(day, { recursive: true, mode: 0o700 })
      const target = join(day, `${String(now().getTime())}-${basename(path)}`)
      try {
        await rename(path, target)
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error
        await cp(path, target, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
        await rm(path, { recursive: true })
      }
    }
  }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/u
const DAY_MS = 24 * 3600 * 1000

/** Removes the days that are older than so many days; anything else in the folder is left alone. */
export async function emptyRecycled(folder: string, now: Date, keptDays: number): Promise<void> {
  let names: readonly string[]
  try {
    names = await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
    throw error
  }
  const oldest = new Date(now.getTime() - keptDays * DAY_MS).toISOString().slice(0, 10)
  for (const name of names) {
    if (DAY.test(name) && name < oldest) await rm(join(folder, name), { recursive: true, force: true })
  }
}
