import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chapters, expectNoLoss, longDay, newPair, planted, play, runs } from './testing/history'
import type { Pair } from './testing/pair'

const TIMEOUT_MS = 3_600_000

async function expectQuiet(pair: Pair): Promise<void> {
  pair.server.faults.log.length = 0
  const again = await pair.sync()
  expect(again.operations).toBe(0)
  expect(pair.server.faults.log).toEqual(['root '])
}

function expectWhole(pair: Pair): void {
  expect(pair.disk.tree()).toEqual(pair.server.tree())
  expect([...pair.disk.temps.keys()]).toEqual([])
  expect(Object.values(pair.disk.tree()).filter((content) => content.startsWith('TORN'))).toEqual([])
}

describe('whatever people do on both sides, also while a run is under way, with faults and crashes', () => {
  it(
    'I1 noLoss, I2 convergence, I4 idempotence, I9 crashSafety: short stories from nothing',
    () =>
      fc.assert(
        fc.asyncProperty(chapters, fc.boolean(), fc.nat(), async (story, checksums, seed) => {
          const { pair, story: told } = newPair(seed)
          pair.server.storesChecksums = checksums
          for (const chapter of story) {
            await play(pair, told, chapter)
            expectWhole(pair)
            expectNoLoss(pair, told)
            await expectQuiet(pair)
          }
        }),
        runs(0.3)
      ),
    TIMEOUT_MS
  )

  it(
    'I1 noLoss, I2 convergence, I4 idempotence, I9 crashSafety: long days on thirty nodes',
    () =>
      fc.assert(
        fc.asyncProperty(longDay, fc.boolean(), fc.nat(), async (day, checksums, seed) => {
          const { pair, story } = await planted(seed)
          pair.server.storesChecksums = checksums
          await play(pair, story, day)
          expectWhole(pair)
          expectNoLoss(pair, story)
          await expectQuiet(pair)
        }),
        runs(0.3)
      ),
    TIMEOUT_MS
  )
})
