import { createHash } from 'node:crypto'
import { closeSync, createReadStream, fstatSync, mkdirSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { PRIVATE_FOLDER } from '../core/names'
import { SyncError } from '../errors'
import { guarded } from './diskErrors'
import { dataSync, fullSync, openFile, writeAll } from './handles'
import type { TempFile } from '../ports'

/** The network delivers small pieces; the disk gets large ones. */
const WRITE_BYTES = 1024 * 1024
/** So little is written at once: to hand it to another thread takes longer. */
const SMALL_BYTES = 64 * 1024
const SYNC_BYTES = 32 * 1024 * 1024
const NAME = /^[0-9a-f]{8,64}$/u
const DONE = Promise.resolve()

/**
 * Unfinished downloads, in the private folder of the root: on the same disk as their places, and never synced. What
 * takes the system microseconds is called at once (a file of 4 KiB took eight turns of the thread pool, 1 ms of this
 * thread's time); what waits for the disk is not.
 */
export class Temps {
  readonly folder: string

  constructor(root: string) {
    this.folder = join(root, PRIVATE_FOLDER, 'incoming')
  }

  path(name: string): string {
    if (!NAME.test(name)) throw new SyncError('outsideRoot', 'not the name of a temporary')
    return join(this.folder, name)
  }

  async open(name: string): Promise<TempFile> {
    return guarded(async () => {
      const path = this.path(name)
      const file = await this.#openFile(path)
      try {
        const { size } = fstatSync(file)
        const hash = createHash('sha1')
        if (size > 0) for await (const block of createReadStream(path)) hash.update(block as Buffer)
        return tempFile(file, size, hash)
      } catch (error) {
        closeSync(file)
        throw error
      }
    })
  }

  /** The folder is its owner's alone; the file gets the usual rights, which it keeps under its real name. */
  async #openFile(path: string): Promise<number> {
    try {
      // A new file may have to wait until the file system has written what it is writing: 1.7 ms beside other syncs.
      return await openFile(path, 'a', 0o666)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
      mkdirSync(this.folder, { recursive: true, mode: 0o700 })
      return openFile(path, 'a', 0o666)
    }
  }

  drop(name: string): Promise<void> {
    return guarded(() => {
      rmSync(this.path(name), { force: true })
    })
  }

  clean(keep: ReadonlySet<string>): Promise<void> {
    return guarded(() => {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 })
      for (const name of readdirSync(this.folder)) if (!keep.has(name)) rmSync(join(this.folder, name), { force: true })
    })
  }
}

function tempFile(file: number, sizeBytes: number, hash: ReturnType<typeof createHash>): TempFile {
  let isOpen = true
  let unsyncedBytes = 0
  let syncing: Promise<void> | undefined
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  let writing: Promise<void> = DONE
  const flush = async (): Promise<void> => {
    const blocks = waiting
    const bytes = waitingBytes
    waiting = []
    waitingBytes = 0
    if (bytes === 0) return
    if (bytes <= SMALL_BYTES && blocks.length === 1 && blocks[0] !== undefined) {
      const written = writeSync(file, blocks[0])
      if (written < bytes) await writeAll(file, [blocks[0].subarray(written)])
    } else await writeAll(file, blocks)
    unsyncedBytes += bytes
    if (unsyncedBytes < SYNC_BYTES || syncing !== undefined) return
    // While the rest still arrives: in the end there is little left to wait for. The last sync has the last word.
    unsyncedBytes = 0
    syncing = dataSync(file).then(
      () => {
        syncing = undefined
      },
      () => undefined
    )
  }
  const close = async (): Promise<void> => {
    if (!isOpen) return
    isOpen = false
    try {
      // After a block that could not be written nothing may follow: what is there stays a beginning, good to go on from.
      await writing.then(flush).catch(() => undefined)
    } finally {
      await syncing
      closeSync(file)
    }
  }
  return {
    sizeBytes,
    write: (chunk) => {
      hash.update(chunk)
      waiting.push(chunk)
      waitingBytes += chunk.length
      if (waitingBytes < WRITE_BYTES) return DONE
      // The disk is at one block while the network brings the next; what went wrong with the last one is told here.
      return guarded(async () => {
        await writing
        writing = flush()
        writing.catch(() => undefined)
      })
    },
    finish: () =>
      guarded(async () => {
        await writing
        await flush()
        await syncing
        await fullSync(file)
        await close()
        return `SHA1:${hash.digest('hex')}`
      }),
    close: () => guarded(close)
  }
}
