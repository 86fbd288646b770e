import { judgeLocalName } from './names'
import type { NameVerdict } from './names'

/** What is never synced: the usual names (`names.ts`), and what an administrator or the person added. */
export interface IgnoreRules {
  /** @param path below the root, with `/`. */
  readonly judge: (path: string) => NameVerdict
  /** The added patterns as text, to notice that they changed. */
  readonly added: string
}

/**
 * Reads patterns as the official client's exclude lists have them: one in a line, `*`, `?` and `[…]`, `#` before a
 * comment, `]` before what may be deleted with its folder (which changes nothing here). A pattern with a `/` inside
 * is compared with the path, any other with the name alone.
 */
export function ignoreRules(lines: readonly string[] = []): IgnoreRules {
  const patterns = lines
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.replace(/^\]/u, '').replace(/^\\#/u, '#').replace(/\/+$/u, ''))
    .filter((line) => line !== '')
  const names: RegExp[] = []
  const paths: RegExp[] = []
  for (const pattern of patterns) (pattern.includes('/') ? paths : names).push(glob(pattern.replace(/^\/+/u, '')))
  return {
    added: patterns.join('\n'),
    judge: (path) => {
      const name = path.slice(path.lastIndexOf('/') + 1)
      const usual = judgeLocalName(name)
      if (usual !== 'sync') return usual
      const isAdded = names.some((pattern) => pattern.test(name)) || paths.some((pattern) => pattern.test(path))
      return isAdded ? 'ignored' : 'sync'
    }
  }
}

export const USUAL_IGNORES = ignoreRules()

/** A glob as an expression for a whole name or path; `*` stays within one name. */
function glob(pattern: string): RegExp {
  let source = ''
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at] ?? ''
    const close = char === '[' ? pattern.indexOf(']', at + 2) : -1
    if (char === '*') source += '[^/]*'
    else if (char === '?') source += '[^/]'
    else if (close > 0) {
      const inside = pattern
        .slice(at + 1, close)
        .replace(/[\\[\]]/gu, '\\$&')
        .replace(/^!/u, '^')
      source += `[${inside}]`
      at = close
    } else source += char.replace(/[\\^$.|+(){}[\]/-]/gu, '\\$&')
  }
  return new RegExp(`^(?:${source})$`, 'iu')
}
