import { beforeEach, describe, expect, it } from 'vitest'
import { openAmounts } from './amounts'
import { ignoreRules } from './core/ignore'
import { KEEP_ALL } from './core/pins'
import { followUnsynced, listPins, loadKeep, setPin } from './keep'
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
    pin('d/sub/g.txt', undefined)
    await pair.sync()
    expect(pair.disk.tree()).toEqual({ 'h.txt': 'h' })
    pin('d/sub/g.txt', 'offline')
    await pair.sync()
    expect(pair.disk.tree()).toEqual({ 'd/': '', 'd/sub/': '', 'd/sub/g.txt': 'g', 'h.txt': 'h' })
  })

  it('a folder that is online only within another one is not the way to anything', async () => {
    await synced(pair, FILES)
    pin('d/sub', 'onlineOnly')
    pin('d', 'onlineOnly')
    await pair.sync()
    expect(pair.disk.tree()).toEqual({ 'h.txt': 'h' })
  })

  it('a decision for the whole root holds, and one for a part beside a folder that is left out', async () => {
    await synced(pair, { ...FILES, 'e/': '', 'e/i.txt': 'i', 'e/j.txt': 'j' })
    pin('', 'onlineOnly')
    pin('e/i.txt', 'offline')
    pair.keep = loadKeep(pair.state, ['d'])
    await pair.sync()
    expect(pair.disk.tree()).toEqual({ 'e/': '', 'e/i.txt': 'i' })
    pair.keep = loadKeep(pair.state, [])
    pin('d', 'offline')
    pair.keep = loadKeep(pair.state, ['d'])
    await pair.sync()
    expect(pair.disk.tree()).toEqual({ 'e/': '', 'e/i.txt': 'i' })
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

  it('a crash while copies go, and a change of mind before the next run: what went is no deletion', async () => {
    for (let gone = 1; gone <= 4; gone += 1) {
      pair = new Pair()
      await synced(pair, FILES)
      pair.keep = { pins: new Map(), unsynced: ['d'] }
      let seen = 0
      pair.disk.faults.plan = ({ name }) =>
        name === 'evict' && (seen += 1) === gone ? { kind: 'crashAfter' } : undefined
      await pair.sync().catch(() => undefined)
      expect(seen).toBe(gone)
      pair.restart()
      pair.keep = KEEP_ALL
      await pair.syncUntilQuiet()
      expectBothSides(pair, FILES)
      expect(pair.server.trash).toEqual([])
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

  it('what another root has is not kept here, whatever was decided about what lies in it', async () => {
    await synced(pair, FILES)
    pin('d/sub/g.txt', 'offline')
    expect(listPins(pair.state, await openAmounts(pair.state.model, [], []))).toMatchObject([
      { path: 'd/sub/g.txt', pin: 'offline', kind: 'file', sizeBytes: 1 }
    ])
    pair.keep = loadKeep(pair.state, ['d'])
    await pair.sync()
    expect(pair.disk.tree()).toEqual({ 'h.txt': 'h' })
    expect(pair.server.tree()).toEqual(FILES)
  })

  it('a folder that is left out stays so under another name, after a restart too, and until it is gone', async () => {
    await synced(pair, FILES)
    const leaveOut = (): void => {
      pair.keep = loadKeep(pair.state, [...followUnsynced(pair.state, ['d']).values()])
    }
    leaveOut()
    await pair.sync()
    pair.server.makeDir('e')
    pair.server.rename('d', 'e/renamed')
    pair.server.makeDir('d')
    await pair.sync()
    pair.restart()
    pair.keep = KEEP_ALL
    // Only what the journal knows tells which folder is meant.
    await pair.open()
    leaveOut()
    await pair.sync()
    expect([...followUnsynced(pair.state, ['d'])]).toEqual([['d', 'e/renamed']])
    expect(pair.disk.tree()).toEqual({ 'd/': '', 'e/': '', 'h.txt': 'h' })
    pair.server.delete('e/renamed')
    await pair.sync()
    leaveOut()
    await pair.sync()
    expect(pair.disk.tree()).toEqual({ 'e/': '', 'h.txt': 'h' })
  })

  it('a folder here that holds what another root has is not deleted there with it', async () => {
    await synced(pair, { 'p/': '', 'p/team/': '', 'p/team/f.txt': 'f', 'p/own.txt': 'own', 'h.txt': 'h' })
    pair.keep = loadKeep(pair.state, ['p/team'])
    await pair.sync()
    pair.disk.delete('p')
    await pair.sync()
    expect(pair.server.tree()).toEqual({ 'p/': '', 'p/team/': '', 'p/team/f.txt': 'f', 'h.txt': 'h' })
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
