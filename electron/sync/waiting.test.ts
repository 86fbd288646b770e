import { expect, it } from 'vitest'
import { SyncError } from './errors'
import { Pair } from './testing/pair'
import { expectBothSides, synced } from './testing/scenario'
import { countWaiting, listWaiting, unsentFiles } from './waiting'

it('what is changed while the server is away is seen and listed as waiting, and sent when it answers', async () => {
  const pair = new Pair()
  await synced(pair, { 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c' })
  pair.server.faults.plan = () => ({ kind: 'before', code: 'offline' })
  pair.disk.write('a.txt', 'changed')
  pair.disk.write('new.txt', 'new')
  pair.disk.delete('b.txt')
  await expect(pair.sync()).rejects.toBeInstanceOf(SyncError)
  const planned = { plan: pair.plan, done: new Set<string>(), progress: { of: () => undefined } }
  expect(countWaiting(planned)).toBe(3)
  expect(
    listWaiting(pair.state.model, planned)
      .map(({ path }) => path)
      .sort()
  ).toEqual(['a.txt', 'b.txt', 'new.txt'])
  const unsent = [...unsentFiles(pair.state.model, planned)].map((id) => pair.state.model.local.path(id))
  expect(unsent.sort()).toEqual(['a.txt', 'new.txt'])
  pair.server.faults.plan = () => undefined
  await pair.sync()
  expectBothSides(pair, { 'a.txt': 'changed', 'c.txt': 'c', 'new.txt': 'new' })
  expect(countWaiting({ ...planned, plan: pair.plan })).toBe(0)
  expect(unsentFiles(pair.state.model, { ...planned, plan: pair.plan }).size).toBe(0)
})
