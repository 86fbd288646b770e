import { shell } from 'electron'
import { mkdir, readdir, realpath, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { copyInto, type CopyJob } from './copyIn'
import { foldName, freeName } from './freeName'
import { renameToFree } from './giveName'
import { replaceContent } from './replaceContent'
import type { FolderProblem } from '../../shared/model/files'
import { isSafeFileName } from '../../shared/fileNames'
import { failure, success, type Result } from '../../shared/result'
import { isWithin, nameOf, parentOf, rootAt, type Root } from './roots'

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
  /** Makes a file with nothing in it, which is a text document already; gives its path. */
  readonly makeTextFile: (folder: string, name: string) => Outcome<string>
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

/** Brings something into a folder of a root, under a free name; gives where it lies then. */
type Bring = (source: Source, into: string, place: string) => Promise<string>

/** Something on the disk, and how the person knows it: a root has another name there. */
interface Source {
  readonly from: string
  readonly name: string
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
  const placeOf = (folder: string) => rootAt(roots, folder).root.place
  const put = async (path: string, folder: string, bring: Bring) => {
    const from = absolute(path)
    const into = await folderAt(folder)
    if (isWithin(folder, path)) throw new InsideItself()
    const to = await bring({ from, name: nameOf(path) }, into, placeOf(folder))
    return inFolder(folder, basename(to))
  }
  const each = (paths: readonly string[], folder: string, bring: Bring): Outcome<readonly string[]> =>
    attempt(async () => {
      const done: string[] = []
      for (const path of paths) done.push(await put(path, folder, bring))
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
    makeTextFile: (folder, name) =>
      attempt(async () => {
        const to = await freePlace(folder, name)
        await writeFile(to, '', { flag: 'wx' })
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
          renameToFree(from, to)
        }
        return inFolder(parentOf(path), basename(to))
      }),
    move: async (paths, folder) => {
      if (paths.some(isRoot)) return failure({ code: 'isRoot' })
      const moving = paths.filter((path) => parentOf(path) !== folder)
      return each(moving, folder, moveTo)
    },
    copy: (paths, folder) => each(paths, folder, (source, into, place) => copyTo(source, into, place, 'new')),
    copyIn: async (sources, folder, job) => {
      const into = await folderAt(folder)
      const named = sources.map((from) => ({ from, name: basename(from) }))
      return (await copyInto({ sources: named, into, place: placeOf(folder), times: 'new' }, job)).files
    },
    settleConflict: (copyPath, originalPath, keep) =>
      attempt(async () => {
        const copy = absolute(copyPath)
        const original = absolute(originalPath)
        if (keep === 'theirs') return shell.trashItem(copy)
        if (keep === 'both') return void renameToFree(copy, await freeName(dirname(copy), basename(original)))
        return replaceContent(original, copy, rootAt(roots, originalPath).root.place)
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
  ECHANGED: { code: 'changed' },
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

/**
 * Moves by renaming; to another disk by copying all of it and putting the original into the trash. What could not be
 * copied whole goes again, and the original stays.
 */
async function moveTo(source: Source, into: string, place: string): Promise<string> {
  const to = await freeName(into, source.name)
  try {
    renameToFree(source.from, to)
    return to
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error
    const copied = await copyTo(source, into, place, 'kept')
    await shell.trashItem(source.from)
    return copied
  }
}

async function copyTo(source: Source, into: string, place: string, times: 'new' | 'kept'): Promise<string> {
  const quietly = { signal: new AbortController().signal, onProgress: () => undefined }
  const { places } = await copyInto({ sources: [source], into, place, times }, quietly)
  if (places[0] === undefined) throw new Error('It is neither a file nor a folder')
  return places[0]
}
