import { lstatSync, realpathSync } from 'node:fs'
import { isAbsolute, join, relative, sep } from 'node:path'
import { isSafeName } from '../core/names'
import { SyncError } from '../errors'
import { diskError } from './diskErrors'
import { describe, isVersion } from './identity'
import type { BigIntStats } from 'node:fs'
import type { LocalEntry, LocalVersion } from '../ports'

const LSTAT = { bigint: true, throwIfNoEntry: false } as const

/** A root on the disk. Nothing outside it is ever reached, nor anything through a symbolic link (I8). */
export class Place {
  readonly root: string
  readonly #realRoot: string

  /** @throws SyncError `rootMissing`. */
  constructor(root: string) {
    this.root = root
    try {
      this.#realRoot = realpathSync.native(root)
    } catch (cause) {
      throw new SyncError('rootMissing', 'the sync root is not there', { cause })
    }
  }

  /** The absolute path for one below the root; its folder must really lie where its name says. */
  absolute(path: string): string {
    if (path === '') return this.#realRoot
    const names = path.split('/')
    if (!names.every(isSafeName)) throw new SyncError('outsideRoot', 'a name that leads elsewhere')
    const folder = join(this.#realRoot, ...names.slice(0, -1))
    let real: string
    try {
      real = realpathSync.native(folder)
    } catch (cause) {
      throw diskError(cause)
    }
    if (!isSamePath(real, folder)) throw new SyncError('outsideRoot', 'a symbolic link stands in the path')
    return folder + sep + (names.at(-1) ?? '')
  }

  /** @returns undefined when nothing is there; symbolic links and special files are described as nothing of ours. */
  lstat(path: string): BigIntStats | undefined {
    return lstatSync(this.absolute(path), { bigint: true, throwIfNoEntry: false })
  }

  /** As `lstat`, for a folder that was just found to lie inside. */
  lstatChild(folder: string, name: string): BigIntStats | undefined {
    const path = folder === '' ? this.#realRoot + sep + name : `${this.#realRoot}${sep}${folder}${sep}${name}`
    return lstatSync(path, LSTAT)
  }

  entry(path: string): LocalEntry | undefined {
    let stats: BigIntStats | undefined
    try {
      stats = this.lstat(path)
    } catch (error) {
      if (error instanceof SyncError && error.code === 'changed') return undefined
      throw error
    }
    return stats === undefined ? undefined : describe(stats, path)
  }

  /** @throws SyncError `changed` unless exactly the expected version is there. */
  require(path: string, expected: LocalVersion): LocalEntry {
    const entry = this.entry(path)
    if (entry === undefined || !isVersion(entry, expected)) throw new SyncError('changed', 'not the version we knew')
    return entry
  }
}

function isSamePath(left: string, right: string): boolean {
  if (left === right) return true
  const ignoresCase = process.platform === 'win32' || process.platform === 'darwin'
  return ignoresCase && left.normalize('NFC').toLowerCase() === right.normalize('NFC').toLowerCase()
}

/** The journal must not lie in what it describes. @throws SyncError `outsideRoot`. */
export function requireOutside(root: string, path: string): void {
  const below = relative(root, path)
  // A folder may be called `..x`: that is not a step up.
  if (!/^\.\.(?:[/\\]|$)/u.test(below) && !isAbsolute(below)) {
    throw new SyncError('outsideRoot', 'the journal lies in the sync root')
  }
}
