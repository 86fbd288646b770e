import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, unlink, unlinkSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { PassThrough } from 'node:stream'

import { joinFiles } from './joinFiles'
import { writeStream } from './writeStream'

export type Blobs = {
  /** Writes all of the stream to a temporary place; nothing is left of it when the stream breaks. */
  readonly receive: (content: Readable, onChunk?: (chunk: Buffer) => void) => Promise<Received>
  /** Joins files into one temporary place, in order. */
  readonly join: (paths: readonly string[]) => Promise<Received>
  /** Another name for the same content, which never changes under its name. */
  readonly duplicate: (blob: string) => string
  readonly path: (blob: string) => string
  /** All of a small content at once. */
  readonly readWhole: (blob: string) => Buffer
  /** Opens a content; those who read it keep it, whatever happens to its name. */
  readonly read: (blob: string, range?: { readonly start: number; readonly end: number }) => Promise<Readable>
  readonly remove: (blobs: readonly string[]) => void
}

export type Received = {
  readonly sizeBytes: number
  /** Gives the content its final name, which the index then points to. */
  readonly keep: () => string
  readonly discard: () => void
}

const prefixes = Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, '0'))

/**
 * Contents on disk, each under a name of its own that is never written twice. What `isKnown` does not claim was left
 * behind by a process that was killed between content and index, and is removed here.
 */
export function openBlobs(dir: string, known: ReadonlySet<string>): Blobs {
  const incoming = resolve(dir, 'incoming')
  const contents = resolve(dir, 'contents')
  rmSync(incoming, { recursive: true, force: true })
  mkdirSync(incoming, { recursive: true })
  for (const prefix of prefixes) {
    mkdirSync(resolve(contents, prefix), { recursive: true })
    for (const name of readdirSync(resolve(contents, prefix))) {
      if (!known.has(name)) unlinkSync(resolve(contents, prefix, name))
    }
  }
  const path = (blob: string): string => resolve(contents, blob.slice(0, 2), blob)
  const newName = (): string => randomBytes(12).toString('hex')

  const received = (temporary: string, sizeBytes: number): Received => ({
    sizeBytes,
    keep: () => {
      const name = newName()
      renameSync(temporary, path(name))
      return name
    },
    discard: () => rmSync(temporary, { force: true })
  })

  return {
    path,
    receive: async (content, onChunk) => {
      const temporary = resolve(incoming, newName())
      const through = onChunk === undefined ? [] : [new PassThrough().on('data', onChunk)]
      return received(temporary, await writeStream(content, temporary, through))
    },
    join: async (paths) => {
      const temporary = resolve(incoming, newName())
      try {
        return received(temporary, await joinFiles(paths, temporary))
      } catch (error) {
        rmSync(temporary, { force: true })
        throw error
      }
    },
    duplicate: (blob) => {
      const name = newName()
      linkSync(path(blob), path(name))
      return name
    },
    readWhole: (blob) => readFileSync(path(blob)),
    read: async (blob, range) => {
      const handle = await open(path(blob))
      return handle.createReadStream({ highWaterMark: 1 << 18, ...range })
    },
    remove: (blobs) => {
      // A content that is already gone is what was asked for.
      for (const blob of blobs) unlink(path(blob), () => undefined)
    }
  }
}
