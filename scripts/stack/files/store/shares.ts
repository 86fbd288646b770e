import { randomBytes } from 'node:crypto'

import type { Accounts } from './accounts'
import type { Db } from './database'
import type { Tree, TreeNode } from './tree'

export const shareTypes = { user: 0, group: 1, link: 3 } as const
export type ShareType = (typeof shareTypes)[keyof typeof shareTypes]

export type Share = {
  readonly id: number
  readonly node: number
  readonly initiator: string
  readonly type: ShareType
  /** Person or group; null for a link. */
  readonly recipient: string | null
  /** Bits: 1 read, 2 update, 4 create, 8 delete, 16 share. */
  readonly permissions: number
  readonly token: string | null
  /** Hash of a link's password. */
  readonly password: string | null
  /** `YYYY-MM-DD`: the last day on which it holds. */
  readonly expiration: string | null
  readonly note: string
  readonly label: string
  /** Seconds since 1970. */
  readonly created: number
  readonly hidden: 0 | 1
}

export type ShareChange = Partial<Pick<Share, 'permissions' | 'password' | 'expiration' | 'note' | 'label' | 'hidden'>>

export type Shares = {
  readonly add: (share: Pick<Share, 'node' | 'initiator' | 'type' | 'recipient'> & ShareChange) => Share
  readonly change: (share: Share, change: ShareChange) => Share
  readonly remove: (share: Share) => void
  readonly byId: (id: number) => Share | undefined
  readonly byToken: (token: string) => Share | undefined
  readonly ofNode: (node: number) => readonly Share[]
  /** Shares of all nodes that the person owns or has shared on. */
  readonly by: (person: string) => readonly Share[]
  /** Shares through which the person sees something of others, the person's groups included. */
  readonly withPerson: (person: string) => readonly Share[]
  /** What the person may do with a node that others share with the person; 0 = nothing. */
  readonly permissionsOf: (person: string, node: number) => number
  /** The person no longer wants to see the node; a share with the person alone ends, one with a group stays. */
  readonly leave: (person: string, node: number) => void
}

/** All shares. Every change brings the mounts in the recipients' trees up to date. */
export function createShares(db: Db, tree: Tree, accounts: Accounts, today: () => string): Shares {
  const sql = prepare(db)
  const holds = ({ expiration }: Share): boolean => expiration === null || expiration >= today()
  const byId = (id: number) => sql.byId.get(id) as Share | undefined
  const ofNode = (node: number) => (sql.ofNode.all(node) as Share[]).filter(holds)
  const isFor = (person: string, { id, type, recipient }: Share): boolean =>
    (type === shareTypes.user && recipient === person) ||
    (type === shareTypes.group &&
      accounts.groupsOf(person).some((group) => group.id === recipient) &&
      sql.hasDeclined.get(id, person) === undefined)
  const permissionsOf = (person: string, node: number): number =>
    ofNode(node).reduce((sum, share) => (isFor(person, share) ? sum | share.permissions : sum), 0)

  const freeName = (person: string, parent: number, wanted: string): string => {
    const isTaken = (name: string): boolean =>
      tree.child(parent, name) !== undefined || sql.mountAt.get(person, parent, name) !== undefined
    const [, stem = wanted, end = ''] = /^(.+?)(\.[^.]+)?$/u.exec(wanted) ?? []
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? wanted : `${stem} (${number})${end}`
      if (!isTaken(name)) return name
    }
  }
  const mount = (node: TreeNode): void => {
    for (const { id: person } of accounts.all()) {
      if (person === node.owner) continue
      const mayRead = (permissionsOf(person, node.id) & 1) !== 0
      const mounted = sql.mountOf.get(person, node.id) !== undefined
      if (mayRead === mounted) continue
      const home = tree.home(person)
      if (mayRead) sql.mount.run(person, home.id, freeName(person, home.id, node.name), node.id)
      else sql.unmount.run(person, node.id)
      tree.touch(home.id)
    }
  }
  const mountId = (id: number): void => {
    const node = tree.byId(id)
    if (node === undefined) return
    mount(node)
    // The owner's own listing says with whom something is shared.
    if (node.parent !== null) tree.touch(node.parent)
  }

  return {
    byId,
    ofNode,
    permissionsOf,
    byToken: (token) => {
      const share = sql.byToken.get(token) as Share | undefined
      return share !== undefined && holds(share) ? share : undefined
    },
    add: ({ node, initiator, type, recipient, ...rest }) => {
      const { permissions = 31, password = null, expiration = null, note = '', label = '', hidden = 0 } = rest
      const token = type === shareTypes.link ? randomBytes(12).toString('hex').slice(0, 15) : null
      const created = Math.floor(Date.now() / 1000)
      const values = [permissions, token, password, expiration, note, label, created, hidden]
      const { lastInsertRowid } = sql.add.run(node, initiator, type, recipient, ...values)
      mountId(node)
      const share = byId(Number(lastInsertRowid))
      if (share === undefined) throw new Error('A share is gone')
      return share
    },
    change: (share, change) => {
      const { permissions, password, expiration, note, label, hidden, id } = { ...share, ...change }
      sql.change.run(permissions, password, expiration, note, label, hidden, id)
      mountId(share.node)
      return { ...share, ...change }
    },
    remove: ({ id, node }) => {
      sql.remove.run(id)
      mountId(node)
    },
    by: (person) => (sql.by.all(person) as Share[]).filter(holds),
    withPerson: (person) => (sql.all.all() as Share[]).filter((share) => holds(share) && isFor(person, share)),
    leave: (person, node) => {
      for (const share of ofNode(node)) {
        if (!isFor(person, share)) continue
        if (share.type === shareTypes.user) sql.remove.run(share.id)
        else sql.decline.run(share.id, person)
      }
      mountId(node)
    }
  }
}

const prepare = (db: Db) => ({
  byId: db.prepare('SELECT * FROM share WHERE id = ?'),
  byToken: db.prepare('SELECT * FROM share WHERE token = ?'),
  ofNode: db.prepare('SELECT * FROM share WHERE node = ? ORDER BY id'),
  all: db.prepare('SELECT * FROM share ORDER BY id'),
  by: db.prepare(
    `SELECT share.* FROM share JOIN node ON node.id = share.node
     WHERE share.initiator = ?1 OR node.owner = ?1 ORDER BY share.id`
  ),
  add: db.prepare(
    `INSERT INTO share
       (node, initiator, type, recipient, permissions, token, password, expiration, note, label, created, hidden)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  ),
  change: db.prepare(
    'UPDATE share SET permissions = ?, password = ?, expiration = ?, note = ?, label = ?, hidden = ? WHERE id = ?'
  ),
  remove: db.prepare('DELETE FROM share WHERE id = ?'),
  hasDeclined: db.prepare('SELECT 1 FROM declined WHERE share = ? AND person = ?'),
  decline: db.prepare('INSERT OR IGNORE INTO declined (share, person) VALUES (?, ?)'),
  mount: db.prepare('INSERT INTO mount (person, parent, name, node) VALUES (?, ?, ?, ?)'),
  mountAt: db.prepare('SELECT 1 FROM mount WHERE person = ? AND parent = ? AND name = ?'),
  mountOf: db.prepare('SELECT 1 FROM mount WHERE person = ? AND node = ? AND parent > 0'),
  unmount: db.prepare('DELETE FROM mount WHERE person = ? AND node = ? AND parent > 0')
})
