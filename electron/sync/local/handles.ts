import { fdatasync, fsync, open, read, writev } from 'node:fs'
import { promisify } from 'node:util'

// By file descriptor: what is opened and closed in the same turn needs no handle that the collector watches.
export const fullSync: (file: number) => Promise<void> = promisify(fsync)
export const dataSync: (file: number) => Promise<void> = promisify(fdatasync)

export const openFile: (path: string, flags: string, mode: number) => Promise<number> = promisify(open)

const writeBlocks = promisify(writev)
const readBlock = promisify(read)

/** Appends all blocks, however many calls that takes. */
export async function writeAll(file: number, blocks: readonly Uint8Array[]): Promise<void> {
  let left = [...blocks]
  while (left.length > 0) {
    let { bytesWritten } = await writeBlocks(file, left)
    while (left[0] !== undefined && bytesWritten >= left[0].length) {
      bytesWritten -= left[0].length
      left = left.slice(1)
    }
    if (left[0] !== undefined) left[0] = left[0].subarray(bytesWritten)
  }
}

/** @returns how many bytes were read; 0 at the end of the file. */
export async function readInto(file: number, block: Uint8Array, atByte: number): Promise<number> {
  return (await readBlock(file, block, 0, block.length, atByte)).bytesRead
}
