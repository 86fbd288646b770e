import { createReadStream, createWriteStream } from 'node:fs'
import { lstat, mkdir, readdir, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { CopyProgress } from '../../shared/model/files'
import { PRIVATE_FOLDER } from '../sync/core/names'
import { syncFolder } from '../sync/local/durable'
import { freeName } from './freeName'
import { giveName } from './giveName'
import { openStaging } from './staging'

export interface CopyJob {
  readonly signal: AbortSignal
  readonly onProgress: (progress: CopyProgress) => void
}

interface Copying {
  /** What is copied, and the name that the copy gets if it is free. */
  readonly sources: readonly { readonly from: string; readonly name: string }[]
  /** The folder that the copies get into, under free names. */
  readonly into: string
  /** The root in which that folder lies. */
  readonly place: string
  /** A copy is new; what moves keeps its times. */
  readonly times: 'new' | 'kept'
}

interface Part {
  readonly from: string
  readonly to: string
  readonly kind: 'file' | 'folder'
  readonly sizeBytes: number
  readonly mode: number
  readonly times: readonly [accessed: Date, modified: Date]
}

interface Copied {
  readonly files: number
  /** Where the copies lie; nothing for what cannot be copied, e.g. a symbolic link. */
  readonly places: readonly string[]
}

/**
 * Copies files and folders into a folder, and never through a symbolic link. Each gets its name when it is whole and on
 * the disk, folders with all that is in them: what is not finished is never seen under a real name, by the sync engine or
 * by anybody. A copy that is cancelled, or that does not become whole, leaves nothing.
 * @throws what the disk says; an `AbortError` when it was cancelled.
 */
export async function copyInto(copying: Copying, { signal, onProgress }: CopyJob): Promise<Copied> {
  const { sources, into, place, times } = copying
  if (sources.length === 0) return { files: 0, places: [] }
  const staging = await openStaging(place, into)
  try {
    const staged: Staged[] = []
    const parts: Part[] = []
    for (const [index, { from, name }] of sources.entries()) {
      const at = join(staging, String(index))
      const found = await partsOf(from, at)
      parts.push(...found)
      if (found.length > 0) staged.push({ at, name })
    }
    const files = parts.filter(({ kind }) => kind === 'file')
    await copyParts(parts, signal, openProgress(files, onProgress))
    if (times === 'kept') for (const part of [...parts].reverse()) await utimes(part.to, ...part.times)
    signal.throwIfAborted()
    const places: string[] = []
    for (const one of staged) places.push(await giveFreeName(one, into))
    return { files: files.length, places }
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

interface Staged {
  readonly at: string
  readonly name: string
}

/** The name is looked for when it is given: copying takes its time, in which it may have been taken. */
async function giveFreeName({ at, name }: Staged, into: string): Promise<string> {
  for (;;) {
    const to = await freeName(into, name)
    try {
      await giveName(at, to)
      return to
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
}

async function partsOf(from: string, to: string): Promise<Part[]> {
  const found = await lstat(from)
  const { size: sizeBytes, mode, atime, mtime } = found
  const part = { from, to, sizeBytes, mode, times: [atime, mtime] as const }
  if (found.isFile()) return [{ ...part, kind: 'file' }]
  if (!found.isDirectory()) return []
  const parts: Part[] = [{ ...part, kind: 'folder' }]
  for (const name of await readdir(from))
    if (name !== PRIVATE_FOLDER) parts.push(...(await partsOf(join(from, name), join(to, name))))
  return parts
}

interface Progress {
  readonly onBytes: (bytes: number) => void
  readonly onFile: () => void
}

function openProgress(files: readonly Part[], tell: CopyJob['onProgress']): Progress {
  const bytesTotal = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  let bytesDone = 0
  let filesDone = 0
  const say = () => tell({ filesDone, filesTotal: files.length, bytesDone, bytesTotal })
  return {
    onBytes: (bytes) => {
      bytesDone += bytes
      say()
    },
    onFile: () => {
      filesDone++
      say()
    }
  }
}

async function copyParts(parts: readonly Part[], signal: AbortSignal, progress: Progress): Promise<void> {
  for (const part of parts) {
    signal.throwIfAborted()
    if (part.kind === 'folder') await mkdir(part.to)
    else {
      await copyFile(part, signal, progress.onBytes)
      progress.onFile()
    }
  }
  for (const { kind, to } of parts) if (kind === 'folder') await syncFolder(to)
}

async function copyFile({ from, to, mode }: Part, signal: AbortSignal, onBytes: (bytes: number) => void) {
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      onBytes(chunk.length)
      done(null, chunk)
    }
  })
  // On the disk before it is closed: a name may outlast a power cut, and so must what is behind it.
  const target = createWriteStream(to, { flags: 'wx', flush: true, mode: 0o666 | (mode & 0o111) })
  await pipeline(createReadStream(from), counted, target, { signal })
}
