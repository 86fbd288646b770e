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

/** Each content's copy is made by `copyBlob`, which returns its name. */
export type Copying = { readonly copyBlob: (blob: string) => string; readonly depth: 'infinity' | '0' }

export type StoredProperty = { readonly namespace: string; readonly name: string; readonly xml: string }

export type Tree = {
  /** The person's home, made when it is missing. */
  readonly home: (person: string) => TreeNode
  /** Where what the person's files lost lies, made when it is missing. */
  readonly trash: (person: string) => TreeNode
  readonly child: (parent: number, name: string) => TreeNode | undefined
  readonly byId: (id: number) => TreeNode | undefined
  readonly children: (id: number) => readonly TreeNode[]
  /** The node and all folders above it, up to the home or trash that holds it. */
  readonly lineage: (node: TreeNode) => readonly TreeNode[]
  /** Ids of the node and of all below it. */
  readonly idsBelow: (id: number) => readonly number[]
  /** Makes the file or replaces its content. `replaced` is the file as it was: its content is now without a node. */
  readonly putFile: (parent: TreeNode, name: string, content: Content) => { node: TreeNode; replaced?: TreeNode }
  readonly makeFolder: (parent: TreeNode, name: string, mtime: number) => TreeNode
  /** Keeps ids and etags of what is moved. */
  readonly move: (node: TreeNode, parent: TreeNode, name: string) => TreeNode
  /** Copies node and all below it, with new ids; `copyBlob` makes each content's copy and returns its name. */
  readonly copy: (node: TreeNode, parent: TreeNode, name: string, how: Copying) => TreeNode
  /** Removes node and all below it; returns the contents that are now without a node. */
  readonly remove: (node: TreeNode) => readonly string[]
  readonly setMtime: (node: TreeNode, mtime: number) => void
  readonly setChecksum: (node: TreeNode, checksum: string) => void
  readonly isFavorite: (person: string, id: number) => boolean
  readonly setFavorite: (person: string, id: number, favorite: boolean) => void
  /** Names of all contents that have a node. */
  readonly blobs: () => ReadonlySet<string>
  /** Gives the folder and all above it a new etag, for what changed in it without being a node. */
  readonly touch: (id: number) => void
  /** Gives a file another etag with the same content, and all folders above it theirs. */
  readonly retag: (id: number) => void
  readonly properties: (id: number) => readonly StoredProperty[]
  /** An undefined value takes the property away. */
  readonly setProperty: (id: number, namespace: string, name: string, xml: string | undefined) => void
  /** Runs all changes of `work` or, when it throws, none. */
  readonly atomically: <T>(work: () => T) => T
}

