import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { SyncError } from '../errors'
import { guarded } from './diskErrors'
import { describe, isVersion } from './identity'
import type { FileHandle } from 'node:fs/promises'
import type { LocalReader, LocalVersion } from '../ports'
import type { Place } from './place'

/** Windows has no such flag; there the place itself is checked. */
function noFollow(): number {
  return 'O_NOFOLLOW' in constants ? constants.O_NOFOLLOW : 0
}

const BLOCK_BYTES = 512 * 1024

/** Opens exactly the expected version; a symbolic link in its place is refused. */
async function openVersion(place: Place, path: string, expected: LocalVersion): Promise<FileHandle> {
  const handle = await open(place.absolute(path), constants.O_RDONLY | noFollow())
  try {
    await verify(handle, path, expected)
    return handle
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function verify(handle: FileHandle, path: string, expected: LocalVersion): Promise<void> {
  const now = describe(await handle.stat({ bigint: true }), path)
  if (!isVersion(now, expected)) throw new SyncError('changed', 'the file changed while it was read')
}

/** A small file as a whole, with its hash; proven not to have changed while it was read. */
export async function readWhole(
  place: Place,
  path: string,
  expected: LocalVersion
): Promise<{ readonly bytes: Uint8Array; readonly hash: string }> {
  return guarded(async () => {
    const handle = await openVersion(place, path, expected)
    try {
      const bytes = await handle.readFile()
      await verify(handle, path, expected)
      place.require(path, expected)
      if (bytes.length !== expected.sizeBytes) throw new SyncError('changed', 'the size changed while it was read')
      return { bytes, hash: `SHA1:${createHash('sha1').update(bytes).digest('hex')}` }
    } finally {
      await handle.close()
    }
  })
}

export async function hashFile(place: Place, path: string, expected: LocalVersion): Promise<string> {
  const reader = await openReader(place, path, expected)
  try {
    for await (const block of reader.read(0, expected.sizeBytes)) if (block.length === 0) break
    await reader.verify()
    return reader.checksum()
  } finally {
    await reader.close()
  }
}

/** Streams a large file and hashes what passes: one read for both. */
export async function openReader(place: Place, path: string, expected: LocalVersion): Promise<LocalReader> {
  const handle = await guarded(() => openVersion(place, path, expected))
  const hash = createHash('sha1')
  let hashedBytes = 0
  return {
    async *read(fromByte, toByte) {
      for (let at = fromByte; at < toByte;) {
        const block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, toByte - at))
        const { bytesRead } = await guarded(() => handle.read(block, 0, block.length, at))
        if (bytesRead === 0) throw new SyncError('changed', 'the file became shorter')
        const part = block.subarray(0, bytesRead)
        // A chunk that is sent a second time was hashed already.
        const isNew = at + bytesRead > hashedBytes
        if (isNew) {
          hash.update(part.subarray(Math.max(0, hashedBytes - at)))
          hashedBytes = at + bytesRead
        }
        at += bytesRead
        yield part
      }
    },
    checksum: () => `SHA1:${hash.copy().digest('hex')}`,
    verify: () =>
      guarded(async () => {
        await verify(handle, path, expected)
        place.require(path, expected)
      }),
    close: () => handle.close()
  }
}
