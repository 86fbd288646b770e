import { domainToASCII } from 'node:url'

/** A person at a domain: what is typed at sign-in, taken apart. */
export interface WorkAddress {
  /** As shown, `name@domain`, or the domain alone while nobody has said who. */
  readonly address: string
  /** Undefined when a bare domain was typed: the name is asked for together with the password. */
  readonly localpart: string | undefined
  /** ASCII, lower case. */
  readonly domain: string
}

/** Reads `name@domain`, a Matrix id `@name:domain` or a bare domain (contracts.md section 1); undefined for the rest. */
export function parseAddress(input: string): WorkAddress | undefined {
  const match = /^(?:([^@\s:]+)@|@([^@\s:]+):)?([^@\s/:]+)$/.exec(input.trim())
  const localpart = (match?.[1] ?? match?.[2])?.toLowerCase()
  const domain = domainToASCII((match?.[3] ?? '').toLowerCase())
  if (!isDomain(domain)) return undefined
  return { address: localpart === undefined ? domain : `${localpart}@${domain}`, localpart, domain }
}

function isDomain(text: string): boolean {
  return text.length <= 253 && /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(text)
}

/** The known domain that a mistyped one most likely meant, or undefined when none is close. */
export function suggestDomain(typed: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((domain) => ({ domain, distance: editDistance(typed, domain) }))
    .filter(({ distance }) => distance > 0 && distance <= 2)
    .sort((a, b) => a.distance - b.distance)
  return best?.domain
}

/** Damerau-Levenshtein distance (optimal string alignment): insert, delete, replace, swap neighbours. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)]
  const at = (row: number, column: number) => rows[row]?.[column] ?? Infinity
  for (let i = 1; i <= a.length; i++) {
    rows.push([i])
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const least = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (isSame ? 0 : 1),
        isSwap ? at(i - 2, j - 2) + 1 : Infinity
      )
      rows[i]?.push(least)
    }
  }
  return at(a.length, b.length)
}
