import { cp, mkdir, rename, rm } from 'node:fs/promises'
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
