import { beforeEach, describe, expect, it } from 'vitest'
import { Pair } from './testing/pair'
import { expectBothSides, synced } from './testing/scenario'

let pair: Pair

beforeEach(async () => {
  pair = new Pair()
  // Of a file that was made on the server, and of most that an editor there has saved, no checksum is known.
  pair.server.storesChecksums = false
  await pair.open()
  await synced(pair, { 'f.txt': 'first' })
})

describe('a lock that comes and goes gives the file another etag, with the content that it had', () => {
  it('an edit here is no conflict with it: it waits while the lock holds, and then goes up', async () => {
    pair.server.lock('f.txt', 'Björn')
    pair.disk.write('f.txt', 'edited here')
    await pair.sync()
    expect(pair.disk.tree()).toEqual({ 'f.txt': 'edited here' })
    expect(pair.server.tree()).toEqual({ 'f.txt': 'first' })
    pair.server.unlock('f.txt')
    await pair.syncUntilQuiet()
    expectBothSides(pair, { 'f.txt': 'edited here' })
  })

  it('what is here is not replaced by what it is already', async () => {
    const before = pair.state.model.local.byPath('f.txt')
    pair.server.lock('f.txt', 'Björn')
    await pair.syncUntilQuiet()
    expectBothSides(pair, { 'f.txt': 'first' })
    expect(pair.state.model.local.byPath('f.txt')).toBe(before)
    expect(pair.disk.temps.size).toBe(0)
    pair.server.faults.log.length = 0
    expect((await pair.sync()).operations).toBe(0)
    expect(pair.server.faults.log).toEqual(['root '])
  })

  it('an edit there with the lock is in conflict with one here, as ever', async () => {
    pair.server.lock('f.txt', 'Björn')
    pair.server.write('f.txt', 'edited there')
    pair.server.unlock('f.txt')
    pair.disk.write('f.txt', 'edited here')
    await pair.syncUntilQuiet()
    expectBothSides(pair, { 'f.txt': 'edited there' }, ['edited here'])
  })

  it('an edit here that may not go up becomes a copy all the same', async () => {
    pair.server.setPermissions('f.txt', 'G')
    pair.server.lock('f.txt', 'Björn')
    pair.server.unlock('f.txt')
    pair.disk.write('f.txt', 'edited here')
    await pair.syncUntilQuiet()
    expectBothSides(pair, { 'f.txt': 'first' }, ['edited here'])
  })
})
