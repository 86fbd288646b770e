import { createHash } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { SyncError } from '../errors'
import { guarded } from './diskErrors'
import { readInto } from './handles'
import { describe, isVersion } from './identity'
import type { LocalReader, LocalVersion } from '../ports'
import type { Place } from './place'

/** Windows has no such flag; there the place itself is checked. */
function noFollow(): number {
  return 'O_NOFOLLOW' in constants ? constants.O_NOFOLLOW : 0
}

const BLOCK_BYTES = 512 * 1024

/** Opens exactly the expected version; a symbolic link in its place is refused. */
function openVersion(place: Place, path: string, expected: LocalVersion): number {
  const file = openSync(place.absolute(path), constants.O_RDONLY | noFollow())
  try {
    verify(file, path, expected)
    return file
  } catch (error) {
    closeSync(file)
    throw error
  }
}

function verify(file: number, path: string, expected: LocalVersion): void {
  const now = describe(fstatSync(file, { bigint: true }), path)
  if (now === undefined || !isVersion(now, expected))
    throw new SyncError('changed', 'the file changed while it was read')
}

/** So little is read at once: to wait for another thread takes longer. */
const SMALL_BYTES = 256 * 1024

/** A small file as a whole, with its hash; proven not to have changed while it was read. */
export async function readWhole(
  place: Place,
  path: string,
  expected: LocalVersion
): Promise<{ readonly bytes: Uint8Array; readonly hash: string }> {
  return guarded(async () => {
    const file = openVersion(place, path, expected)
    try {
      const bytes = Buffer.allocUnsafe(expected.sizeBytes)
      for (let at = 0; at < bytes.length;) {
        const rest = bytes.subarray(at)
        const got =
          bytes.length <= SMALL_BYTES ? readSync(file, rest, 0, rest.length, at) : await readInto(file, rest, at)
        if (got === 0) throw new SyncError('changed', 'the file became shorter')
        at += got
      }
      verify(file, path, expected)
      place.require(path, expected)
      return { bytes, hash: `SHA1:${createHash('sha1').update(bytes).digest('hex')}` }
    } finally {
      closeSync(file)
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
  const file = await guarded(() => openVersion(place, path, expected))
  const hash = createHash('sha1')
  let hashedBytes = 0
  let reading: Promise<unknown> = Promise.resolve()
  const readPart = async (at: number, toByte: number): Promise<Buffer> => {
    const block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, toByte - at))
    const bytesRead = await guarded(() => readInto(file, block, at))
    if (bytesRead === 0) throw new SyncError('changed', 'the file became shorter')
    const part = block.subarray(0, bytesRead)
    // A chunk that is sent a second time was hashed already.
    if (at + bytesRead > hashedBytes) {
      hash.update(part.subarray(Math.max(0, hashedBytes - at)))
      hashedBytes = at + bytesRead
    }
    return part
  }
  return {
    async *read(fromByte, toByte) {
      for (let at = fromByte, next = readPart(at, toByte); at < toByte;) {
        const part = await next
        at += part.length
        if (at < toByte) {
          // While the network takes this part, the disk and the hash are at the next.
          next = readPart(at, toByte)
          reading = next.catch(() => undefined)
        }
        yield part
      }
    },
    checksum: () => `SHA1:${hash.copy().digest('hex')}`,
    verify: () =>
      guarded(() => {
        verify(file, path, expected)
        place.require(path, expected)
      }),
    close: () =>
      guarded(async () => {
        // Whoever stopped half-way has left a read behind: the file stays open for it.
        await reading
        closeSync(file)
      })
  }
}
