import { shell } from 'electron'
import { createReadStream, createWriteStream, lstatSync, renameSync, unlinkSync, type BigIntStats } from 'node:fs'
import { copyFile, rm, stat, utimes } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { syncFolder } from '../sync/local/durable'
import { openStaging } from './staging'

/**
 * Gives a file the content of another, which goes; what it held goes to the desktop's trash. For the server it stays the
 * same file, with its shares, and what it held is a version of it: renaming the other would make it a new one.
 * What a program saves meanwhile is in no trash and on no server: then nothing is replaced, nor does the other go.
 * @param place the root that both belong to.
 */
export async function replaceContent(file: string, other: string, place: string): Promise<void> {
  const staging = await openStaging(place, dirname(file))
  try {
    const double = join(staging, basename(file))
    const isSameFile = versionOf(file)
    const isSameOther = versionOf(other)
    await copyFile(file, double)
    await shell.trashItem(double)
    await copyWhole(other, double)
    if (!isSameFile() || !isSameOther()) throw new FileChanged()
    renameSync(double, file)
    await syncFolder(dirname(file))
    if (isSameOther()) unlinkSync(other)
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

class FileChanged extends Error {
  readonly code = 'ECHANGED'
}

/** Tells later whether a file is still the one that it is now, with the same content. */
function versionOf(path: string): () => boolean {
  const look = (): BigIntStats => lstatSync(path, { bigint: true })
  const before = look()
  return () => {
    const now = look()
    return now.ino === before.ino && now.mtimeNs === before.mtimeNs && now.size === before.size
  }
}

/** Copies a file with its times and rights, so that the copy outlasts a power cut. */
async function copyWhole(from: string, to: string): Promise<void> {
  const { atime, mtime, mode } = await stat(from)
  await pipeline(createReadStream(from), createWriteStream(to, { flush: true, mode }))
  await utimes(to, atime, mtime)
}
