import { startPausing } from '../app/pause'

const collator = new Intl.Collator('sv', { numeric: true })
/** So many names are put in order at once: some milliseconds. */
const runLength = 256

let known: ReadonlyMap<string, number> = new Map()

/**
 * Each name's place among all of them. To compare names as a language does takes time, and a folder is read anew far
 * more often than a name in it changes: the last answer serves as long as it has all names.
 */
export function nameRanks(names: readonly string[]): ReadonlyMap<string, number> {
  if (!areKnown(names)) known = ranksOf([...new Set(names)].sort(collator.compare))
  return known
}

/** Prepares `nameRanks` for a long list, a little at a time. */
export async function prepareNameRanks(names: readonly string[]): Promise<void> {
  if (names.length <= runLength || areKnown(names)) return
  known = ranksOf(await sortInSteps([...new Set(names)]))
}

/** A merge sort with pauses. */
export async function sortInSteps(names: readonly string[]): Promise<readonly string[]> {
  const { isDue, pause } = startPausing()
  let runs: (readonly string[])[] = []
  for (let from = 0; from < names.length; from += runLength) {
    if (isDue()) await pause()
    runs.push(names.slice(from, from + runLength).sort(collator.compare))
  }
  while (runs.length > 1) {
    const merged: (readonly string[])[] = []
    for (let at = 0; at < runs.length; at += 2) merged.push(await merge(runs[at] ?? [], runs[at + 1] ?? []))
    runs = merged
  }
  return runs[0] ?? []

  async function merge(left: readonly string[], right: readonly string[]): Promise<readonly string[]> {
    const all: string[] = []
    let [l, r] = [0, 0]
    for (;;) {
      if (all.length % runLength === 0 && isDue()) await pause()
      const [a, b] = [left[l], right[r]]
      if (a === undefined || b === undefined) return all.concat(left.slice(l), right.slice(r))
      if (collator.compare(a, b) <= 0) l = all.push(a) - r
      else r = all.push(b) - l
    }
  }
}

const areKnown = (names: readonly string[]) => names.every((name) => known.has(name))
const ranksOf = (sorted: readonly string[]) => new Map(sorted.map((name, rank) => [name, rank]))
