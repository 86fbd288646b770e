import type { Db } from './database'
import type { Tree, TreeNode } from './tree'

/** A folder that belongs to nobody: it hangs in the root of each member (the app "team folders"). */
export type Team = {
  readonly name: string
  /** Bytes; null = no limit. */
  readonly quota: number | null
  /** Person -> permissions, in bits as shares have them. */
  readonly members: Readonly<Record<string, number>>
}

export type Teams = {
  /** Makes the folder or changes it; without members it is gone. Returns the contents that are no longer needed. */
  readonly set: (team: Team) => readonly string[]
  /** By the owner that everything in a team's folder has. */
  readonly byOwner: (owner: string) => Team | undefined
  /** What the person may do with this node of a team; undefined for who is not in it, and for all other nodes. */
  readonly permissionsOf: (person: string, node: TreeNode) => number | undefined
}

const prefix = 'team folder '

export function createTeams(db: Db, tree: Tree): Teams {
  const find = db.prepare('SELECT * FROM team WHERE name = ?')
  const put = db.prepare('INSERT OR REPLACE INTO team (name, quota, members) VALUES (?, ?, ?)')
  const mounts = db.prepare('SELECT person, name FROM mount WHERE node = ? AND parent > 0')
  const mount = db.prepare('INSERT INTO mount (person, parent, name, node) VALUES (?, ?, ?, ?)')
  const unmount = db.prepare('DELETE FROM mount WHERE person = ? AND node = ? AND parent > 0')
  const byOwner = (owner: string): Team | undefined => {
    if (!owner.startsWith(prefix)) return undefined
    const row = find.get(owner.slice(prefix.length)) as
      { name: string; quota: number | null; members: string } | undefined
    return row && { ...row, members: JSON.parse(row.members) as Team['members'] }
  }
  const freeName = (parent: number, wanted: string): string => {
    for (let number = 1; ; number += 1) {
      const name = `${wanted} (${number})`
      if (tree.child(parent, name) === undefined) return name
    }
  }
  /** The team's name is the team's: who has something of that name finds it under another. */
  const hang = (person: string, root: TreeNode, name: string): void => {
    const home = tree.home(person)
    const own = tree.child(home.id, name)
    if (own !== undefined) tree.move(own, home, freeName(home.id, name))
    mount.run(person, home.id, name, root.id)
  }
  return {
    byOwner,
    permissionsOf: (person, node) => byOwner(node.owner)?.members[person],
    set: ({ name, quota, members }) => {
      const root = tree.home(prefix + name)
      put.run(name, quota, JSON.stringify(members))
      const before = (mounts.all(root.id) as { person: string }[]).map(({ person }) => person)
      for (const person of before) if (members[person] === undefined) unmount.run(person, root.id)
      for (const person of Object.keys(members)) if (!before.includes(person)) hang(person, root, name)
      // What a person may do there is part of the etag of the folder around.
      for (const person of new Set([...before, ...Object.keys(members)])) tree.touch(tree.home(person).id)
      if (Object.keys(members).length > 0) return []
      return tree.children(root.id).flatMap(tree.remove)
    }
  }
}
