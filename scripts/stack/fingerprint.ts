import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'

/** A hash over settings and source files (folders with all below them): when it changes, the server starts anew. */
export function fingerprintOf(settings: unknown, sources: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(settings))
  for (const file of sources.flatMap(filesBelow)) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}

function filesBelow(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .filter((name) => !name.endsWith('.test.ts') && !name.endsWith('.md'))
    .sort()
    .flatMap((name) => filesBelow(resolve(path, name)))
}
