import { chmodSync, linkSync, lstatSync, renameSync, rmdirSync, unlinkSync, utimesSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isInvalidOnWindows } from '../core/names'
import { SyncError } from '../errors'
import { listFolder } from './list'
import { syncFolder } from './durable'
import type { IgnoreRules } from '../core/ignore'
import type { DeletionProof, LocalEntry, LocalVersion, TrashPort } from '../ports'
import type { Place } from './place'
import type { Temps } from './temps'

/**
 * Gives a finished download its name: over exactly the version we knew, or where nothing is.
 * A new name is made by `link`, which never replaces anything.
 */
export async function install(
  place: Place,
  temps: Temps,
  temp: string,
  path: string,
  expected: LocalVersion | undefined,
  mtimeS: number
): Promise<LocalEntry> {
  refuseBadName(path)
  const from = temps.path(temp)
  const to = place.absolute(path)
  // Names change in microseconds; only what waits for the disk waits.
  utimesSync(from, mtimeS, mtimeS)
  if (expected === undefined) linkOrRename(from, to)
  else {
    place.require(path, expected)
    const rights = lstatSync(to, { throwIfNoEntry: false })?.mode
    if (rights !== undefined) chmodSync(from, rights & 0o777)
    renameSync(from, to)
  }
  await syncFolder(dirname(to))
  return present(place, path)
}

function linkOrRename(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'EEXIST') throw new SyncError('changed', 'something is in the place')
    if (code === 'ENOENT' || code === 'ENOSPC' || code === 'ENAMETOOLONG') throw error
    // File systems without hard links (FAT): the check just before has to do.
    if (lstatSync(to, { throwIfNoEntry: false }) !== undefined) {
      throw new SyncError('changed', 'something is in the place')
    }
    renameSync(from, to)
    return
  }
  unlinkSync(from)
}

export async function makeFolder(place: Place, path: string): Promise<LocalEntry> {
  refuseBadName(path)
  const to = place.absolute(path)
  await mkdir(to)
  await syncFolder(dirname(to))
  return present(place, path)
}

export async function move(place: Place, from: string, to: string, expected: LocalVersion): Promise<LocalEntry> {
  refuseBadName(to)
  place.require(from, expected)
  const source = place.absolute(from)
  const target = place.absolute(to)
  const there = place.entry(to)
  // A change of case alone finds itself on file systems that ignore case.
  if (place.lstat(to) !== undefined && there?.id !== expected.id)
    throw new SyncError('exists', 'something has that name')
  renameSync(source, target)
  await syncFolder(dirname(target))
  if (dirname(source) !== dirname(target)) await syncFolder(dirname(source))
  return present(place, to)
}

/** The copy of a file that is whole on the server, or a folder that is empty: nothing else goes this way. */
export async function evict(place: Place, path: string, expected: LocalVersion): Promise<void> {
  const { kind } = place.require(path, expected)
  const absolute = place.absolute(path)
  // In the same moment as the look: what is saved over it later stays.
  if (kind === 'folder') rmdirSync(absolute)
  else unlinkSync(absolute)
  await syncFolder(dirname(absolute))
}

/** Into the trash, only if everything in it is known and unchanged. */
export async function trash(
  place: Place,
  { trashPort, ignore }: { readonly trashPort: TrashPort; readonly ignore: IgnoreRules },
  path: string,
  expected: ReadonlyMap<string, LocalVersion>,
  proof: DeletionProof
): Promise<void> {
  if (proof.missingId === '') throw new SyncError('internal', 'a deletion without proof')
  requireKnown(place, ignore, path, expected)
  const absolute = place.absolute(path)
  await trashPort.moveToTrash(absolute)
  if (place.lstat(path) !== undefined) throw new SyncError('diskRefused', 'the trash did not take it')
  await syncFolder(dirname(absolute))
}

function requireKnown(
  place: Place,
  ignore: IgnoreRules,
  path: string,
  expected: ReadonlyMap<string, LocalVersion>
): void {
  const version = expected.get(path)
  if (version === undefined) throw new SyncError('changed', 'something unknown is inside')
  const entry = place.require(path, version)
  if (entry.kind === 'file') return
  const listing = listFolder(place, path, ignore)
  if (listing === undefined || listing.hasIgnored) throw new SyncError('changed', 'something else is inside')
  for (const child of listing.entries) requireKnown(place, ignore, `${path}/${child.name}`, expected)
}

/** Case 55: such a name stays on the server alone, with its reason. */
function refuseBadName(path: string): void {
  if (process.platform === 'win32' && isInvalidOnWindows(path.slice(path.lastIndexOf('/') + 1))) {
    throw new SyncError('nameRefused', 'Windows does not store such a name')
  }
}

function present(place: Place, path: string): LocalEntry {
  const entry = place.entry(path)
  if (entry === undefined) throw new SyncError('changed', 'it went away at once')
  return entry
}
