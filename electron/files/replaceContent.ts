import { shell } from 'electron'
import { createReadStream, createWriteStream } from 'node:fs'
import { copyFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { syncFolder } from '../sync/local/durable'
import { openStaging } from './staging'

/**
 * Gives a file the content of another, which goes; what it held goes to the desktop's trash. For the server it stays the
 * same file, with its shares, and what it held is a version of it: renaming the other would make it a new one.
 * @param place the root that both belong to.
 */
export async function replaceContent(file: string, other: string, place: string): Promise<void> {
  const staging = await openStaging(place, dirname(file))
  try {
    const double = join(staging, basename(file))
    const before = await stat(file, { bigint: true })
    await copyFile(file, double)
    await shell.trashItem(double)
    await copyWhole(other, double)
    const now = await stat(file, { bigint: true })
    // What a program has saved meanwhile is in no trash and on no server.
    if (now.ino !== before.ino || now.mtimeNs !== before.mtimeNs)
      throw new Error('the file changed while it was replaced')
    await rename(double, file)
    await syncFolder(dirname(file))
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
  await rm(other)
}

/** Copies a file with its times and rights, so that the copy outlasts a power cut. */
async function copyWhole(from: string, to: string): Promise<void> {
  const { atime, mtime, mode } = await stat(from)
  await pipeline(createReadStream(from), createWriteStream(to, { flush: true, mode }))
  await utimes(to, atime, mtime)
}
