import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'

import Database from 'libsql'

export type Db = InstanceType<typeof Database>

/**
 * Opens the index: who owns what, under which id, etag and name. A node hangs under one parent; a mount puts a node
 * into somebody's tree, so that a user's home is the mount of an own node and a share can be one more row.
 */
export function openDatabase(dir: string): Db {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const db = new Database(resolve(dir, 'index.sqlite'))
  // Whole after a kill at any moment; a power cut may take the last moments with it, which is fine for test data.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = OFF;')
  db.exec(schema)
  return db
}

const schema = `
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS person (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, address TEXT NOT NULL, password TEXT NOT NULL, quota INTEGER
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS app_password (
  hash TEXT PRIMARY KEY, person TEXT NOT NULL, label TEXT NOT NULL, created INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS node (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  parent INTEGER,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('file', 'folder')),
  owner TEXT NOT NULL,
  etag TEXT NOT NULL,
  size INTEGER NOT NULL,
  mtime INTEGER NOT NULL,
  uploaded INTEGER NOT NULL,
  checksum TEXT,
  blob TEXT,
  UNIQUE (parent, name)
);
CREATE TABLE IF NOT EXISTS mount (
  person TEXT NOT NULL, parent INTEGER NOT NULL, name TEXT NOT NULL, node INTEGER NOT NULL,
  PRIMARY KEY (person, parent, name)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS mount_node ON mount (node);
CREATE TABLE IF NOT EXISTS favorite (
  person TEXT NOT NULL, node INTEGER NOT NULL, PRIMARY KEY (person, node)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS property (
  node INTEGER NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL, xml TEXT NOT NULL,
  PRIMARY KEY (node, namespace, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS trashed (
  node INTEGER PRIMARY KEY, origin TEXT NOT NULL, deleted INTEGER NOT NULL, by TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS version (
  node INTEGER NOT NULL, mtime INTEGER NOT NULL, size INTEGER NOT NULL, blob TEXT NOT NULL, author TEXT NOT NULL,
  label TEXT NOT NULL, checksum TEXT, PRIMARY KEY (node, mtime)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS written (
  node INTEGER PRIMARY KEY, author TEXT NOT NULL, label TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS lock (
  node INTEGER PRIMARY KEY, type INTEGER NOT NULL, owner TEXT NOT NULL, created INTEGER NOT NULL, token TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS share (
  id INTEGER PRIMARY KEY AUTOINCREMENT, node INTEGER NOT NULL, initiator TEXT NOT NULL, type INTEGER NOT NULL,
  recipient TEXT, permissions INTEGER NOT NULL, token TEXT UNIQUE, password TEXT, expiration TEXT,
  note TEXT NOT NULL, label TEXT NOT NULL, created INTEGER NOT NULL, hidden INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS share_node ON share (node);
CREATE TABLE IF NOT EXISTS team (name TEXT PRIMARY KEY, quota INTEGER, members TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS declined (
  share INTEGER NOT NULL, person TEXT NOT NULL, PRIMARY KEY (share, person)
) WITHOUT ROWID;
`

/** A value made once and kept, such as the server's instance id. */
export function metaValue(db: Db, key: string, make: () => string): string {
  db.prepare('INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)').run(key, make())
  return (db.prepare('SELECT value FROM meta WHERE key = ?').get(key) as { value: string }).value
}

export function setMetaValue(db: Db, key: string, value: string): void {
  db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(key, value)
}
