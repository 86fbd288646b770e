import { lstatSync, renameSync } from 'node:fs'
import { link, lstat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncFolder } from '../sync/local/durable'

/**
 * Gives a whole file or folder its name, on the same disk; never that of something else. After this the name outlasts a
 * power cut.
 * @throws with the code `EEXIST` when the name is taken.
 */
export async function giveName(from: string, to: string): Promise<void> {
  const isFile = (await lstat(from)).isFile()
  if (!isFile || !(await linked(from, to))) renameToFree(from, to)
  await syncFolder(dirname(to))
}

/** A file gets its name by `link`, which never replaces anything. False where a disk has no such links (FAT). */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
  } catch (error) {
    if (decided.has(codeOf(error))) throw error
    return false
  }
  await unlink(from)
  return true
}

const decided = new Set(['EEXIST', 'ENOENT', 'ENOSPC', 'EDQUOT', 'ENAMETOOLONG', 'EXDEV', 'EROFS', 'EACCES'])

/**
 * Renames to a name that nothing has, so that a file stays the one that it is. No call of the system's does both: the
 * look in the same moment has to do. Another spelling of its own name finds itself where capitals do not count.
 * @throws with the code `EEXIST` when the name is taken.
 */
export function renameToFree(from: string, to: string): void {
  const there = lstatSync(to, { bigint: true, throwIfNoEntry: false })
  const own = lstatSync(from, { bigint: true })
  if (there !== undefined && (there.ino !== own.ino || there.dev !== own.dev))
    throw Object.assign(new Error('The name is taken'), { code: 'EEXIST' })
  renameSync(from, to)
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '')
