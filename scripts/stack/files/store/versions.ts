import type { Db } from './database'
import type { TreeNode } from './tree'

/** An earlier content of a file; its time of change names it. */
export type Version = {
  readonly node: number
  readonly mtime: number
  readonly size: number
  readonly blob: string
  /** Who wrote this content. */
  readonly author: string
  readonly label: string
  readonly checksum: string | null
}

export type Versions = {
  /** A file was written: keeps what it held before; returns the contents that are no longer needed. */
  readonly wrote: (node: TreeNode, before: TreeNode | undefined, author: string) => readonly string[]
  /** What the file holds now, as a version; undefined for a folder. */
  readonly now: (node: TreeNode) => Version | undefined
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
  const written = db.prepare('SELECT author, label FROM written WHERE node = ?')
  const write = db.prepare('INSERT OR REPLACE INTO written (node, author, label) VALUES (?, ?, ?)')
  const list = (node: number) => all.all(node) as Version[]
  const find = (node: number, mtime: number) => one.get(node, mtime) as Version | undefined
  const now = ({ id, mtime, size, blob, checksum }: TreeNode): Version | undefined => {
    const { author, label } = (written.get(id) as Pick<Version, 'author' | 'label'> | undefined) ?? nobody
    return blob === null ? undefined : { node: id, mtime, size, blob, author, label, checksum }
  }
  const keep = (version: Version): readonly string[] => {
    const { node, mtime, size, blob, author, checksum } = version
    // Nobody wants back an empty file.
    if (size === 0) return [blob]
    const same = find(node, mtime)
    add.run(node, mtime, size, blob, author, version.label === '' ? (same?.label ?? '') : version.label, checksum)
    // Those with a name of their own stay, as on the real server.
    const old = list(node)
      .filter((one) => one.label === '')
      .slice(keptPerFile)
    for (const one of old) drop.run(node, one.mtime)
    return [...(same === undefined ? [] : [same.blob]), ...old.map((one) => one.blob)]
  }
  return {
    list,
    find,
    now,
    wrote: ({ id }, before, author) => {
      const kept = before && now(before)
      const unused = kept === undefined ? [] : keep(kept)
      write.run(id, author, '')
      return unused
    },
    take: ({ node, mtime }) => void drop.run(node, mtime),
    setLabel: ({ node, mtime, author }, text) => {
      if (find(node, mtime) === undefined) write.run(node, author, text)
      else label.run(text, node, mtime)
    }
  }
}

const nobody = { author: '', label: '' }
