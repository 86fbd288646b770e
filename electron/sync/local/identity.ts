import { constants } from 'node:fs'
import type { BigIntStats } from 'node:fs'
import type { NodeKind } from '../core/nodes'
import type { LocalEntry, LocalVersion } from '../ports'

/**
 * Device, inode and birth time: what survives a rename, and tells a reused inode from the old one.
 * Two names of one inode (hard links) have no identity of their own, so theirs is the path.
 */
function identify(stats: BigIntStats, path: string, kind: NodeKind): string {
  if (kind === 'file' && stats.nlink > 1n) return `path:${path}`
  return `${String(stats.dev)}:${String(stats.ino)}:${String(stats.birthtimeNs)}`
}

/** Node's own tests count in big numbers, each time anew: of all files that is a tenth of a scan. */
function kindOf(stats: BigIntStats): NodeKind | undefined {
  switch (Number(stats.mode) & constants.S_IFMT) {
    case constants.S_IFREG:
      return 'file'
    case constants.S_IFDIR:
      return 'folder'
    default:
      return undefined
  }
}

/**
 * @param path below the root, with `/`.
 * @returns undefined for what is neither file nor folder, as a symbolic link.
 */
export function describe(stats: BigIntStats, path: string): LocalEntry | undefined {
  const kind = kindOf(stats)
  if (kind === undefined) return undefined
  const isFile = kind === 'file'
  return {
    id: identify(stats, path, kind),
    name: path.slice(path.lastIndexOf('/') + 1),
    kind,
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