/** The tree of all files in the index. Every change gives ONE new etag to all folders above it, and is told. */
export function createTree(db: Db, onChange: (folder: number) => void = () => undefined): Tree {
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
    onChange(id)
  }
  const insert = (parent: number | null, name: string, owner: string, from: Partial<TreeNode>): TreeNode => {
    const kind = from.kind ?? 'folder'
    const etag = kind === 'file' ? newFileEtag() : folderEtag()
    const { size = 0, mtime = nowS(), checksum = null, blob = null } = from
    return must(sql.insert.run(parent, name, kind, owner, etag, size, mtime, nowS(), checksum, blob).lastInsertRowid)
  }
  const root = (person: string, parent: number): TreeNode => {
    const mounted = sql.root.get(person, parent) as { node: number } | undefined
    if (mounted !== undefined) return must(mounted.node)
    const node = insert(null, '', person, {})
    sql.mount.run(person, parent, '', node.id)
    return node
  }
  const copyInto = (node: TreeNode, parent: TreeNode, name: string, how: Copying): TreeNode => {
    const blob = node.blob === null ? null : how.copyBlob(node.blob)
    const size = how.depth === '0' && node.kind === 'folder' ? 0 : node.size
    const made = insert(parent.id, name, parent.owner, { ...node, size, blob })
    sql.copyProperties.run(made.id, node.id)
    if (how.depth === 'infinity') for (const below of children(node.id)) copyInto(below, made, below.name, how)
    return made
  }

  return {
    home: (person) => root(person, homeParent),
    trash: (person) => root(person, trashParent),
    byId,
    child,
    children,
    lineage: (node) => {
      const nodes = [node]
      for (let at = node; at.parent !== null; nodes.push(at)) at = must(at.parent)
      return nodes
    },
    idsBelow: (id) => (sql.idsBelow.all(id) as { id: number }[]).map((row) => row.id),
    putFile: (parent, name, content) => {
      const old = child(parent.id, name)
      if (old === undefined) {
        const node = insert(parent.id, name, parent.owner, { ...content, kind: 'file' })
        propagate(parent.id, content.size, content.mtime)
        return { node }
      }
      const etag = keepsEtag(old, content, nowS()) ? old.etag : newFileEtag()
      sql.replace.run(etag, content.size, content.mtime, nowS(), content.checksum, content.blob, old.id)
      propagate(parent.id, content.size - old.size, content.mtime)
      return { node: must(old.id), replaced: old }
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
      if (parent.owner !== node.owner) sql.ownBelow.run(node.id, parent.owner)
      return must(node.id)
    },
    copy: (node, parent, name, how) => {
      const made = copyInto(node, parent, name, how)
      propagate(parent.id, made.size, nowS())
      return made
    },
    remove: (node) => {
      const blobs = (sql.blobsBelow.all(node.id) as { blob: string }[]).map(({ blob }) => blob)
      for (const statement of sql.forgetBelow) statement.run(node.id)
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
    touch: (id) => propagate(id, 0, 0),
    retag: (id) => {
      const { parent } = must(id)
      sql.retag.run(newFileEtag(), id)
      if (parent !== null) propagate(parent, 0, 0)
    },
    properties: (id) => sql.properties.all(id) as StoredProperty[],
    setProperty: (id, namespace, name, xml) =>
      void (xml === undefined
        ? sql.dropProperty.run(id, namespace, name)
        : sql.setProperty.run(id, namespace, name, xml)),
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

/**
 * Nextcloud makes a file's etag of its time (in whole seconds) and size, and lets it be when the file is written again
 * within the second of its time (lib/private/Files/Cache/Scanner.php): clients have to look further.
 */
function keepsEtag(old: TreeNode, { size, mtime }: Pick<TreeNode, 'size' | 'mtime'>, nowS: number): boolean {
  return mtime === old.mtime && (size === old.size || mtime === nowS)
}

/** Homes and trashes are mounts below parents that are no nodes. */
const homeParent = 0
const trashParent = -1

const below =
  'WITH RECURSIVE below(id) AS (VALUES(?1) UNION ALL SELECT node.id FROM node JOIN below ON node.parent = below.id)'

const above = `WITH RECURSIVE above(id) AS (
  VALUES(?1) UNION SELECT node.parent FROM node JOIN above ON node.id = above.id WHERE node.parent IS NOT NULL)`

const prepare = (db: Db) => ({
  byId: db.prepare('SELECT * FROM node WHERE id = ?'),
  child: db.prepare('SELECT * FROM node WHERE parent = ? AND name = ?'),
  children: db.prepare('SELECT * FROM node WHERE parent = ? ORDER BY name'),
  root: db.prepare("SELECT node FROM mount WHERE person = ? AND parent = ? AND name = ''"),
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
  retag: db.prepare('UPDATE node SET etag = ? WHERE id = ?'),
  setChecksum: db.prepare('UPDATE node SET checksum = ? WHERE id = ?'),
  propagate: db.prepare(
    `${above} UPDATE node SET etag = ?2, size = size + ?3, mtime = max(mtime, ?4) WHERE id IN (SELECT id FROM above)`
  ),
  blobsBelow: db.prepare(
    `${below} SELECT blob FROM node WHERE id IN (SELECT id FROM below) AND blob IS NOT NULL
     UNION ALL SELECT blob FROM version WHERE node IN (SELECT id FROM below)`
  ),
  idsBelow: db.prepare(`${below} SELECT id FROM below`),
  ownBelow: db.prepare(`${below} UPDATE node SET owner = ?2 WHERE id IN (SELECT id FROM below)`),
  forgetBelow: ['favorite', 'property', 'trashed', 'version', 'written', 'lock', 'share', 'mount'].map((table) =>
    db.prepare(`${below} DELETE FROM ${table} WHERE node IN (SELECT id FROM below)`)
  ),
  properties: db.prepare('SELECT namespace, name, xml FROM property WHERE node = ?'),
  setProperty: db.prepare('INSERT OR REPLACE INTO property (node, namespace, name, xml) VALUES (?, ?, ?, ?)'),
  dropProperty: db.prepare('DELETE FROM property WHERE node = ? AND namespace = ? AND name = ?'),
  copyProperties: db.prepare(
    'INSERT INTO property (node, namespace, name, xml) SELECT ?1, namespace, name, xml FROM property WHERE node = ?2'
  ),
  removeBelow: db.prepare(`${below} DELETE FROM node WHERE id IN (SELECT id FROM below)`),
  isFavorite: db.prepare('SELECT 1 FROM favorite WHERE person = ? AND node = ?'),
  favor: db.prepare('INSERT OR IGNORE INTO favorite (person, node) VALUES (?, ?)'),
  unfavor: db.prepare('DELETE FROM favorite WHERE person = ? AND node = ?'),
  blobs: db.prepare('SELECT blob FROM node WHERE blob IS NOT NULL UNION ALL SELECT blob FROM version')
})
