import { shell } from 'electron'
import { constants } from 'node:fs'
import { copyFile, lstat, mkdir, mkdtemp, readdir, realpath, rename, rm, utimes } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { copyInto, type CopyJob } from './copyIn'
import type { FolderProblem } from '../../shared/model/files'
import { isSafeFileName } from '../../shared/fileNames'
import { failure, success, type Result } from '../../shared/result'
import { isWithin, nameOf, parentOf, rootAt, type Root } from './roots'

/** What a root keeps for itself; never synced. */
const privateFolder = '.samverk-sync'

type Outcome<T> = Promise<Result<T, FolderProblem>>

/**
 * What the person does to the synced folder from inside the app. Only the disk is touched: the sync engine sees the
 * change and takes it to the server, as it does for any other program. Nothing is ever overwritten.
 */
export interface SyncedFolder {
  /** The absolute path of an item. @throws when it would lie outside. */
  readonly absolute: (path: string) => string
  /** Makes a folder; gives its path. */
  readonly makeFolder: (folder: string, name: string) => Outcome<string>
  /** The path that something of this name would have; a failure when it is taken, or no name for a file. */
  readonly freePath: (folder: string, name: string) => Outcome<string>
  readonly rename: (path: string, name: string) => Outcome<string>
  readonly move: (paths: readonly string[], folder: string) => Outcome<readonly string[]>
  readonly copy: (paths: readonly string[], folder: string) => Outcome<readonly string[]>
  /** Copies from elsewhere on the computer; gives how many files were copied. @throws when cancelled. */
  readonly copyIn: (sources: readonly string[], folder: string, job: CopyJob) => Promise<number>
  /**
   * Settles two changes to one file. What is not kept goes to the desktop's trash; both means that the copy gets an
   * ordinary name.
   */
  readonly settleConflict: (
    copyPath: string,
    originalPath: string,
    keep: 'mine' | 'theirs' | 'both'
  ) => Outcome<unknown>
  /** To the desktop's own trash; gives what could not be moved there, which stays. */
  readonly remove: (paths: readonly string[]) => Promise<readonly string[]>
}

/** @param roots where the parts of the one tree lie; the main root among them. */
export function openSyncedFolder(roots: readonly Root[]): SyncedFolder {
  const absolute = (path: string) => {
    const { root, below } = rootAt(roots, path)
    const whole = join(root.place, below)
    const way = relative(root.place, whole)
    if (way === '..' || way.startsWith(`..${sep}`)) throw new OutsideFolder()
    return whole
  }
  const folderAt = async (path: string) => {
    const whole = absolute(path)
    const { root, below } = rootAt(roots, path)
    // A link out of the folder would take the change with it.
    if ((await realpath(whole)) !== join(await realpath(root.place), below)) throw new OutsideFolder()
    return whole
  }
  const freePlace = async (folder: string, name: string) => {
    const to = join(await folderAt(folder), requireName(name))
    await requireFree(to)
    return to
  }
  /** What is a root itself has its place by the person's own choice: only what lies in it is moved. */
  const isRoot = (path: string) => roots.some(({ folder }) => folder === path)
  const requireNoRoot = (path: string) => {
    if (isRoot(path)) throw new IsRoot()
  }
  const put = async (path: string, folder: string, act: (from: string, to: string) => Promise<unknown>) => {
    const from = absolute(path)
    const into = await folderAt(folder)
    if (isWithin(folder, path)) throw new InsideItself()
    const to = await freeName(into, nameOf(path))
    await act(from, to)
    return inFolder(folder, basename(to))
  }
  const each = (
    paths: readonly string[],
    folder: string,
    act: (from: string, to: string) => Promise<unknown>
  ): Outcome<readonly string[]> =>
    attempt(async () => {
      const done: string[] = []
      for (const path of paths) done.push(await put(path, folder, act))
      return done
    })
  return {
    absolute,
    makeFolder: (folder, name) =>
      attempt(async () => {
        const to = await freePlace(folder, name)
        await mkdir(to)
        return inFolder(folder, basename(to))
      }),
    freePath: (folder, name) => attempt(async () => inFolder(folder, basename(await freePlace(folder, name)))),
    rename: (path, name) =>
      attempt(async () => {
        requireNoRoot(path)
        const from = absolute(path)
        const to = join(dirname(from), requireName(name))
        if (to !== from) {
          await requireFree(to, basename(from))
          await rename(from, to)
        }
        return inFolder(parentOf(path), basename(to))
      }),
    move: async (paths, folder) => {
      if (paths.some(isRoot)) return failure({ code: 'isRoot' })
      const moving = paths.filter((path) => parentOf(path) !== folder)
      return each(moving, folder, moveTo)
    },
    copy: (paths, folder) => each(paths, folder, copyTo),
    copyIn: async (sources, folder, job) => {
      const into = await folderAt(folder)
      const items: { readonly from: string; readonly to: string }[] = []
      for (const from of sources) {
        const given = items.map(({ to }) => basename(to))
        items.push({ from, to: await freeName(into, basename(from), given) })
      }
      return copyInto(items, job, privateFolder)
    },
    settleConflict: (copyPath, originalPath, keep) =>
      attempt(async () => {
        const copy = absolute(copyPath)
        const original = absolute(originalPath)
        if (keep === 'theirs') return shell.trashItem(copy)
        if (keep === 'both') return rename(copy, await freeName(dirname(copy), basename(original)))
        await trashDouble(original, await placeBeside(rootAt(roots, originalPath).root.place))
        return rename(copy, original)
      }),
    remove: async (paths) => {
      const stayed: string[] = []
      for (const path of paths) {
        await attempt(async () => {
          requireNoRoot(path)
          await shell.trashItem(absolute(path))
        }).then(({ ok }) => ok || stayed.push(path))
      }
      return stayed
    }
  }
}

