import { existsSync } from 'node:fs'
import { openDatabase } from './database'
import { holdFile } from './lock'
import { readMeta } from './rows'
import { SCHEMA_VERSION } from './schema'
import type { MetaName } from '../ports'

/**
 * The small values of a journal, without its trees: what a run needs that only looks whether anything has changed.
 * @returns undefined when there is no such journal, or anything about it asks for `openJournal` and its care.
 */
export function peekJournal(path: string): ReadonlyMap<MetaName, string> | undefined {
  if (!existsSync(path)) return undefined
  try {
    const letGo = holdFile(`${path}.lock`)
    try {
      const database = openDatabase(path)
      try {
        const [found] = database.prepare('PRAGMA user_version').all()
        if (Number(found?.['user_version']) !== SCHEMA_VERSION) return undefined
        const rows = database.prepare('SELECT name, value FROM meta').all()
        return readMeta(rows.map((row) => [row['name'], row['value']]))
      } finally {
        database.close()
      }
    } finally {
      letGo()
    }
  } catch {
    return undefined
  }
}
