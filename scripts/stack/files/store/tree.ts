import type { Db } from './database'
import { createFolderEtags, newFileEtag } from './etag'

export type TreeNode = {
  readonly id: number
  readonly parent: number | null
  readonly name: string
  readonly kind: 'file' | 'folder'
  readonly owner: string
  readonly etag: string
  readonly size: number
  /** Seconds since 1970, set by clients. */
  readonly mtime: number
  /** Seconds since 1970, set by the server. */
  readonly uploaded: number
  readonly checksum: string | null
  /** Name of the content on disk; null for folders. */
  readonly blob: string | null
}

export type Content = {
  readonly blob: string
  readonly size: number
  readonly mtime: number
  readonly checksum: string | null
}

export type Tree = {
  /** The person's home, made when it is missing. */
  readonly home: (person: string) => TreeNode
  readonly find: (person: string, segments: readonly string[]) => TreeNode | undefined
  readonly child: (parent: number, name: string) => TreeNode | undefined
  readonly byId: (id: number) => TreeNode | undefined
  readonly children: (id: number) => readonly TreeNode[]
  /** Names from the home down to the node. */
  readonly segmentsOf: (node: TreeNode) => readonly string[]
  /** Makes the file or replaces its content. `replaced` is the old content's name, now without a node. */
  readonly putFile: (parent: TreeNode, name: string, content: Content) => { node: TreeNode; replaced: string | null }
  readonly makeFolder: (parent: TreeNode, name: string, mtime: number) => TreeNode
  /** Keeps ids and etags of what is moved. */
  readonly move: (node: TreeNode, parent: TreeNode, name: string) => TreeNode
  /** Copies node and all below it, with new ids; `copyBlob` makes each content's copy and returns its name. */
  readonly copy: (node: TreeNode, parent: TreeNode, name: string, copyBlob: (blob: string) => string) => TreeNode
  /** Removes node and all below it; returns the contents that are now without a node. */
  readonly remove: (node: TreeNode) => readonly string[]
  readonly setMtime: (node: TreeNode, mtime: number) => void
  readonly setChecksum: (node: TreeNode, checksum: string) => void
  readonly isFavorite: (person: string, id: number) => boolean
  readonly setFavorite: (person: string, id: number, favorite: boolean) => void
  /** Names of all contents that have a node. */
  readonly blobs: () => ReadonlySet<string>
  /** Runs all changes of `work` or, when it throws, none. */
  readonly atomically: <T>(work: () => T) => T
}

/** The tree of all files in the index. Every change gives ONE new etag to all folders above it. */
export function createTree(db: Db): Tree {
  const sql = prepare(db)
  const folderEtag = createFolderEtags()
  const nowS = (): number => Math.floor(Date.now() / 1000)

  const byId = (id: number): TreeNode | undefined => sql.byId.get(id) as TreeNode | undefined
  const must = (id: number | bigint): TreeNode => {
    const node = byId(Number(id))
    if (node === undefined) throw new Error(`Node ${id} is gone`)
    return node
  }
  const child = (parent: number, name: string) => sql.child.get(parent, name) as TreeNode | undefined
  const children = (id: number) => sql.children.all(id) as TreeNode[]
  const propagate = (id: number, sizeDelta: number, mtime: number, etag = folderEtag()): void => {
    sql.propagate.run(id, etag, sizeDelta, mtime)
  }
  const insert = (parent: number | null, name: string, owner: string, from: Partial<TreeNode>): TreeNode => {
    const kind = from.kind ?? 'folder'
    const etag = kind === 'file' ? newFileEtag() : folderEtag()
    const { size = 0, mtime = nowS(), checksum = null, blob = null } = from
    return must(sql.insert.run(parent, name, kind, owner, etag, size, mtime, nowS(), checksum, blob).lastInsertRowid)
  }
  const home = (person: string): TreeNode => {
    const mounted = sql.home.get(person) as { node: number } | undefined
    if (mounted !== undefined) return must(mounted.node)
    const node = insert(null, '', person, {})
    sql.mount.run(person, 0, '', node.id)
    return node
  }
  const copyInto = (node: TreeNode, parent: TreeNode, name: string, copyBlob: (blob: string) => string): TreeNode => {
    const blob = node.blob === null ? null : copyBlob(node.blob)
    const made = insert(parent.id, name, parent.owner, { ...node, blob })
    for (const below of children(node.id)) copyInto(below, made, below.name, copyBlob)
    return made
  }

  return {
    home,
    byId,
    child,
    children,
    find: (person, segments) => {
      let node: TreeNode | undefined = home(person)
      for (const segment of segments) node = node === undefined ? undefined : child(node.id, segment)
      return node
    },
    segmentsOf: (node) => {
      const names: string[] = []
      for (let at = node; at.parent !== null; at = must(at.parent)) names.unshift(at.name)
      return names
    },
    putFile: (parent, name, content) => {
      const old = child(parent.id, name)
      if (old === undefined) {
        const node = insert(parent.id, name, parent.owner, { ...content, kind: 'file' })
        propagate(parent.id, content.size, content.mtime)
        return { node, replaced: null }
      }
      sql.replace.run(newFileEtag(), content.size, content.mtime, nowS(), content.checksum, content.blob, old.id)
      propagate(parent.id, content.size - old.size, content.mtime)
      return { node: must(old.id), replaced: old.blob }
    },
    makeFolder: (parent, name, mtime) => {
      const node = insert(parent.id, name, parent.owner, { kind: 'folder', mtime })
      propagate(parent.id, 0, mtime)
      return node
    },
    move: (node, parent, name) => {
      sql.move.run(parent.id, name, node.id)
      const etag = folderEtag()
      if (node.parent !== null) propagate(node.parent, -node.size, nowS(), etag)
      propagate(parent.id, node.size, nowS(), etag)
      return must(node.id)
    },
    copy: (node, parent, name, copyBlob) => {
      const made = copyInto(node, parent, name, copyBlob)
      propagate(parent.id, node.size, nowS())
      return made
    },
    remove: (node) => {
      const blobs = (sql.blobsBelow.all(node.id) as { blob: string }[]).map(({ blob }) => blob)
      sql.unfavorBelow.run(node.id)
      sql.removeBelow.run(node.id)
      if (node.parent !== null) propagate(node.parent, -node.size, nowS())
      return blobs
    },
    setMtime: (node, mtime) => {
      sql.setMtime.run(mtime, node.kind === 'file' ? newFileEtag() : folderEtag(), node.id)
      if (node.parent !== null) propagate(node.parent, 0, mtime)
    },
    setChecksum: (node, checksum) => void sql.setChecksum.run(checksum, node.id),
    isFavorite: (person, id) => sql.isFavorite.get(person, id) !== undefined,
    setFavorite: (person, id, favorite) => void (favorite ? sql.favor : sql.unfavor).run(person, id),
    blobs: () => new Set((sql.blobs.all() as { blob: string }[]).map(({ blob }) => blob)),
    atomically: (work) => {
      db.exec('BEGIN IMMEDIATE')
      try {
        const result = work()
        db.exec('COMMIT')
        return result
      } catch (error) {
        db.exec('ROLLBACK')
        throw error
      }
    }
  }
}

