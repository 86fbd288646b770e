import { randomUUID } from 'node:crypto'

import type { Db } from './database'

/** As the files_lock app has them: 0 by a person, 1 by an editor, 2 by a token. */
export type LockType = 0 | 1 | 2

export type Lock = {
  readonly node: number
  readonly type: LockType
  readonly owner: string
  /** Seconds since 1970. */
  readonly created: number
  readonly token: string
}

export type Locks = {
  readonly of: (node: number) => Lock | undefined
  readonly set: (node: number, owner: string, type: LockType) => Lock
  readonly drop: (node: number) => void
}

/** Locks that people and editors put on files. They hold until they are taken away. */
export function createLocks(db: Db): Locks {
  const find = db.prepare('SELECT * FROM lock WHERE node = ?')
  const add = db.prepare('INSERT INTO lock (node, type, owner, created, token) VALUES (?, ?, ?, ?, ?)')
  const drop = db.prepare('DELETE FROM lock WHERE node = ?')
  const of = (node: number) => find.get(node) as Lock | undefined
  return {
    of,
    set: (node, owner, type) => {
      const lock: Lock = {
        node,
        type,
        owner,
        created: Math.floor(Date.now() / 1000),
        token: `files_lock/${randomUUID()}`
      }
      add.run(lock.node, lock.type, lock.owner, lock.created, lock.token)
      return lock
    },
    drop: (node) => void drop.run(node)
  }
}
