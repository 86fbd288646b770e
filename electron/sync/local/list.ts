import { readdirSync } from 'node:fs'
import { PRIVATE_FOLDER } from '../core/names'
import { SyncError } from '../errors'
import { openDocuments } from '../core/openDocuments'
import { describe } from './identity'
import type { IgnoreRules } from '../core/ignore'
import type { LeftOut, LocalEntry, LocalListing } from '../ports'
import type { Place } from './place'

/** Reads one folder: synchronous calls, since awaiting each file costs seven times as much (sync.md 5). */
export function listFolder(place: Place, path: string, ignore: IgnoreRules): LocalListing | undefined {
  const self = path === '' ? undefined : place.entry(path)
  if (path !== '' && self?.kind !== 'folder') return undefined
  let names: string[]
  try {
    names = readdirSync(place.absolute(path))
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined
    throw error
  }
  if (path !== '' && names.includes(PRIVATE_FOLDER)) {
    // What is in it belongs to that root; believing that it is gone here would delete it on the server (case 75).
    throw new SyncError('rootForeign', 'another sync root lies in this one')
  }
  const entries: LocalEntry[] = []
  const leftOut: LeftOut[] = []
  const isOpen = openDocuments(names)
  let hasIgnored = false
  for (const name of names) {
    const below = path === '' ? name : `${path}/${name}`
    const verdict = ignore.judge(below)
    if (verdict !== 'sync') {
      hasIgnored = true
      if (verdict === 'invalid') leftOut.push({ name, code: 'nameRefused' })
      continue
    }
    const stats = place.lstatChild(path, name)
    if (stats === undefined) continue
    const entry = describe(stats, below)
    if (entry !== undefined) {
      entries.push(entry.kind === 'file' && isOpen(name) ? { ...entry, isOpen: true } : entry)
    } else {
      hasIgnored = true
      leftOut.push({ name, code: 'outsideRoot' })
    }
  }
  return { entries, leftOut, hasIgnored }
}
