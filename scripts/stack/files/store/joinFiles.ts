import { open, type FileHandle } from 'node:fs/promises'

/** Streams would take new memory for every part, which costs the system more than the copying does. */
const blockBytes = 1 << 20

/** Writes files one after the other into a new one, and gives its size in bytes. */
export async function joinFiles(paths: readonly string[], into: string): Promise<number> {
  const block = Buffer.allocUnsafeSlow(blockBytes)
  const joined = await open(into, 'wx')
  let sizeBytes = 0
  try {
    for (const path of paths) {
      const part = await open(path)
      try {
        sizeBytes += await append(part, joined, block)
      } finally {
        await part.close()
      }
    }
  } finally {
    await joined.close()
  }
  return sizeBytes
}

async function append(part: FileHandle, joined: FileHandle, block: Buffer): Promise<number> {
  let sizeBytes = 0
  for (;;) {
    const { bytesRead } = await part.read(block, 0, block.length, null)
    if (bytesRead === 0) return sizeBytes
    await joined.writeFile(block.subarray(0, bytesRead))
    sizeBytes += bytesRead
  }
}
