import { createHash } from 'node:crypto'

import type { Db } from './database'
import type { Shares } from './shares'
import type { Teams } from './teams'
import type { Tree, TreeNode } from './tree'

/** What somebody may do, in bits as shares have them. */
export const may = { read: 1, update: 2, create: 4, delete: 8, share: 16 } as const
const everything = 31

/** Something as one person sees it. */
export type Located = {
  readonly node: TreeNode
  /** The name in this person's tree; a mount may have another one than the node. */
  readonly name: string
  readonly permissions: number
  /** `mount`: it hangs in this person's tree itself; `within`: it lies below such a mount. */
  readonly place: 'own' | 'mount' | 'within'
  /** Whose it is: this person's, somebody's who shares it, or a team's. */
  readonly storage: 'own' | 'shared' | 'team'
}

export type View = {
  readonly locate: (person: string, segments: readonly string[]) => Located | undefined
  readonly entry: (person: string, folder: Located, name: string) => Located | undefined
  readonly list: (person: string, folder: Located) => readonly Located[]
  /** A node by its id, with its path, when the person may see it. */
  readonly byId: (person: string, id: number) => (Located & { readonly segments: readonly string[] }) | undefined
  /** Etags as the person sees them: a folder with mounts below changes with what is in them. */
  readonly etags: (person: string) => (node: TreeNode) => string
  readonly moveMount: (person: string, node: TreeNode, parent: TreeNode, name: string) => void
  /** Mounts in these folders go back to their persons' homes. */
  readonly rescueMounts: (folders: readonly number[]) => void
  /** Everybody who sees the node, the owner included. */
  readonly seenBy: (node: TreeNode) => readonly string[]
}

type Mount = { readonly person: string; readonly parent: number; readonly name: string; readonly node: number }

/** Each person's tree: the own files, with what others share hung in. */
export function createView(db: Db, tree: Tree, shares: Shares, teams: Teams): View {
  const sql = prepare(db)
  const through = (person: string, { name, node: id }: Mount): Located | undefined => {
    const node = tree.byId(id)
    if (node === undefined) return undefined
    const ofTeam = teams.permissionsOf(person, node)
    const permissions = ofTeam ?? shares.permissionsOf(person, id)
    const storage = ofTeam === undefined ? 'shared' : 'team'
    return (permissions & may.read) === 0 ? undefined : { node, name, permissions, place: 'mount', storage }
  }
  const below = (folder: Located, node: TreeNode): Located => ({
    node,
    name: node.name,
    permissions: folder.permissions,
    storage: folder.storage,
    place: folder.place === 'own' ? 'own' : 'within'
  })
  const home = (person: string): Located => ({
    node: tree.home(person),
    name: '',
    permissions: everything,
    place: 'own',
    storage: 'own'
  })
  const entry = (person: string, folder: Located, name: string): Located | undefined => {
    const child = tree.child(folder.node.id, name)
    if (child !== undefined) return below(folder, child)
    const mount = sql.at.get(person, folder.node.id, name) as Mount | undefined
    return mount === undefined ? undefined : through(person, mount)
  }
  const mountsOf = (person: string) => sql.of.all(person) as Mount[]
  const mountedAs = (person: string, node: number) => sql.as.get(person, node) as Mount | undefined

  const byId = (person: string, id: number): ReturnType<View['byId']> => {
    const node = tree.byId(id)
    if (node === undefined) return undefined
    const lineage = tree.lineage(node)
    const top = lineage.at(-1)
    if (top?.id === tree.home(person).id) {
      const segments = lineage.slice(0, -1).map(({ name }) => name)
      return { ...home(person), node, name: node.name, segments: segments.reverse() }
    }
    // In somebody's trash nobody sees it.
    if (top?.id !== tree.home(node.owner).id) return undefined
    for (const [at, above] of lineage.entries()) {
      const mount = mountedAs(person, above.id)
      const located = mount && through(person, mount)
      const parent = mount && byId(person, mount.parent)
      if (located === undefined || parent === undefined) continue
      const inner = lineage.slice(0, at).map(({ name }) => name)
      const segments = [...parent.segments, located.name, ...inner.reverse()]
      return at === 0 ? { ...located, segments } : { ...below(located, node), segments }
    }
    return undefined
  }

  return {
    entry,
    byId,
    locate: (person, segments) => {
      let at: Located | undefined = home(person)
      for (const segment of segments) at = at === undefined ? undefined : entry(person, at, segment)
      return at
    },
    list: (person, folder) => {
      const own = tree.children(folder.node.id).map((child) => below(folder, child))
      const mounts = sql.in.all(person, folder.node.id) as Mount[]
      if (mounts.length === 0) return own
      return [...own, ...mounts.flatMap((mount) => through(person, mount) ?? [])]
    },
    etags: (person) => {
      const parts = new Map<number, string[]>()
      for (const mount of mountsOf(person)) {
        const parent = tree.byId(mount.parent)
        const located = through(person, mount)
        if (parent === undefined || located === undefined) continue
        for (const { id } of tree.lineage(parent)) parts.set(id, [...(parts.get(id) ?? []), located.node.etag])
      }
      return ({ id, etag }) => {
        const mounted = parts.get(id)
        return mounted === undefined
          ? etag
          : createHash('md5')
              .update([etag, ...mounted].join())
              .digest('hex')
      }
    },
    moveMount: (person, node, parent, name) => {
      const before = mountedAs(person, node.id)
      sql.move.run(parent.id, name, person, node.id)
      if (before !== undefined) tree.touch(before.parent)
      tree.touch(parent.id)
    },
    rescueMounts: (folders) => {
      for (const folder of folders)
        for (const { person, node } of sql.below.all(folder) as Mount[]) {
          const name = tree.byId(node)?.name ?? String(node)
          const to = tree.home(person).id
          const isFree = sql.at.get(person, to, name) === undefined && tree.child(to, name) === undefined
          sql.move.run(to, isFree ? name : `${name} ${node}`, person, node)
        }
    },
    seenBy: (node) => {
      const ids = tree.lineage(node).map(({ id }) => id)
      const others = ids.flatMap((id) => (sql.to.all(id) as Mount[]).map(({ person }) => person))
      return [...new Set([node.owner, ...others])]
    }
  }
}

const prepare = (db: Db) => ({
  at: db.prepare('SELECT * FROM mount WHERE person = ? AND parent = ? AND name = ? AND parent > 0'),
  in: db.prepare('SELECT * FROM mount WHERE person = ? AND parent = ? ORDER BY name'),
  of: db.prepare('SELECT * FROM mount WHERE person = ? AND parent > 0 ORDER BY node'),
  as: db.prepare('SELECT * FROM mount WHERE person = ? AND node = ? AND parent > 0'),
  to: db.prepare('SELECT * FROM mount WHERE node = ? AND parent > 0'),
  below: db.prepare('SELECT * FROM mount WHERE parent = ?'),
  move: db.prepare('UPDATE mount SET parent = ?, name = ? WHERE person = ? AND node = ? AND parent > 0')
})
