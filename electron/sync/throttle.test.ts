import { expect, it } from 'vitest'
import { SimulatedClock } from './testing/simulated'
import { Throttle } from './throttle'
import type { Bytes } from './ports'

const KIBIBYTE = 1024

async function* blocks(sizes: readonly number[]): Bytes {
  for (const size of sizes) {
    await Promise.resolve()
    yield new Uint8Array(size)
  }
}

/** How long it takes in simulated time, in ms, and how many bytes came. */
async function measure(clock: SimulatedClock, bodies: readonly Bytes[]): Promise<{ ms: number; bytes: number }> {
  const startMs = clock.nowMs()
  let bytes = 0
  let endMs = 0
  const reading = Promise.all(
    bodies.map(async (body) => {
      for await (const piece of body) bytes += piece.length
      endMs = clock.nowMs()
    })
  )
  await clock.pass(3_600_000)
  await reading
  return { ms: endMs - startMs, bytes }
}

it('lets through what was asked for in a second, whatever the blocks', async () => {
  for (const sizes of [[KIBIBYTE * 1000], Array<number>(100).fill(KIBIBYTE * 10), [1, KIBIBYTE * 999, KIBIBYTE - 1]]) {
    const clock = new SimulatedClock()
    const throttle = new Throttle(100 * KIBIBYTE, clock)
    const { ms, bytes } = await measure(clock, [throttle.pass(blocks(sizes))])
    expect(bytes).toBe(sizes.reduce((sum, size) => sum + size, 0))
    expect(ms).toBeGreaterThan(9_600)
    expect(ms).toBeLessThan(10_100)
  }
})

it('several transfers share one limit, and none starves', async () => {
  const clock = new SimulatedClock()
  const throttle = new Throttle(100 * KIBIBYTE, clock)
  const body = () => throttle.pass(blocks(Array<number>(10).fill(50 * KIBIBYTE)))
  const { ms, bytes } = await measure(clock, [body(), body(), body(), body()])
  expect(bytes).toBe(4 * 500 * KIBIBYTE)
  expect(ms).toBeGreaterThan(19_000)
  expect(ms).toBeLessThan(20_100)
})

it('time in which nothing was sent is not saved up', async () => {
  const clock = new SimulatedClock()
  const throttle = new Throttle(100 * KIBIBYTE, clock)
  await measure(clock, [throttle.pass(blocks([KIBIBYTE]))])
  const { ms } = await measure(clock, [throttle.pass(blocks([1000 * KIBIBYTE]))])
  expect(ms).toBeGreaterThan(9_600)
})
