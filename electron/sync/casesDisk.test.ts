import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDisk } from './local/disk'
import { holdFile } from './journal/lock'
import { openJournal } from './journal/journal'
import { Pair } from './testing/pair'
import { deletions, expectBothSides, justBefore, synced, transfers } from './testing/scenario'
import type { Fault } from './testing/faults'

let pair: Pair
let base: string

beforeEach(() => {
  pair = new Pair()
  pair.limits = { ...pair.limits, mayEmpty: true }
  base = mkdtempSync(join(tmpdir(), 'samverk-cases-'))
})

afterEach(() => {
  rmSync(base, { recursive: true, force: true })
})

const noTrash = { moveToTrash: () => Promise.reject(new Error('nothing is to be deleted')) }
const ROOT = '0123456789abcdef'

describe('what the disk holds', () => {
  it('case 57: a path that is too long is refused with its reason, and stops nothing', async () => {
    const disk = openDisk(join(base, 'root'), noTrash)
    await disk.claimRoot(ROOT)
    let path = ''
    const deepen = async (): Promise<void> => {
      for (;;) {
        path = path === '' ? 'd'.repeat(200) : `${path}/${'d'.repeat(200)}`
        await disk.makeFolder(path)
      }
    }
    await expect(deepen()).rejects.toMatchObject({ code: 'nameRefused', scope: 'item' })
    expect(path.length).toBeGreaterThan(3000)
  })

  it('case 58: empty files go both ways, in one request each and only once', async () => {
    pair.disk.write('here.txt', '')
    pair.server.write('there.txt', '')
    await pair.sync()
    expectBothSides(pair, { 'here.txt': '', 'there.txt': '' })
    expect([...transfers(pair)].sort()).toEqual(['download there.txt', 'put here.txt'])
    expect((await pair.sync()).operations).toBe(0)
  })

  it('case 60: a full disk leaves the old file whole and nothing half written, and what fits goes on', async () => {
    await synced(pair, { 'f.txt': 'base', 'g.txt': 'other' })
    pair.server.write('f.txt', 'a version that does not fit')
    pair.server.write('g.txt', 'fits')
    const full = new Set<string>()
    pair.disk.faults.plan = ({ name, path }): Fault | undefined => {
      if (name === 'temp' && full.size === 0) full.add(path)
      return name === 'write' && full.has(path) ? { kind: 'before', code: 'diskFull' } : undefined
    }
    await pair.sync()
    expect(pair.disk.tree()).toEqual({ 'f.txt': 'base', 'g.txt': 'fits' })
    expect(pair.disk.temps.size).toBe(0)
    expect(pair.failures.all()).toMatchObject([{ code: 'diskFull' }])
    pair.disk.faults.plan = () => undefined
    pair.clock.ms += 60_000
    await pair.sync()
    expectBothSides(pair, { 'f.txt': 'a version that does not fit', 'g.txt': 'fits' })
  })

  it.each([-365, 365, 20_000])('case 68: a clock that is off by %i days changes nothing (I19)', async (days) => {
    await synced(pair, { 'f.txt': 'base' })
    pair.clock.ms += days * 24 * 3600 * 1000
    pair.disk.write('f.txt', 'left edit')
    pair.server.write('new.txt', 'new')
    await pair.sync()
    expectBothSides(pair, { 'f.txt': 'left edit', 'new.txt': 'new' })
    expect((await pair.sync()).operations).toBe(0)
  })

  it.each([-86_400_000, 0, 4_323_456_789_000, 1e15])(
    'case 68: a file of the time %i ms is uploaded once and not again',
    async (ms) => {
      pair.disk.write('f.txt', 'text')
      pair.disk.setTime('f.txt', ms)
      await pair.sync()
      expectBothSides(pair, { 'f.txt': 'text' })
      pair.server.faults.log.length = 0
      expect((await pair.sync()).operations).toBe(0)
      expect(pair.server.faults.log).toEqual(['root '])
    }
  )

  it('case 68: a failure noted by a clock far ahead does not wait for that clock', async () => {
    pair.disk.write('f.txt', 'f')
    pair.clock.ms += 400 * 24 * 3600 * 1000
    pair.server.faults.plan = ({ name }) => (name === 'put' ? { kind: 'before', code: 'serverError' } : undefined)
    await pair.sync()
    pair.server.faults.plan = () => undefined
    pair.clock.ms -= 400 * 24 * 3600 * 1000
    await pair.sync()
    expect(pair.server.tree()).toEqual({ 'f.txt': 'f' })
  })

  it('case 69: a disk that keeps times in steps of two seconds sends nothing back', async () => {
    pair.disk.timeStepMs = 2000
    pair.server.write('a.txt', 'a')
    pair.server.write('b.txt', 'b')
    await pair.sync()
    expectBothSides(pair, { 'a.txt': 'a', 'b.txt': 'b' })
    pair.server.faults.log.length = 0
    pair.restart()
    expect((await pair.sync()).operations).toBe(0)
    expect(pair.server.faults.log).toEqual(['root '])
  })

  it('case 72: an inode that is used again is another file', async () => {
    const root = join(base, 'root')
    const disk = openDisk(root, noTrash)
    await disk.claimRoot(ROOT)
    const ids = new Set<string>()
    for (let index = 0; index < 20; index += 1) {
      const path = join(root, `f${String(index)}`)
      writeFileSync(path, String(index))
      ids.add((await disk.stat(`f${String(index)}`))?.id ?? '')
      rmSync(path)
    }
    expect(ids.size).toBe(20)
  })
})