const inFolder = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`)

class OutsideFolder extends Error {
  readonly code = 'EOUTSIDE'
}
class InsideItself extends Error {
  readonly code = 'EINSIDE'
}
class IsRoot extends Error {
  readonly code = 'EROOT'
}
class NameInvalid extends Error {
  readonly code = 'ENAME'
}

const problems: Readonly<Record<string, FolderProblem>> = {
  EEXIST: { code: 'exists' },
  ENAME: { code: 'nameInvalid' },
  ENAMETOOLONG: { code: 'nameInvalid' },
  EINVAL: { code: 'nameInvalid' },
  ENOENT: { code: 'gone' },
  ENOSPC: { code: 'diskFull' },
  EDQUOT: { code: 'diskFull' },
  EINSIDE: { code: 'insideItself' },
  EROOT: { code: 'isRoot' }
}

async function attempt<T>(act: () => Promise<T>): Outcome<T> {
  try {
    return success(await act())
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const problem = problems[code]
    if (!problem) console.error('The synced folder refused', error)
    return failure(problem ?? { code: 'refused' })
  }
}

/**
 * A folder on the same disk that is not synced: a root's own private one, else what the root lies in.
 */
async function placeBeside(place: string): Promise<string> {
  const own = join(place, privateFolder)
  return lstat(own).then(
    (found) => (found.isDirectory() ? own : dirname(place)),
    () => dirname(place)
  )
}

/** Puts a copy of a file that is about to be replaced into the trash; the file itself stays until then. */
async function trashDouble(file: string, beside: string): Promise<void> {
  const place = await mkdtemp(join(beside, '.samverk-'))
  try {
    const double = join(place, basename(file))
    await copyFile(file, double)
    await shell.trashItem(double)
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

function requireName(name: string): string {
  const trimmed = name.trim().normalize('NFC')
  if (!isSafeFileName(trimmed)) throw new NameInvalid()
  return trimmed
}

/** Refuses a name that is there in any capitals: two such names cannot be on every colleague's computer. */
async function requireFree(path: string, own?: string): Promise<void> {
  const wanted = foldName(basename(path))
  const names = await readdir(dirname(path))
  if (names.some((name) => name !== own && foldName(name) === wanted))
    throw Object.assign(new Error('The name is taken'), { code: 'EEXIST' })
}

const foldName = (name: string) => name.normalize('NFC').toLowerCase()

/**
 * Moves by renaming; to another disk by copying all of it and putting the original into the trash. What could not be
 * copied whole goes again, and the original stays.
 */
async function moveTo(source: string, target: string): Promise<void> {
  try {
    await rename(source, target)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error
    try {
      await copyTo(source, target)
      await keepTimes(source, target)
    } catch (cause) {
      await rm(target, { recursive: true, force: true })
      throw cause
    }
    await shell.trashItem(source)
  }
}

async function keepTimes(source: string, target: string): Promise<void> {
  const found = await lstat(source)
  if (found.isDirectory())
    for (const name of await readdir(target)) await keepTimes(join(source, name), join(target, name))
  await utimes(target, found.atime, found.mtime)
}

/** Copies a file or a folder; gives how many files. Never through a symbolic link, nor what is a root's own. */
async function copyTo(source: string, target: string): Promise<number> {
  const found = await lstat(source)
  if (found.isSymbolicLink()) return 0
  if (found.isFile()) {
    await copyFile(source, target, constants.COPYFILE_EXCL)
    return 1
  }
  if (!found.isDirectory()) return 0
  await mkdir(target)
  let copied = 0
  for (const name of await readdir(source))
    if (name !== privateFolder) copied += await copyTo(join(source, name), join(target, name))
  return copied
}

/** A name that is not taken: one that is gets a number. */
async function freeName(folder: string, name: string, given: readonly string[] = []): Promise<string> {
  const taken = new Set([...(await readdir(folder)), ...given].map(foldName))
  const dot = name.lastIndexOf('.')
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${stem} (${number})${extension}`
    if (!taken.has(foldName(candidate))) return join(folder, candidate)
  }
}
