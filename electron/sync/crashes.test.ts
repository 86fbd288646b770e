import { describe, expect, it } from 'vitest'
import { Crash } from './testing/faults'
import { Pair } from './testing/pair'
import { synced } from './testing/scenario'
import type { Fault } from './testing/faults'

const LONG = 'a long text that does not fit into a single request at all '.repeat(6)

/** A bit of everything: up, down, in chunks, conflict, moves and deletions on both sides. */
async function prepared(): Promise<Pair> {
  const pair = new Pair(3)
  pair.limits = { ...pair.limits, maxCount: Infinity, maxShare: 2, mayEmpty: true }
  for (const name of ['keep', 'edit', 'both', 'goneHere', 'goneThere', 'moveHere', 'moveThere']) {
    pair.disk.write(`${name}.txt`, `base of ${name}`)
  }
  pair.disk.makeDir('old')
  pair.disk.write('old/inside.txt', 'inside')
  await pair.sync()
  pair.disk.write('edit.txt', 'edited here')
  pair.disk.write('both.txt', 'edited here too')
  pair.server.write('both.txt', 'edited there too!')
  pair.disk.delete('goneHere.txt')
  pair.server.delete('goneThere.txt')
  pair.disk.makeDir('new')
  pair.disk.rename('moveHere.txt', 'new/moved.txt')
  pair.server.rename('moveThere.txt', 'old/moved.txt')
  pair.server.rename('old', 'older')
  pair.disk.write('new/large.txt', `${LONG} up`)
  pair.server.write('down.txt', `${LONG} down`)
  pair.restart()
  return pair
}

function check(pair: Pair): void {
  const tree = pair.disk.tree()
  expect(tree).toEqual(pair.server.tree())
  expect(pair.disk.temps.size).toBe(0)
  const contents = Object.values(tree)
  expect(contents).toEqual(
    expect.arrayContaining([
      'edited here',
      'edited here too',
      'edited there too!',
      'inside',
      `${LONG} up`,
      `${LONG} down`
    ])
  )
  expect(contents.filter((content) => content.startsWith('TORN'))).toEqual([])
  expect(Object.keys(tree).filter((path) => path.includes('conflicted copy'))).toHaveLength(1)
  expect(tree).toMatchObject({ 'older/moved.txt': 'base of moveThere', 'new/moved.txt': 'base of moveHere' })
  expect(Object.keys(tree).filter((path) => path.startsWith('gone'))).toEqual([])
}

const ways: readonly (readonly ['server' | 'disk' | 'journal', Fault])[] = [
  ['server', { kind: 'crashBefore' }],
  ['server', { kind: 'crashAfter' }],
  ['server', { kind: 'before', code: 'truncated' }],
  ['server', { kind: 'after', code: 'truncated' }],
  ['server', { kind: 'before', code: 'offline' }],
  ['server', { kind: 'after', code: 'serverError' }],
  ['disk', { kind: 'crashBefore' }],
  ['disk', { kind: 'crashAfter' }],
  ['disk', { kind: 'before', code: 'diskFull' }],
  ['disk', { kind: 'after', code: 'diskRefused' }],
  ['journal', { kind: 'crashBefore' }],
  ['journal', { kind: 'crashAfter' }]
]

describe('I9: a failure at the n-th call, for every n until none is left', () => {
  it.each(ways)('case 28 and 29: %s: %o', async (port, fault) => {
    for (let failing = 0; ; failing += 1) {
      const pair = await prepared()
      const fired = { hit: false }
      const { faults } = pair[port]
      const start = faults.calls
      faults.plan = ({ n }) => {
        if (n - start !== failing) return undefined
        fired.hit = true
        return fault
      }
      await pair.syncUntilQuiet()
      check(pair)
      if (!fired.hit) {
        expect(failing).toBeGreaterThan(5)
        return
      }
    }
  })
})

describe('large files', () => {
  async function interrupted(at: string, fault: Fault, nth = 0): Promise<Pair> {
    const pair = new Pair(5)
    pair.disk.write('large.txt', LONG)
    let seen = 0
    pair.server.faults.plan = ({ name }) => {
      if (name !== at) return undefined
      seen += 1
      return seen - 1 === nth ? fault : undefined
    }
    await pair.syncUntilQuiet()
    expect(pair.server.tree()).toEqual({ 'large.txt': LONG })
    expect(pair.disk.tree()).toEqual({ 'large.txt': LONG })
    expect(pair.server.uploads.size).toBe(0)
    return pair
  }

  it('case 30: a lost reply to the final MOVE neither sends the file again nor makes a conflict', async () => {
    const pair = await interrupted('moveChunks', { kind: 'after', code: 'truncated' })
    expect(pair.server.bytesReceived).toBe(LONG.length)
  })

  it('case 31: after a crash between chunks less than one chunk is sent again', async () => {
    for (let nth = 0; nth < 5; nth += 1) {
      const before = await interrupted('chunk', { kind: 'crashBefore' }, nth)
      expect(before.server.bytesReceived).toBe(LONG.length)
      const after = await interrupted('chunk', { kind: 'crashAfter' }, nth)
      expect(after.server.bytesReceived).toBe(LONG.length)
    }
  })

  it('a crash is what it says: the old process does nothing afterwards', async () => {
    const pair = new Pair()
    pair.disk.write('f.txt', 'f')
    pair.server.faults.plan = () => ({ kind: 'crashBefore' })
    await expect(pair.sync()).rejects.toBeDefined()
    await expect(pair.disk.stat('f.txt')).rejects.toBeInstanceOf(Crash)
  })
})

it('rows of an earlier process are not written over by those of this one', async () => {
  const pair = new Pair()
  await synced(pair, { 'a.txt': 'a', 'b.txt': 'b' })
  pair.restart()
  pair.disk.write('c.txt', 'c')
  await pair.sync()
  expect(pair.state.model.synced.size).toBe(3)
  pair.restart()
  expect((await pair.sync()).operations).toBe(0)
})
