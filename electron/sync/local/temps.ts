import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PRIVATE_FOLDER } from '../core/names'
import { SyncError } from '../errors'
import { guarded } from './diskErrors'
import type { TempFile } from '../ports'

/** The network delivers small pieces; the disk gets large ones. */
const WRITE_BYTES = 1024 * 1024
const SYNC_BYTES = 32 * 1024 * 1024
const NAME = /^[0-9a-f]{8,64}$/u

/** Unfinished downloads, in the private folder of the root: on the same disk as their places, and never synced. */
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
      await mkdir(this.folder, { recursive: true, mode: 0o700 })
      const path = this.path(name)
      // The folder is its owner's alone; the file gets the usual rights, which it keeps under its real name.
      const handle = await open(path, 'a', 0o666)
      const { size } = await handle.stat()
      const hash = createHash('sha1')
      if (size > 0) for await (const block of createReadStream(path)) hash.update(block as Buffer)
      let isOpen = true
      let unsyncedBytes = 0
      let syncing: Promise<void> | undefined
      let waiting: Uint8Array[] = []
      let waitingBytes = 0
      const flush = async (): Promise<void> => {
        const blocks = waiting
        const bytes = waitingBytes
        waiting = []
        waitingBytes = 0
        if (bytes === 0) return
        const { bytesWritten } = await handle.writev(blocks)
        if (bytesWritten < bytes) await handle.appendFile(Buffer.concat(blocks).subarray(bytesWritten))
        unsyncedBytes += bytes
        if (unsyncedBytes < SYNC_BYTES || syncing !== undefined) return
        // While the rest still arrives: in the end there is little left to wait for. The last sync has the last word.
        unsyncedBytes = 0
        syncing = handle.datasync().then(
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
          await flush()
        } finally {
          await syncing
          await handle.close()
        }
      }
      return {
        sizeBytes: size,
        write: (chunk) =>
          guarded(async () => {
            hash.update(chunk)
            waiting.push(chunk)
            waitingBytes += chunk.length
            if (waitingBytes >= WRITE_BYTES) await flush()
          }),
        finish: () =>
          guarded(async () => {
            await flush()
            await syncing
            await handle.sync()
            await close()
            return `SHA1:${hash.digest('hex')}`
          }),
        close: () => guarded(close)
      }
    })
  }

  async drop(name: string): Promise<void> {
    await guarded(() => rm(this.path(name), { force: true }))
  }

  async clean(keep: ReadonlySet<string>): Promise<void> {
    await guarded(async () => {
      await mkdir(this.folder, { recursive: true, mode: 0o700 })
      for (const name of await readdir(this.folder))
        if (!keep.has(name)) await rm(join(this.folder, name), { force: true })
    })
  }
}
