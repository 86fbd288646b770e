import { randomBytes } from 'node:crypto'
import { renameSync } from 'node:fs'
import { cp, mkdir, mkdtemp, open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { PRIVATE_FOLDER } from '../core/names'
import { syncFolder } from './durable'
import type { TrashPort } from '../ports'

interface Recycle extends TrashPort {
  /** Carries on what a power cut has left on its way to another disk. Nothing else may be on its way. */
  readonly finish: () => Promise<void>
}

/**
 * A dated folder outside the root that stands for a trash where there is none (the command line): each item lies in a
 * folder of its own there, under its own name.
 */
export function recycleInto(folder: string, root: string, now: () => Date): Recycle {
  const leaving = join(root, PRIVATE_FOLDER, 'leaving')
  /** No two items of one name share a place, in the same moment or from two roots. */
  const newPlace = async (): Promise<string> => {
    const day = join(folder, now().toISOString().slice(0, 10))
    await mkdir(day, { recursive: true, mode: 0o700 })
    return mkdtemp(join(day, `${String(now().getTime())}-`))
  }
  return {
    moveToTrash: async (path) => {
      const place = await newPlace()
      try {
        renameSync(path, join(place, basename(path)))
      } catch (error) {
        await rmdir(place)
        if (!isOtherDisk(error)) throw error
        await carry(await setAside(path, leaving), await newPlace())
      }
    },
    finish: async () => {
      for (const name of await namesIn(leaving)) await carry(join(leaving, name), await newPlace())
    }
  }
}

/**
 * To copy takes its time: what is saved meanwhile must not lie in what goes when all is copied.
 * @returns the folder in which it lies now.
 */
async function setAside(path: string, leaving: string): Promise<string> {
  await mkdir(leaving, { recursive: true, mode: 0o700 })
  try {
    return await moveInto(await mkdtemp(join(leaving, 'i-')), path)
  } catch (error) {
    if (!isOtherDisk(error)) throw error
    // A third disk hangs in the root: beside it then, under a name that no client syncs.
    const beside = join(dirname(path), `.samverk-leaving.~${randomBytes(8).toString('hex')}`)
    await mkdir(beside, { mode: 0o700 })
    return moveInto(beside, path)
  }
}

async function moveInto(aside: string, path: string): Promise<string> {
  try {
    await rename(path, join(aside, basename(path)))
  } catch (error) {
    await rmdir(aside)
    throw error
  }
  await syncFolder(dirname(path))
  return aside
}

/** Copies what is in a folder to another disk; it goes from here only when it outlasts a power cut there. */
async function carry(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
  await syncTree(to)
  await rm(from, { recursive: true })
}

async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await syncTree(path)
    else if (entry.isFile()) await syncFile(path)
  }
  await syncFolder(folder)
}

async function syncFile(path: string): Promise<void> {
  // There only what may be written can be synced.
  if (process.platform === 'win32') return
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

const isOtherDisk = (error: unknown): boolean => codeOf(error) === 'EXDEV'

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

const DAY = /^\d{4}-\d{2}-\d{2}$/u
const DAY_MS = 24 * 3600 * 1000

/** Removes the days that are older than so many days; anything else in the folder is left alone. */
export async function emptyRecycled(folder: string, now: Date, keptDays: number): Promise<void> {
  const oldest = new Date(now.getTime() - keptDays * DAY_MS).toISOString().slice(0, 10)
  for (const name of await namesIn(folder)) {
    if (DAY.test(name) && name < oldest) await rm(join(folder, name), { recursive: true, force: true })
  }
}

/** Nothing where there is no such folder. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}
