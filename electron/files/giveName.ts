import { link, lstat, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncFolder } from '../sync/local/durable'

/**
 * Gives a whole file or folder its name, on the same disk; never that of something else. After this the name outlasts a
 * power cut.
 * @throws with the code `EEXIST` when the name is taken.
 */
export async function giveName(from: string, to: string): Promise<void> {
  const isFile = (await lstat(from)).isFile()
  if (!isFile || !(await linked(from, to))) await renameToFree(from, to)
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
 * There is no such call for a folder: the look just before has to do. What may come in between is safe all the same: a
 * folder takes the place of an empty folder alone.
 */
async function renameToFree(from: string, to: string): Promise<void> {
  const isTaken = await lstat(to).then(
    () => true,
    () => false
  )
  if (isTaken) throw Object.assign(new Error('The name is taken'), { code: 'EEXIST' })
  await rename(from, to)
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '')
