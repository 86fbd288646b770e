import { beforeEach, describe, expect, it } from 'vitest'
import { ignoreRules } from './core/ignore'
import { loadKeep, setPin } from './keep'
import { Pair } from './testing/pair'
import { deletions, expectBothSides, synced, transfers } from './testing/scenario'

let pair: Pair

beforeEach(() => {
  pair = new Pair()
})

function pin(path: string, what: 'onlineOnly' | 'offline' | undefined): void {
  expect(setPin(pair.state, path, what)).toBe(true)
  pair.keep = loadKeep(pair.state, [])
}

const FILES = { 'd/': '', 'd/f.txt': 'f', 'd/sub/': '', 'd/sub/g.txt': 'g', 'h.txt': 'h' }

describe('what is kept on this computer', () => {
  it('an online-only folder leaves this computer, stays on the server, and comes back when wanted', async () => {
    await synced(pair, FILES)
    pin('d', 'onlineOnly')
    await pair.sync()
    expect(pair.disk.tree()).toEqual({ 'h.txt': 'h' })
    expect(pair.server.tree()).toEqual(FILES)
    expect(deletions(pair)).toEqual([])
    expect(pair.disk.trashed).toEqual([])
    expect(pair.plan.blocked.every(({ reason }) => reason === 'onlineOnly')).toBe(true)
    pair.server.write('d/f.txt', 'newer')
    expect((await pair.sync()).operations).toBe(0)
    pin('d', undefined)
    await pair.sync()
    expectBothSides(pair, { ...FILES, 'd/f.txt': 'newer' })
  })

  it('a file kept in an online-only folder is here with the folders on the way to it', async () => {
    await synced(pair, FILES)
    pin('d', 'onlineOnly')
    pin('d/sub/g.txt', 'offline')
    await pair.sync()
    expect(pair.disk.tree()).toEqual({ 'd/': '', 'd/sub/': '', 'd/sub/g.txt': 'g', 'h.txt': 'h' })
    expect(pair.server.tree()).toEqual(FILES)
  })

  it('what was edited here is uploaded before its copy goes', async () => {
    await synced(pair, FILES)
    pair.disk.write('d/f.txt', 'edited here')
    pair.disk.write('d/new.txt', 'new')
    pin('d', 'onlineOnly')
    await pair.sync()
    expect(pair.disk.tree()).toEqual({ 'h.txt': 'h' })
    expect(pair.server.tree()).toEqual({ ...FILES, 'd/f.txt': 'edited here', 'd/new.txt': 'new' })
  })

  it('an online-only decision follows a rename on the server', async () => {
    await synced(pair, FILES)
    pin('d', 'onlineOnly')
    await pair.sync()
    pair.server.rename('d', 'renamed')
    pair.server.faults.log.length = 0
    await pair.sync()
    expect(pair.disk.tree()).toEqual({ 'h.txt': 'h' })
    expect(transfers(pair)).toEqual([])
  })

  it('a crash while copies go loses and deletes nothing', async () => {
    for (let failing = 0; failing < 40; failing += 1) {
      pair = new Pair()
      await synced(pair, FILES)
      pin('d', 'onlineOnly')
      const start = pair.disk.faults.calls
      pair.disk.faults.plan = ({ n }) =>
        n - start === failing ? { kind: failing % 2 ? 'crashBefore' : 'crashAfter' } : undefined
      await pair.syncUntilQuiet()
      pair.disk.faults.plan = () => undefined
      await pair.syncUntilQuiet()
      expect(pair.server.tree()).toEqual(FILES)
      expect(pair.disk.tree()).toEqual({ 'h.txt': 'h' })
    }
  })

  it('folders named by their path are not fetched', async () => {
    pair.server.makeDir('big')
    pair.server.write('big/f.txt', 'f')
    pair.server.write('g.txt', 'g')
    pair.keep = { pins: new Map(), unsynced: ['big'] }
    await pair.sync()
    expect(pair.disk.tree()).toEqual({ 'g.txt': 'g' })
  })

  it('an ignore pattern that is added later deletes nothing anywhere, and one that goes brings all back', async () => {
    await synced(pair, { 'a.log': 'a', 'b.txt': 'b' })
    pair.disk.ignore = ignoreRules(['# logs', '*.log'])
    pair.restart()
    pair.disk.write('c.log', 'c')
    await pair.sync()
    expect(pair.server.tree()).toEqual({ 'a.log': 'a', 'b.txt': 'b' })
    expect(pair.disk.tree()).toEqual({ 'a.log': 'a', 'b.txt': 'b', 'c.log': 'c' })
    pair.disk.ignore = ignoreRules([])
    pair.restart()
    await pair.sync()
    expectBothSides(pair, { 'a.log': 'a', 'b.txt': 'b', 'c.log': 'c' })
  })
})
