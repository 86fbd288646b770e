/**
 * The documents that programs have open, by the lock files they leave beside them: `.~lock.report.odt#` (LibreOffice,
 * OnlyOffice) and `~$report.docx` (Microsoft Office, which cuts the first two letters of longer names).
 * @returns a test for the names of the same folder.
 */
export function openDocuments(names: readonly string[]): (name: string) => boolean {
  const whole = new Set<string>()
  const cut = new Set<string>()
  for (const name of names) {
    if (!name.startsWith('.~') && !name.startsWith('~$')) continue
    const libre = /^\.~lock\.(.+)#$/u.exec(name)?.[1]
    if (libre !== undefined) whole.add(libre)
    const office = /^~\$(.+)$/u.exec(name)?.[1]
    if (office !== undefined) {
      whole.add(office)
      cut.add(office)
    }
  }
  if (whole.size === 0) return () => false
  return (name) => whole.has(name) || cut.has(name.slice(2))
}

export function isLockFile(name: string): boolean {
  return /^\.~lock\..+#$/u.test(name) || /^~\$/u.test(name)
}