describe('a journal that is lost or old', () => {
  it('case 73: an old copy of the journal unites both sides, deletes nothing, and makes conflicts of other bytes only', async () => {
    await synced(pair, { 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c', 'd/': '', 'd/e.txt': 'e' })
    const old = pair.journal.copy()
    pair.disk.write('a.txt', 'a edited')
    pair.disk.rename('b.txt', 'd/b.txt')
    pair.disk.delete('c.txt')
    pair.disk.write('new.txt', 'new')
    await pair.sync()
    const tree = pair.disk.tree()
    pair.server.faults.log.length = 0
    pair.journal.restore(old)
    pair.restart()
    await pair.sync()
    expectBothSides(pair, tree)
    expect(deletions(pair)).toEqual([])
    expect(pair.disk.trashed).toEqual([])
  })
})

describe('a watcher that misses things', () => {
  it('case 74: a burst of changes of which few are told: the next full scan finds all, one upload for each', async () => {
    await synced(pair, { 'd/': '', 'd/f.txt': 'base' })
    for (let index = 0; index < 300; index += 1) {
      pair.disk.write(`d/n${String(index)}.txt`, 'first')
      pair.disk.write(`d/n${String(index)}.txt`, `final ${String(index)}`)
    }
    pair.disk.makeDir('unseen')
    pair.disk.write('unseen/u.txt', 'unseen')
    await pair.syncHints(['d'])
    await pair.sync()
    expect(pair.server.tree()).toEqual(pair.disk.tree())
    expect(transfers(pair)).toHaveLength(301)
  })
})

describe('case 75: roots that get in each other’s way', () => {
  it('a root inside another is refused', async () => {
    await openDisk(join(base, 'outer'), noTrash).claimRoot(ROOT)
    mkdirSync(join(base, 'outer', 'below', 'inner'), { recursive: true })
    const inner = openDisk(join(base, 'outer', 'below', 'inner'), noTrash)
    await expect(inner.claimRoot(ROOT)).rejects.toMatchObject({ code: 'rootForeign' })
  })

  it('a root that appears inside another stops that one before anything is believed of it', async () => {
    const outer = openDisk(join(base, 'outer'), noTrash)
    await outer.claimRoot(ROOT)
    mkdirSync(join(base, 'outer', 'sub', '.samverk-sync'), { recursive: true })
    await expect(outer.list('sub')).rejects.toMatchObject({ code: 'rootForeign', scope: 'run' })
  })

  it('two processes can’t keep one folder, nor one journal', async () => {
    const disk = openDisk(join(base, 'root'), noTrash)
    await disk.claimRoot(ROOT)
    const letGo = await disk.hold()
    await expect(openDisk(join(base, 'root'), noTrash).hold()).rejects.toMatchObject({ code: 'rootBusy' })
    letGo()
    const again = holdFile(join(base, 'root', '.samverk-sync', 'lock'))
    again()
    const path = join(base, 'journal.sqlite')
    const journal = openJournal(path, 'anna', 0)
    expect(() => openJournal(path, 'anna', 0)).toThrow(expect.objectContaining({ code: 'rootBusy' }) as Error)
    expect(existsSync(`${path}.damaged-0`)).toBe(false)
    journal.close()
    expect(readFileSync(path).length).toBeGreaterThan(0)
  })

  it('a root that is moved away while the engine runs stops it, and nothing is deleted', async () => {
    const root = join(base, 'root')
    const disk = openDisk(root, noTrash)
    await disk.claimRoot(ROOT)
    writeFileSync(join(root, 'f.txt'), 'f')
    expect((await disk.list(''))?.entries).toHaveLength(1)
    renameSync(root, join(base, 'elsewhere'))
    expect(await disk.checkRoot(ROOT)).toBe('missing')
    mkdirSync(root)
    expect(await disk.checkRoot(ROOT)).toBe('missing')
  })

  it('a root that vanishes in the middle of a run costs nothing on the server', async () => {
    await synced(pair, { 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c' })
    pair.disk.delete('a.txt')
    justBefore(pair, 'server', 'remove', () => undefined)
    pair.disk.faults.onCall = () => {
      if (pair.disk.faults.log.at(-1)?.startsWith('list')) pair.disk.isMounted = false
    }
    await expect(pair.sync()).rejects.toMatchObject({ code: 'rootMissing' })
    expect(deletions(pair)).toEqual([])
  })
})
