import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

import type { Db } from './database'

export type Account = {
  readonly id: string
  readonly name: string
  readonly address: string
  /** Bytes; null = no limit. */
  readonly quota: number | null
}

export type Session = {
  readonly account: Account
  readonly by: 'password' | 'app-password'
  readonly secretHash: string
}

export type AccountSeed = Omit<Account, 'quota'> & { readonly password: string }

export type Group = { readonly id: string; readonly name: string; readonly members: readonly string[] }

export type Accounts = {
  /** Accepts the user id or the address, with the person's password or an app password. */
  readonly signIn: (login: string, secret: string) => Session | undefined
  /** Makes an app password of 72 characters; only its hash is kept. */
  readonly createAppPassword: (account: Account, label: string) => string
  readonly revoke: (secretHash: string) => void
  readonly revokeAll: (id: string) => void
  /** Revokes a person's app passwords and has the computers that know them erase what they have (remote wipe). */
  readonly wipeAll: (id: string) => void
  readonly wantsWipe: (secret: string) => boolean
  /** The computer has erased everything: it is not asked again. */
  readonly wiped: (secret: string) => boolean
  readonly setQuota: (id: string, quota: number | null) => void
  readonly byId: (id: string) => Account | undefined
  readonly all: () => readonly Account[]
  readonly groups: readonly Group[]
  readonly groupsOf: (person: string) => readonly Group[]
  readonly suggestPassword: () => string
  /** A secret as it is kept. */
  readonly hash: (secret: string) => string
}

type Row = Account & { readonly password: string }

/** The people of the files server; those given are made or brought up to date, with their quotas kept. */
export function openAccounts(db: Db, people: readonly AccountSeed[], groups: readonly Group[] = []): Accounts {
  const upsert = db.prepare(
    `INSERT INTO person (id, name, address, password, quota) VALUES (?, ?, ?, ?, NULL)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, address = excluded.address, password = excluded.password`
  )
  for (const { id, name, address, password } of people) upsert.run(id, name, address, hashOf(password))
  const find = db.prepare('SELECT * FROM person WHERE id = ?1 OR address = ?1')
  const findApp = db.prepare('SELECT 1 FROM app_password WHERE hash = ? AND person = ?')
  const addApp = db.prepare('INSERT INTO app_password (hash, person, label, created) VALUES (?, ?, ?, ?)')
  const dropApp = db.prepare('DELETE FROM app_password WHERE hash = ?')
  const dropApps = db.prepare('DELETE FROM app_password WHERE person = ?')
  const appsOf = db.prepare('SELECT hash FROM app_password WHERE person = ?')
  const wiping = new Set<string>()
  const setQuota = db.prepare('UPDATE person SET quota = ? WHERE id = ?')
  const row = (login: string): Row | undefined => find.get(login) as Row | undefined

  const all = db.prepare('SELECT id, name, address, quota FROM person ORDER BY name')

  return {
    byId: (id) => row(id),
    all: () => all.all() as Account[],
    groups,
    groupsOf: (person) => groups.filter(({ members }) => members.includes(person)),
    hash: hashOf,
    suggestPassword: () => randomBytes(9).toString('base64url'),
    signIn: (login, secret) => {
      const found = row(login.toLowerCase())
      if (found === undefined) return undefined
      const secretHash = hashOf(secret)
      const { password, ...account } = found
      if (findApp.get(secretHash, account.id) !== undefined) return { account, by: 'app-password', secretHash }
      return isEqual(secretHash, password) ? { account, by: 'password', secretHash } : undefined
    },
    createAppPassword: (account, label) => {
      // 72 letters and digits, as the real server makes them: one that began with a dash would be an option to programs.
      const secret = randomBytes(36).toString('hex')
      addApp.run(hashOf(secret), account.id, label, Date.now())
      return secret
    },
    revoke: (secretHash) => void dropApp.run(secretHash),
    revokeAll: (id) => void dropApps.run(id),
    wipeAll: (id) => {
      for (const { hash } of appsOf.all(id) as { hash: string }[]) wiping.add(hash)
      dropApps.run(id)
    },
    wantsWipe: (secret) => wiping.has(hashOf(secret)),
    wiped: (secret) => wiping.delete(hashOf(secret)),
    setQuota: (id, quota) => void setQuota.run(quota, id)
  }
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

const isEqual = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(a), Buffer.from(b))
