import { expect, it } from 'vitest'
import { DEFAULT_OPTIONS } from './engineOptions'
import { FakeServer } from './testing/fakeServer'
import { FakePush, SimulatedClock, SimulatedComputer } from './testing/simulated'

const HOUR_MS = 3_600_000

async function atRest() {
  const clock = new SimulatedClock()
  const server = new FakeServer()
  for (const folder of ['a', 'b']) server.makeDir(folder)
  server.write('a/f.txt', 'f')
  const computer = new SimulatedComputer(1, server, clock)
  const engine = await computer.start()
  await clock.pass(60_000)
  server.faults.log.length = 0
  return { clock, server, computer, engine }
}

it('without push an hour at rest costs one small request each 30 seconds at most, and nothing else', async () => {
  const { clock, server } = await atRest()
  await clock.pass(HOUR_MS)
  expect(new Set(server.faults.log)).toEqual(new Set(['root ']))
  expect(server.faults.log.length).toBeLessThanOrEqual(HOUR_MS / DEFAULT_OPTIONS.pollIntervalMs)
  // A change is still seen: sooner than it takes to ask why it is not.
  expect(server.faults.log.length).toBeGreaterThanOrEqual(HOUR_MS / 90_000)
})

it('with push an hour at rest costs one small request each five minutes at most', async () => {
  const { clock, server, engine } = await atRest()
  const push = new FakePush()
  engine.attachPush(push)
  push.listener?.connected()
  await clock.pass(1000)
  server.faults.log.length = 0
  await clock.pass(HOUR_MS)
  expect(new Set(server.faults.log)).toEqual(new Set(['root ']))
  expect(server.faults.log.length).toBeLessThanOrEqual(12)
  server.write('a/new.txt', 'new')
  push.listener?.notified()
  await clock.pass(1000)
  expect(server.faults.log).toContain('download a/new.txt')
})

it('when push is lost the polls are as frequent as without it', async () => {
  const { clock, server, engine } = await atRest()
  const push = new FakePush()
  engine.attachPush(push)
  push.listener?.connected()
  await clock.pass(HOUR_MS)
  push.listener?.lost()
  server.write('a/new.txt', 'new')
  server.faults.log.length = 0
  await clock.pass(75_000)
  expect(server.faults.log).toContain('download a/new.txt')
})

it('an item that fails is tried again by itself, and the others do not wait for it', async () => {
  const { clock, server, computer } = await atRest()
  server.faults.plan = ({ name, path }) =>
    name === 'put' && path === 'bad.txt' ? { kind: 'before', code: 'serverError' } : undefined
  for (const name of ['bad.txt', 'good.txt', 'a/good.txt']) computer.pair.disk.write(name, name)
  computer.hint('bad.txt', 'a/good.txt')
  await clock.pass(5000)
  expect(Object.keys(server.tree()).sort()).toEqual(['a/', 'a/f.txt', 'a/good.txt', 'b/', 'good.txt'])
  expect(computer.engine?.errors()).toMatchObject([{ path: 'bad.txt', state: { kind: 'error', code: 'serverError' } }])
  server.faults.plan = () => undefined
  await clock.pass(60_000)
  expect(server.tree()['bad.txt']).toBe('bad.txt')
  expect(computer.engine?.errors()).toEqual([])
})
