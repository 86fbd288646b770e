import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Pair } from './testing/pair'
import { act, actions, survivors } from './testing/actions'
import type { Fault } from './testing/faults'

const RUNS = Number(process.env['SAMVERK_SYNC_RUNS'] ?? 300)
const SEED = process.env['SAMVERK_SYNC_SEED'] === undefined ? {} : { seed: Number(process.env['SAMVERK_SYNC_SEED']) }

const faults = fc.array(
  fc.record({
    port: fc.constantFrom('server', 'disk', 'journal'),
    at: fc.nat(120),
    fault: fc.oneof(
      fc.constant<Fault>({ kind: 'crashBefore' }),
      fc.constant<Fault>({ kind: 'crashAfter' }),
      fc
        .record({
          kind: fc.constantFrom('before', 'after'),
          code: fc.constantFrom('offline', 'serverError', 'locked', 'truncated', 'diskFull')
        })
        .map((fault): Fault => fault as Fault)
    )
  }),
  { maxLength: 6 }
)

function inject(pair: Pair, planned: { port: string; at: number; fault: Fault }[]): void {
  for (const port of ['server', 'disk', 'journal'] as const) {
    const { faults: injector } = pair[port]
    const mine = planned.filter((entry) => entry.port === port)
    const start = injector.calls
    injector.plan = ({ n }) => {
      const fault = mine.find((entry) => start + entry.at === n)?.fault
      // The journal has no network: what fails there is the process.
      return port === 'journal' && fault !== undefined && !fault.kind.startsWith('crash') ? undefined : fault
    }
  }
}

describe('whatever people do on both sides, with faults and crashes in between', () => {
  it(`I1 no loss, I2 convergence, I4 idempotence, I7 proof, I9 crash safety, I12 preconditions, over ${String(RUNS)} histories`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ actions, faults }), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        fc.nat(),
        async (chapters, checksums, seed) => {
          const pair = new Pair(seed)
          // The guard is tested on its own; here every deletion is meant.
          pair.limits = { maxCount: Infinity, maxShare: 2, minCountForShare: Infinity, mayEmpty: true }
          pair.server.storesChecksums = checksums
          const story = survivors()
          for (const chapter of chapters) {
            for (const action of chapter.actions) act(pair, action, story)
            inject(pair, chapter.faults)
            await pair.syncUntilQuiet()
            inject(pair, [])
            await pair.syncUntilQuiet()

            expect(pair.disk.tree()).toEqual(pair.server.tree())
            expect([...pair.disk.temps.keys()]).toEqual([])
            expect(Object.values(pair.disk.tree()).filter((content) => content.startsWith('TORN'))).toEqual([])
            const kept = new Set([
              ...Object.values(pair.disk.tree()),
              ...pair.disk.trashed,
              ...pair.server.trash,
              ...pair.server.versions
            ])
            expect([...story.written].filter((content) => !kept.has(content) && !story.discarded.has(content))).toEqual(
              []
            )

            pair.server.faults.log.length = 0
            const again = await pair.sync()
            expect(again.operations).toBe(0)
            expect(pair.server.faults.log).toEqual(['root '])
          }
        }
      ),
      { numRuns: RUNS, ...SEED }
    )
  }, 600_000)

  it('I5 the same seed gives the same calls in the same order', async () => {
    const trace = async (): Promise<string[]> => {
      const pair = new Pair(7)
      const story = survivors()
      for (const action of fc.sample(actions, { seed: 11, numRuns: 3 }).flat()) act(pair, action, story)
      await pair.syncUntilQuiet()
      return [...pair.server.faults.log, ...pair.disk.faults.log]
    }
    expect(await trace()).toEqual(await trace())
  })
})
