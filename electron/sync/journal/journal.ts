import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { isBusy } from './refusals'
import { openDatabase } from './database'
import { holdFile } from './lock'
import { COLUMNS, readConflicts, readFailures, readMeta, readRemote, readSynced, readTransfers } from './rows'
import { SCHEMA, SCHEMA_VERSION, UPGRADES } from './schema'
import { applyChanges } from './write'
import type { JournalChange, JournalContent, JournalPort } from '../ports'
import type { Database } from './database'
import type { Table } from './rows'

export interface OpenedJournal extends JournalPort {
  /** The journal could not be read: it was put aside, and both sides will be united without deleting anything. */
  readonly wasLost: boolean
}

const ALONE = 0o600

/**
 * Opens the journal, making it where there is none. A damaged one, or one of another age, is kept under another
 * name and begun anew (case 73).
 * @param account whose files: a journal of another account is not ours to read.
 */
export function openJournal(path: string, account: string, nowMs: number): OpenedJournal {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  // Two engines on one journal would each believe their own half (case 75).
  const letGo = holdFile(`${path}.lock`)
  const isOld = existsSync(path)
  let wasLost = false
  let database: Database
  let content: JournalContent
  try {
    database = open(path)
    content = read(database)
    const owner = content.meta.get('account') ?? account
    if (owner !== account) {
      database.close()
      throw new Error('the journal of another account')
    }
  } catch (error) {
    if (!isOld || isBusy(error)) {
      letGo()
      throw error
    }
    wasLost = true
    putAside(path, nowMs)
    database = open(path)
    content = read(database)
  }
  chmodSync(path, ALONE)
  // What was read to see whether the journal is whole is what the engine asks for first.
  let fresh: JournalContent | undefined = content
  const write = applyChanges(database)
  const apply = (changes: readonly JournalChange[]): void => {
    fresh = undefined
    write(changes)
  }
  if (!content.meta.has('account')) apply([{ table: 'meta', name: 'account', value: account }])
  return {
    wasLost,
    load: () => {
      const first = fresh
      fresh = undefined
      return first ?? read(database)
    },
    commit: apply,
    close: () => {
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      database.close()
      letGo()
    },
    erase: () => {
      database.close()
      letGo()
      for (const suffix of ['', '-wal', '-shm', '.lock']) rmSync(path + suffix, { force: true })
    }
  }
}

function open(path: string): Database {
  const database = openDatabase(path)
  try {
    database.prepare('PRAGMA journal_mode = WAL').all()
    // FULL: a row that says "synced" must outlive a power cut, for what it leads to may be a deletion.
    database.exec('PRAGMA synchronous = FULL')
    const [found] = database.prepare('PRAGMA user_version').all()
    const version = Number(found?.['user_version'])
    const upgrade = version === 0 ? SCHEMA : UPGRADES[version]
    if (upgrade !== undefined) {
      database.transaction(() => {
        database.exec(upgrade)
        database.exec(`PRAGMA user_version = ${String(SCHEMA_VERSION)}`)
      })
    } else if (version !== SCHEMA_VERSION) throw new Error('the journal of another version')
    const [check] = database.prepare('PRAGMA quick_check(1)').all()
    if (check?.['quick_check'] !== 'ok') throw new Error('the journal is damaged')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

const BATCH = 4000

/** Rows as JSON, many at once: row by row the driver takes five times as long. */
function rowsOf(database: Database, table: Table): readonly (readonly unknown[])[] {
  const columns = COLUMNS[table].join(', ')
  const [first] = COLUMNS[table]
  const statement = database.prepare(
    `SELECT json_group_array(json_array(${columns})) AS batch
     FROM (SELECT ${columns} FROM ${table} WHERE ${first} > ? ORDER BY ${first} LIMIT ${String(BATCH)})`
  )
  const rows: (readonly unknown[])[] = []
  for (let last = ''; ;) {
    const [answer] = statement.all(last)
    const batch = JSON.parse(String(answer?.['batch'])) as readonly (readonly unknown[])[]
    for (const row of batch) rows.push(row)
    if (batch.length < BATCH) return rows
    last = String(batch.at(-1)?.[0])
  }
}

function read(database: Database): JournalContent {
  return {
    meta: readMeta(rowsOf(database, 'meta')),
    remote: readRemote(rowsOf(database, 'remote')),
    synced: readSynced(rowsOf(database, 'synced')),
    transfers: readTransfers(rowsOf(database, 'transfer')),
    conflicts: readConflicts(rowsOf(database, 'conflict')),
    failures: readFailures(rowsOf(database, 'failure'))
  }
}

/** Keeps the last unreadable journal for whoever wants to find out why. */
function putAside(path: string, nowMs: number): void {
  renameSync(path, `${path}.damaged-${String(nowMs)}`)
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true })
}
