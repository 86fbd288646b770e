import fc from 'fast-check'
import { expect, it } from 'vitest'
import { act, action, survivors } from './testing/actions'
import { FakeServer } from './testing/fakeServer'
import { runs } from './testing/history'
import { SimulatedClock, SimulatedComputer } from './testing/simulated'
import type { Action } from './testing/actions'

const TEN_MINUTES_MS = 600_000

/** Who does something, and how long after what came before. */
const deed = fc.record({ who: fc.constantFrom('here', 'there', 'web'), action, afterMs: fc.nat(20_000) })
const deeds = fc.array(deed, { minLength: 20, maxLength: 45 })

interface World {
  readonly clock: SimulatedClock
  readonly server: FakeServer
  readonly here: SimulatedComputer
  readonly there: SimulatedComputer
}

async function newWorld(seed: number): Promise<World> {
  const clock = new SimulatedClock()
  const server = new FakeServer()
  const here = new SimulatedComputer(seed, server, clock)
  const there = new SimulatedComputer(seed + 1, server, clock)
  await here.start()
  await there.start()
  // From now on everything takes its time, so that the runs of the two get into each other's way.
  const slow = (latencyMs: number) => (): Promise<void> => clock.wait(1 + here.random.unit() * latencyMs)
  server.faults.delay = slow(400)
  here.pair.disk.faults.delay = there.pair.disk.faults.delay = slow(5)
  return { clock, server, here, there }
}

it('two computers and somebody at the web page in one tree for ten minutes: all come to have the same, and nothing is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(2 ** 31), deeds, async (seed, plan) => {
      const { clock, server, here, there } = await newWorld(seed)
      const story = survivors()
      let leftMs = TEN_MINUTES_MS
      for (const { who, action: each, afterMs } of plan) {
        const passMs = Math.min(leftMs, afterMs)
        leftMs -= passMs
        await clock.pass(passMs)
        const computer = who === 'there' ? there : here
        const side: Action['side'] = who === 'web' ? 'server' : 'disk'
        act(computer.pair, { ...each, side }, story)
        if (side === 'disk') computer.hint(each.path, each.to)
      }
      await clock.pass(leftMs)
      // Until everybody has heard of everything: what failed on the way is tried again by itself.
      await clock.pass(TEN_MINUTES_MS)
      expect(here.pair.disk.tree()).toEqual(server.tree())
      expect(there.pair.disk.tree()).toEqual(server.tree())
      const kept = new Set([
        ...Object.values(server.tree()),
        ...server.trash,
        ...server.versions,
        ...here.pair.disk.trashed,
        ...there.pair.disk.trashed
      ])
      expect([...story.written].filter((content) => !kept.has(content) && !story.discarded.has(content))).toEqual([])
      expect(server.unconditioned).toEqual([])
      expect(server.forbidden).toEqual([])
      for (const { pair } of [here, there]) expect([...pair.disk.temps.keys()]).toEqual([])
      expect(server.uploads.size).toBe(0)
    }),
    runs(0.05)
  )
}, 300_000)