const below =
  'WITH RECURSIVE below(id) AS (VALUES(?) UNION ALL SELECT node.id FROM node JOIN below ON node.parent = below.id)'

const above = `WITH RECURSIVE above(id) AS (
  VALUES(?1) UNION SELECT node.parent FROM node JOIN above ON node.id = above.id WHERE node.parent IS NOT NULL)`

const prepare = (db: Db) => ({
  byId: db.prepare('SELECT * FROM node WHERE id = ?'),
  child: db.prepare('SELECT * FROM node WHERE parent = ? AND name = ?'),
  children: db.prepare('SELECT * FROM node WHERE parent = ? ORDER BY name'),
  home: db.prepare("SELECT node FROM mount WHERE person = ? AND parent = 0 AND name = ''"),
  mount: db.prepare('INSERT INTO mount (person, parent, name, node) VALUES (?, ?, ?, ?)'),
  insert: db.prepare(
    `INSERT INTO node (parent, name, kind, owner, etag, size, mtime, uploaded, checksum, blob)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  ),
  replace: db.prepare(
    'UPDATE node SET etag = ?, size = ?, mtime = ?, uploaded = ?, checksum = ?, blob = ? WHERE id = ?'
  ),
  move: db.prepare('UPDATE node SET parent = ?, name = ? WHERE id = ?'),
  setMtime: db.prepare('UPDATE node SET mtime = ?, etag = ? WHERE id = ?'),
  setChecksum: db.prepare('UPDATE node SET checksum = ? WHERE id = ?'),
  propagate: db.prepare(
    `${above} UPDATE node SET etag = ?2, size = size + ?3, mtime = max(mtime, ?4) WHERE id IN (SELECT id FROM above)`
  ),
  blobsBelow: db.prepare(`${below} SELECT blob FROM node WHERE id IN (SELECT id FROM below) AND blob IS NOT NULL`),
  unfavorBelow: db.prepare(`${below} DELETE FROM favorite WHERE node IN (SELECT id FROM below)`),
  removeBelow: db.prepare(`${below} DELETE FROM node WHERE id IN (SELECT id FROM below)`),
  isFavorite: db.prepare('SELECT 1 FROM favorite WHERE person = ? AND node = ?'),
  favor: db.prepare('INSERT OR IGNORE INTO favorite (person, node) VALUES (?, ?)'),
  unfavor: db.prepare('DELETE FROM favorite WHERE person = ? AND node = ?'),
  blobs: db.prepare('SELECT blob FROM node WHERE blob IS NOT NULL')
})
