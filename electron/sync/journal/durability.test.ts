import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { openJournal } from './journal'
import type * as DatabaseModule from './database'

const { said } = vi.hoisted(() => ({ said: [] as string[] }))

vi.mock('./database', async (importActual) => {
  const actual = await importActual<typeof DatabaseModule>()
  return {
    ...actual,
    openDatabase: (...given: Parameters<typeof actual.openDatabase>) => {
      const database = actual.openDatabase(...given)
      return {
        ...database,
        exec: (sql: string) => {
          said.push(sql)
          database.exec(sql)
        },
        prepare: (sql: string) => {
          said.push(sql)
          return database.prepare(sql)
        }
      }
    }
  }
})

it('a row that says “synced” outlives a power cut: every transaction waits for the disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samverk-journal-'))
  try {
    openJournal(join(folder, 'journal.sqlite'), 'anna', 1).close()
    expect(said).toContain('PRAGMA synchronous = FULL')
    expect(said).toContain('PRAGMA journal_mode = WAL')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
