import { randomBytes } from 'node:crypto'
import { lstat, mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PRIVATE_FOLDER } from '../sync/core/names'

const unfinished = 'copying'

/**
 * Makes a folder in which copies become whole before they get their names: on the disk where they will lie, since a name
 * can only be given there, and where the sync engine never looks.
 * @param place the root that the copies belong to.
 * @param into the folder in which they will lie.
 */
export async function openStaging(place: string, into: string): Promise<string> {
  const own = join(place, PRIVATE_FOLDER, unfinished)
  await mkdir(own, { recursive: true, mode: 0o700 })
  if ((await stat(own)).dev === (await stat(into)).dev) return mkdtemp(join(own, 'c-'))
  // Another disk hangs in the root: beside the copies then, under a name that no client syncs.
  const beside = join(into, `.samverk-copy.~${randomBytes(8).toString('hex')}`)
  await mkdir(beside, { mode: 0o700 })
  return beside
}

/** Takes away what copies left that were ended from outside, e.g. by a power cut. None may be under way. */
export async function dropLeftovers(place: string): Promise<void> {
  const own = join(place, PRIVATE_FOLDER)
  // Through a link it would be somebody else's folder.
  if (!(await lstat(own).catch(() => undefined))?.isDirectory()) return
  await rm(join(own, unfinished), { recursive: true, force: true })
}
