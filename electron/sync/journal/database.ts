import Libsql from 'libsql'

/** What may be bound: anything else would abort the whole process inside libsql (deps.md). */
type Bindable = string | number | bigint | null | Uint8Array

interface Statement {
  run(...values: Bindable[]): void
  all(...values: Bindable[]): Record<string, unknown>[]
}

export interface Database {
  exec(sql: string): void
  prepare(sql: string): Statement
  /** Runs the action in one transaction: all of it, or nothing. */
  transaction(action: () => void): void
  close(): void
}

function checked(values: readonly Bindable[]): Bindable[] {
  return values.map((value) => {
    const isSafe =
      value === null ||
      typeof value === 'string' ||
      typeof value === 'bigint' ||
      (typeof value === 'number' && Number.isFinite(value)) ||
      (value instanceof Uint8Array && value.constructor === Uint8Array)
    if (!isSafe) throw new TypeError('a value that can not be bound')
    return value
  })
}

/** libsql behind the shape of better-sqlite3, so that either can serve. */
export function openDatabase(path: string, busyTimeoutMs = 2000): Database {
  const database = new Libsql(path, { timeout: busyTimeoutMs })
  return {
    exec: (sql) => {
      database.exec(sql)
    },
    prepare: (sql) => {
      const statement = database.prepare(sql)
      return {
        run: (...values) => {
          statement.run(...checked(values))
        },
        all: (...values) => statement.all(...checked(values)) as Record<string, unknown>[]
      }
    },
    transaction: (action) => {
      database.transaction(action)()
    },
    close: () => {
      database.close()
    }
  }
}
