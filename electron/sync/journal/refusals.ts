/** True when SQLite says that the file is none of its own. */
export function isNoDatabase(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_NOTADB'
}

/** True when SQLite says that another connection has the file, which is no damage. */
export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return /^SQLITE_(?:BUSY|LOCKED)/u.test(code) || /database is locked/iu.test(error.message)
}
