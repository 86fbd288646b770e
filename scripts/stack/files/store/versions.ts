import type { Db } from './database'
import type { TreeNode } from './tree'

/** An earlier content of a file; its time of change names it. */
export type Version = {
  readonly node: number
  readonly mtime: number
  readonly size: number
  readonly blob: string
  readonly author: string
  readonly label: string
  readonly checksum: string | null
}

export type Versions = {
  /** Keeps what a file held before; returns the contents that are no longer needed. */
  readonly keep: (before: TreeNode, author: string) => readonly string[]
  readonly list: (node: number) => readonly Version[]
  readonly find: (node: number, mtime: number) => Version | undefined
  /** Takes it out of the list, without its content. */
  readonly take: (version: Version) => void
  readonly setLabel: (version: Version, label: string) => void
}

const keptPerFile = 30

export function createVersions(db: Db): Versions {
  const add = db.prepare(
    'INSERT OR REPLACE INTO version (node, mtime, size, blob, author, label, checksum) VALUES (?, ?, ?, ?, ?, ?, ?)'
  )
  const all = db.prepare('SELECT * FROM version WHERE node = ? ORDER BY mtime DESC')
  const one = db.prepare('SELECT * FROM version WHERE node = ? AND mtime = ?')
  const drop = db.prepare('DELETE FROM version WHERE node = ? AND mtime = ?')
  const label = db.prepare('UPDATE version SET label = ? WHERE node = ? AND mtime = ?')
  const list = (node: number) => all.all(node) as Version[]
  const find = (node: number, mtime: number) => one.get(node, mtime) as Version | undefined
  return {
    list,
    find,
    keep: ({ id, mtime, size, blob, checksum }, author) => {
      if (blob === null) return []
      // Nobody wants back an empty file.
      if (size === 0) return [blob]
      const same = find(id, mtime)
      add.run(id, mtime, size, blob, author, same?.label ?? '', checksum)
      // Those with a name of their own stay, as on the real server.
      const old = list(id)
        .filter((version) => version.label === '')
        .slice(keptPerFile)
      for (const version of old) drop.run(id, version.mtime)
      return [...(same === undefined ? [] : [same.blob]), ...old.map((version) => version.blob)]
    },
    take: ({ node, mtime }) => void drop.run(node, mtime),
    setLabel: ({ node, mtime }, text) => void label.run(text, node, mtime)
  }
}
