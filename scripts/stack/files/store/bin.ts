import type { Db } from './database'
import type { Tree, TreeNode } from './tree'
import type { View } from './view'

/** Something that was deleted: where it was, as a path in its owner's files, and when (seconds since 1970). */
export type Trashed = {
  readonly node: TreeNode
  readonly origin: string
  readonly deleted: number
  readonly by: string
  /** The name that it had. */
  readonly name: string
}

export type Bin = {
  /** Moves the node to its owner's trash; its shares, locks and marks end. */
  readonly throwAway: (node: TreeNode, by: string) => void
  readonly list: (person: string) => readonly Trashed[]
  readonly about: (node: TreeNode) => Trashed | undefined
  /** Puts it back where it was, or into the home when that folder is gone, under a name that is free. */
  readonly restore: (trashed: Trashed) => TreeNode
  /** Removes the node for good; returns the contents that are no longer needed. */
  readonly destroy: (node: TreeNode) => readonly string[]
}

export function createBin(db: Db, tree: Tree, view: View): Bin {
  const add = db.prepare('INSERT OR REPLACE INTO trashed (node, origin, deleted, by) VALUES (?, ?, ?, ?)')
  const find = db.prepare('SELECT * FROM trashed WHERE node = ?')
  const drop = db.prepare('DELETE FROM trashed WHERE node = ?')
  const forget = ['favorite', 'lock', 'share'].map((table) => db.prepare(`DELETE FROM ${table} WHERE node = ?`))
  const unmount = db.prepare('DELETE FROM mount WHERE node = ? AND parent > 0')
  const about = (node: TreeNode): Trashed | undefined => {
    const row = find.get(node.id) as { origin: string; deleted: number; by: string } | undefined
    if (row === undefined) return undefined
    const { origin, deleted, by } = row
    return { node, origin, deleted, by, name: origin.split('/').at(-1) ?? origin }
  }
  const folderAt = (person: string, segments: readonly string[]): TreeNode => {
    let at = tree.home(person)
    for (const segment of segments) {
      const next = tree.child(at.id, segment)
      if (next?.kind !== 'folder') return tree.home(person)
      at = next
    }
    return at
  }
  const freeName = (folder: TreeNode, wanted: string): string => {
    const [, stem = wanted, end = ''] = /^(.+?)(\.[^.]+)?$/u.exec(wanted) ?? []
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? wanted : `${stem} (restored${number === 2 ? '' : ` ${number - 1}`})${end}`
      if (tree.child(folder.id, name) === undefined) return name
    }
  }
  return {
    about,
    list: (person) => tree.children(tree.trash(person).id).flatMap((node) => about(node) ?? []),
    throwAway: (node, by) => {
      const segments = tree
        .lineage(node)
        .slice(0, -1)
        .map(({ name }) => name)
      const trash = tree.trash(node.owner)
      const ids = tree.idsBelow(node.id)
      view.rescueMounts(ids)
      for (const seer of view.seenBy(node)) if (seer !== node.owner) tree.touch(tree.home(seer).id)
      for (const id of ids) {
        for (const statement of forget) statement.run(id)
        unmount.run(id)
      }
      let deleted = Math.floor(Date.now() / 1000)
      // Two of the same name within a second would be one.
      while (tree.child(trash.id, `${node.name}.d${deleted}`) !== undefined) deleted += 1
      tree.move(node, trash, `${node.name}.d${deleted}`)
      add.run(node.id, segments.reverse().join('/'), deleted, by)
    },
    restore: ({ node, origin, name }) => {
      const folder = folderAt(node.owner, origin.split('/').slice(0, -1))
      drop.run(node.id)
      return tree.move(node, folder, freeName(folder, name))
    },
    destroy: (node) => tree.remove(node)
  }
}
