import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { lstat, mkdir, readdir, rmdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { CopyProgress } from '../../shared/model/files'

export interface CopyJob {
  readonly signal: AbortSignal
  readonly onProgress: (progress: CopyProgress) => void
}

interface Part {
  readonly from: string
  readonly to: string
  readonly kind: 'file' | 'folder'
  readonly sizeBytes: number
}

/**
 * Copies files and folders to places that are free, and never through a symbolic link. Gives how many files were copied.
 * What this copy made goes away again when it is cancelled or fails; nothing else is touched.
 * @param leavesOut names that are not copied.
 * @throws what the disk says; an `AbortError` when it was cancelled.
 */
export async function copyInto(
  items: readonly { readonly from: string; readonly to: string }[],
  { signal, onProgress }: CopyJob,
  leavesOut: string
): Promise<number> {
  const parts: Part[] = []
  for (const { from, to } of items) parts.push(...(await partsOf(from, to, leavesOut)))
  const files = parts.filter(({ kind }) => kind === 'file')
  const bytesTotal = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const made: Made[] = []
  let bytesDone = 0
  let filesDone = 0
  try {
    for (const part of parts) {
      signal.throwIfAborted()
      if (part.kind === 'folder') {
        await mkdir(part.to)
        made.push({ ...part, inode: (await lstat(part.to)).ino })
        continue
      }
      await copyFile(part, made, signal, (bytes) => {
        bytesDone += bytes
        onProgress({ filesDone, filesTotal: files.length, bytesDone, bytesTotal })
      })
      filesDone++
      onProgress({ filesDone, filesTotal: files.length, bytesDone, bytesTotal })
    }
    return filesDone
  } catch (error) {
    await takeBack(made)
    throw error
  }
}

async function partsOf(from: string, to: string, leavesOut: string): Promise<Part[]> {
  const found = await lstat(from)
  if (found.isFile()) return [{ from, to, kind: 'file', sizeBytes: found.size }]
  if (!found.isDirectory()) return []
  const parts: Part[] = [{ from, to, kind: 'folder', sizeBytes: 0 }]
  for (const name of await readdir(from))
    if (name !== leavesOut) parts.push(...(await partsOf(join(from, name), join(to, name), leavesOut)))
  return parts
}

interface Made extends Part {
  /** So that what somebody put in its place meanwhile stays. */
  readonly inode: number
}

async function copyFile(part: Part, made: Made[], signal: AbortSignal, onBytes: (bytes: number) => void) {
  const target = createWriteStream(part.to, { flags: 'wx' })
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      onBytes(chunk.length)
      done(null, chunk)
    }
  })
  await once(target, 'open')
  made.push({ ...part, inode: (await lstat(part.to)).ino })
  await pipeline(createReadStream(part.from), counted, target, { signal })
}

/** Last things first: a folder goes only when nothing of anybody else's is in it. */
async function takeBack(made: readonly Made[]): Promise<void> {
  for (const { to, kind, inode } of [...made].reverse()) {
    const found = await lstat(to).catch(() => undefined)
    if (found?.ino !== inode) continue
    await (kind === 'folder' ? rmdir(to) : unlink(to)).catch((error: unknown) => {
      console.error('What a cancelled copy made could not be taken away', error)
    })
  }
}
