export const SCHEMA_VERSION = 2

const FAILURES = `
CREATE TABLE failure (
  key TEXT PRIMARY KEY, local_id TEXT, remote_id TEXT, code TEXT NOT NULL, attempts INTEGER NOT NULL,
  next_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`

/** The observations of the server and the merge base; the disk is looked at anew at each start. */
export const SCHEMA = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE remote (
  id TEXT PRIMARY KEY, parent TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, etag TEXT NOT NULL,
  size INTEGER NOT NULL, mtime INTEGER NOT NULL, permissions TEXT NOT NULL, checksum TEXT NOT NULL,
  listed TEXT NOT NULL, file_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE synced (
  id TEXT PRIMARY KEY, parent TEXT NOT NULL, name TEXT NOT NULL, local_name TEXT NOT NULL, kind TEXT NOT NULL,
  remote_id TEXT NOT NULL, local_id TEXT NOT NULL, etag TEXT NOT NULL, size INTEGER NOT NULL,
  mtime_ns TEXT NOT NULL, ctime_ns TEXT NOT NULL, hash TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE transfer (
  key TEXT PRIMARY KEY, direction TEXT NOT NULL, handle TEXT NOT NULL, etag TEXT NOT NULL, path TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE conflict (local_id TEXT PRIMARY KEY, original TEXT NOT NULL, found_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
${FAILURES}`

/** What brings a journal of an earlier version to this one, by that version. */
export const UPGRADES: Readonly<Record<number, string>> = { 1: FAILURES }
