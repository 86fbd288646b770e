import { createWriteStream, rmSync } from 'node:fs'
import type { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Writes all of a stream into a new file, and gives its size in bytes; nothing is left of it when the stream breaks. */
export async function writeStream(
  content: Readable,
  path: string,
  through: readonly Transform[] = []
): Promise<number> {
  const file = createWriteStream(path)
  const closed = new Promise<void>((resolve) => file.once('close', resolve))
  try {
    await pipeline([content, ...through, file])
    return file.bytesWritten
  } catch (error) {
    // A file that was still being opened would come after it was removed.
    await closed
    rmSync(path, { force: true })
    throw error
  }
}
