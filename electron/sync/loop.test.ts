import { expect, it } from 'vitest'
import { FakeServer } from './testing/fakeServer'
import { SimulatedClock, SimulatedComputer } from './testing/simulated'

async function slowComputer() {
  const clock = new SimulatedClock()
  const server = new FakeServer()
  const computer = new SimulatedComputer(1, server, clock)
  const engine = await computer.start()
  await clock.pass(60_000)
  server.faults.delay = () => clock.wait(50)
  server.faults.log.length = 0
  return { clock, server, computer, engine }
}

it('two who ask for a look at the same moment get one after the other, never two at once', async () => {
  const { clock, server, computer, engine } = await slowComputer()
  computer.pair.disk.write('f.txt', 'f')
  const looks = Promise.all([engine.syncNow(), engine.syncNow(), engine.syncOnce()])
  await clock.pass(10_000)
  const results = await looks
  expect(results.map(({ operations }) => operations).sort()).toEqual([0, 0, 1])
  expect(server.faults.log.filter((call) => call.startsWith('put'))).toEqual(['put f.txt'])
  expect(server.faults.mostOpen).toBe(1)
})

it('a look that is due while somebody asks for one waits for it', async () => {
  const { clock, server, computer, engine } = await slowComputer()
  computer.pair.disk.write('f.txt', 'f')
  computer.hint('f.txt')
  await clock.pass(790)
  const look = engine.syncNow()
  await clock.pass(10_000)
  await look
  expect(server.faults.mostOpen).toBe(1)
  expect(server.tree()).toEqual({ 'f.txt': 'f' })
})

it('an answer to a mass deletion waits for the run under way', async () => {
  const { clock, engine } = await slowComputer()
  const look = engine.syncNow()
  expect(await Promise.all([look, engine.confirmMassDelete('1-1', 'delete'), clock.pass(10_000)])).toMatchObject([
    { operations: 0 },
    false,
    undefined
  ])
})

it('memory is taken back after the journal and each whole look, not after a look at what changed', async () => {
  const { clock, computer, engine } = await slowComputer()
  expect(computer.sweeps).toBe(2)
  computer.pair.disk.write('f.txt', 'f')
  computer.hint('f.txt')
  await clock.pass(10_000)
  expect(computer.sweeps).toBe(2)
  const look = engine.syncNow()
  await clock.pass(10_000)
  await look
  expect(computer.sweeps).toBe(3)
})

it('a log that is written without a pause is looked at all the same', async () => {
  const { clock, server, computer } = await slowComputer()
  for (let second = 0; second < 12; second += 1) {
    computer.pair.disk.write('log.txt', `line ${String(second)}`)
    computer.hint('log.txt')
    await clock.pass(500)
  }
  expect(server.exists('log.txt')).toBe(true)
})

it('what is asked for while a look is under way gets one of its own right after it, not at the next poll', async () => {
  const { clock, server, computer, engine } = await slowComputer()
  computer.pair.disk.write('f.txt', 'f')
  const first = engine.syncNow()
  await clock.pass(10_000)
  await first
  server.faults.log.length = 0
  const second = engine.syncNow()
  await clock.pass(10)
  expect(engine.keep('f.txt', 'onlineOnly')).toBe(true)
  await clock.pass(2_000)
  await second
  expect(server.faults.log.filter((call) => call.startsWith('root'))).toHaveLength(2)
  expect(computer.pair.disk.tree()).toEqual({})
})
