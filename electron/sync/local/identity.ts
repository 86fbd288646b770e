import type { BigIntStats } from 'node:fs'
import type { LocalEntry, LocalVersion } from '../ports'

/**
 * Device, inode and birth time: what survives a rename, and tells a reused inode from the old one.
 * Two names of one inode (hard links) have no identity of their own, so theirs is the path.
 */
function identify(stats: BigIntStats, path: string): string {
  if (stats.isFile() && stats.nlink > 1n) return `path:${path}`
  return `${String(stats.dev)}:${String(stats.ino)}:${String(stats.birthtimeNs)}`
}

/** @param path below the root, with `/`. */
export function describe(stats: BigIntStats, path: string): LocalEntry {
  const isFile = stats.isFile()
  return {
    id: identify(stats, path),
    name: path.slice(path.lastIndexOf('/') + 1),
    kind: isFile ? 'file' : 'folder',
    sizeBytes: isFile ? Number(stats.size) : 0,
    mtimeNs: isFile ? String(stats.mtimeNs) : '0',
    ctimeNs: isFile ? String(stats.ctimeNs) : '0',
    hash: '',
    hasIgnored: false,
    isOpen: false
  }
}

export function isVersion(entry: LocalEntry, expected: LocalVersion): boolean {
  return (
    entry.id === expected.id &&
    entry.sizeBytes === expected.sizeBytes &&
    entry.mtimeNs === expected.mtimeNs &&
    entry.ctimeNs === expected.ctimeNs
  )
}
