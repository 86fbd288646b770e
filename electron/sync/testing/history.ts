import fc from 'fast-check'
import { expect } from 'vitest'
import { act, action, actions, manyActions, plantTree, survivors } from './actions'
import { sha1 } from './serverTree'
import { Pair } from './pair'
import type { Action, Story } from './actions'
import type { Fault } from './faults'

export const RUNS = Number(process.env['SAMVERK_SYNC_RUNS'] ?? 2000)
export const SEED =
  process.env['SAMVERK_SYNC_SEED'] === undefined ? {} : { seed: Number(process.env['SAMVERK_SYNC_SEED']) }

/** This share of all histories of a test run, at least ten; a soak multiplies them all. */
export function runs(share: number): { readonly numRuns: number; readonly seed?: number } {
  return { numRuns: Math.max(10, Math.round(RUNS * share)), ...SEED }
}

type PortName = 'server' | 'disk' | 'journal'
interface PlannedFault {
  readonly port: PortName
  readonly at: number
  readonly fault: Fault
}
interface Interruption {
  readonly port: 'server' | 'disk'
  readonly at: number
  readonly action: Action
}
export interface Chapter {
  readonly actions: readonly Action[]
  /** What people do while a run is under way, at the n-th call of a port. */
  readonly interruptions: readonly Interruption[]
  readonly faults: readonly PlannedFault[]
}

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.constant<Fault>({ kind: 'crashBefore' }),
  fc.constant<Fault>({ kind: 'crashAfter' }),
  fc
    .record({
      kind: fc.constantFrom('before' as const, 'after' as const),
      code: fc.constantFrom(...(['offline', 'serverError', 'locked', 'truncated', 'diskFull'] as const))
    })
    .map((each): Fault => each)
)
const faults = fc.array(
  fc.record({ port: fc.constantFrom<PortName>('server', 'disk', 'journal'), at: fc.nat(120), fault }),
  { maxLength: 6 }
)
const interruptions = fc.array(
  fc.record({ port: fc.constantFrom('server' as const, 'disk' as const), at: fc.nat(80), action }),
  { maxLength: 4 }
)

/** One long day on a planted tree: at least twenty actions, faults, and people who do not wait for a run to end. */
export const longDay: fc.Arbitrary<Chapter> = fc.record({ actions: manyActions, interruptions, faults })
/** Several short ones from an empty tree. */
export const chapters: fc.Arbitrary<Chapter[]> = fc.array(fc.record({ actions, interruptions, faults }), {
  minLength: 1,
  maxLength: 4
})

export const NO_GUARD = { maxCount: Infinity, maxShare: 2, minCountForShare: Infinity, mayEmpty: true }

export function newPair(seed: number): { readonly pair: Pair; readonly story: Story } {
  const pair = new Pair(seed)
  // The guard is tested on its own; in these histories every deletion is meant.
  pair.limits = NO_GUARD
  return { pair, story: survivors() }
}

export async function planted(seed: number): Promise<{ readonly pair: Pair; readonly story: Story }> {
  const made = newPair(seed)
  plantTree(made.pair, made.story)
  await made.pair.syncUntilQuiet()
  return made
}

export async function play(pair: Pair, story: Story, chapter: Chapter): Promise<void> {
  for (const each of chapter.actions) act(pair, each, story)
  const left = [...chapter.interruptions]
  for (const name of ['server', 'disk', 'journal'] as const) {
    const { faults: injector } = pair[name]
    const mine = chapter.faults.filter(({ port }) => port === name)
    const start = injector.calls
    injector.plan = ({ n }) => {
      const found = mine.find(({ at }) => start + at === n)?.fault
      // The journal has no network: what fails there is the process.
      return name === 'journal' && found !== undefined && !found.kind.startsWith('crash') ? undefined : found
    }
    injector.onCall = () => {
      const now = left.findIndex(({ port, at }) => port === name && start + at < injector.calls)
      const [due] = now < 0 ? [] : left.splice(now, 1)
      if (due !== undefined) act(pair, due.action, story)
    }
  }
  await pair.syncUntilQuiet()
  for (const name of ['server', 'disk', 'journal'] as const) {
    pair[name].faults.plan = () => undefined
    pair[name].faults.onCall = () => undefined
  }
  await pair.syncUntilQuiet()
}

/** I1: every content that somebody wrote and nobody overwrote or deleted with their own hands is somewhere. */
export function expectNoLoss(pair: Pair, story: Story): void {
  const kept = new Set([
    ...Object.values(pair.disk.tree()),
    ...Object.values(pair.server.tree()),
    ...pair.disk.trashed,
    ...pair.server.trash,
    ...pair.server.versions
  ])
  expect([...story.written].filter((content) => !kept.has(content) && !story.discarded.has(content))).toEqual([])
}

/** I11: each row is what both sides hold, told at the moment it is written. */
export function watchRows(pair: Pair): string[] {
  const lies: string[] = []
  const commit = pair.journal.commit
  pair.journal.commit = (changes) => {
    for (const change of changes) {
      if (change.table !== 'synced' || !('put' in change.change)) continue
      const row = change.change.put
      const there = pair.server.entries.get(row.remoteId)
      const here = pair.disk.inodes.get(row.localId)
      if (row.kind !== 'file' || there === undefined || here === undefined) continue
      const isEqual = row.hash === '' || (sha1(there.content) === row.hash && sha1(here.content) === row.hash)
      // The etag stays when a file is written again within the second of its time; its length tells then.
      if (there.content.length !== row.sizeBytes) continue
      if (there.etag === row.etag && String(here.ctime * 1_000_000) === row.ctimeNs && !isEqual) lies.push(row.name)
    }
    commit(changes)
  }
  return lies
}
