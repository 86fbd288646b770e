import { beforeEach, describe, expect, it } from 'vitest'
import { Pair } from './testing/pair'

let pair: Pair

beforeEach(() => {
  pair = new Pair()
})

const stamp = /^(.*) \(conflicted copy 2026-11-2\d \d{6}\)(\.[a-z]+)?$/u

/** The tree without conflict copies, and the contents of those. */
function withoutCopies(tree: Record<string, string>): { plain: Record<string, string>; copies: string[] } {
  const plain = Object.fromEntries(Object.entries(tree).filter(([path]) => !stamp.test(path)))
  const copies = Object.entries(tree).flatMap(([path, content]) => (stamp.test(path) ? [content] : []))
  return { plain, copies }
}

async function synced(files: Record<string, string>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    if (path.endsWith('/')) pair.disk.makeDir(path.slice(0, -1))
    else pair.disk.write(path, content)
  }
  await pair.sync()
  expect(pair.server.tree()).toEqual(files)
}

function expectBothSides(expected: Record<string, string>, copies: string[] = []): void {
  const local = withoutCopies(pair.disk.tree())
  expect(local).toEqual({ plain: expected, copies })
  expect(pair.server.tree()).toEqual(pair.disk.tree())
}

describe('first sync', () => {
  it('unites what only one side has', async () => {
    pair.disk.makeDir('a')
    pair.disk.write('a/here.txt', 'here')
    pair.server.makeDir('b')
    pair.server.makeDir('b/c')
    pair.server.write('b/c/there.txt', 'there')
    await pair.sync()
    expectBothSides({ 'a/': '', 'a/here.txt': 'here', 'b/': '', 'b/c/': '', 'b/c/there.txt': 'there' })
  })

  it('costs one request when nothing changed since the last run, also right after uploads', async () => {
    for (let index = 0; index < 12; index += 1) {
      pair.disk.makeDir(`folder${String(index)}`)
      pair.disk.write(`folder${String(index)}/f.txt`, String(index))
    }
    await pair.sync()
    pair.server.faults.log.length = 0
    await pair.sync()
    expect(pair.server.faults.log).toEqual(['root '])
  })
})

describe('the hard cases', () => {
  it('case 1: both edit a file: the server keeps the name, the local version becomes a copy on both sides', async () => {
    await synced({ 'f.txt': 'base' })
    pair.disk.write('f.txt', 'left edit')
    pair.server.write('f.txt', 'right')
    await pair.sync()
    expectBothSides({ 'f.txt': 'right' }, ['left edit'])
  })

  it('case 2: both make the same edit: no conflict and no transfer', async () => {
    await synced({ 'f.txt': 'base' })
    pair.disk.write('f.txt', 'same edit')
    pair.server.write('f.txt', 'same edit')
    pair.server.faults.log.length = 0
    await pair.sync()
    expectBothSides({ 'f.txt': 'same edit' })
    expect(pair.server.faults.log.filter((call) => /^(?:put|download)/u.test(call))).toEqual([])
  })

  it('case 3: an edit here wins over a deletion there', async () => {
    await synced({ 'f.txt': 'base', 'g.txt': 'other' })
    pair.disk.write('f.txt', 'left edit')
    pair.server.delete('f.txt')
    await pair.sync()
    expectBothSides({ 'f.txt': 'left edit', 'g.txt': 'other' })
  })

  it('case 4: an edit there wins over a deletion here', async () => {
    await synced({ 'f.txt': 'base', 'g.txt': 'other' })
    pair.disk.delete('f.txt')
    pair.server.write('f.txt', 'right edit')
    await pair.sync()
    expectBothSides({ 'f.txt': 'right edit', 'g.txt': 'other' })
  })

  it('case 5: deleted on both sides: only the row goes', async () => {
    await synced({ 'f.txt': 'base', 'g.txt': 'other' })
    pair.disk.delete('f.txt')
    pair.server.delete('f.txt')
    pair.server.faults.log.length = 0
    await pair.sync()
    expectBothSides({ 'g.txt': 'other' })
    expect(pair.server.faults.log).toEqual(['root ', 'list '])
  })

  it('case 6: the same new name with other bytes: the server keeps the name, the local one becomes a copy', async () => {
    await synced({ 'g.txt': 'other' })
    pair.disk.write('n.txt', 'left new')
    pair.server.write('n.txt', 'right new!')
    await pair.sync()
    expectBothSides({ 'g.txt': 'other', 'n.txt': 'right new!' }, ['left new'])
  })

  it('case 6: a name taken on the server after we looked is refused by the precondition, not overwritten', async () => {
    await synced({ 'g.txt': 'other' })
    pair.disk.write('n.txt', 'left new')
    pair.server.faults.plan = ({ name }) => {
      if (name === 'put') {
        pair.server.faults.plan = () => undefined
        pair.server.write('n.txt', 'right new!')
      }
      return undefined
    }
    await pair.sync()
    expectBothSides({ 'g.txt': 'other', 'n.txt': 'right new!' }, ['left new'])
  })

  it('case 7: the same new name with the same bytes: one file, no upload', async () => {
    await synced({ 'g.txt': 'other' })
    pair.disk.write('n.txt', 'new')
    pair.server.write('n.txt', 'new')
    pair.server.faults.log.length = 0
    await pair.sync()
    expectBothSides({ 'g.txt': 'other', 'n.txt': 'new' })
    expect(pair.server.faults.log.filter((call) => /^(?:put|download)/u.test(call))).toEqual([])
  })

  it('case 8: a new time alone is no change, not even against an edit there (I6)', async () => {
    await synced({ 'f.txt': 'base' })
    pair.disk.touch('f.txt')
    pair.server.faults.log.length = 0
    await pair.sync()
    expect(pair.server.faults.log).toEqual(['root '])
    pair.disk.touch('f.txt')
    pair.server.write('f.txt', 'right')
    await pair.sync()
    expectBothSides({ 'f.txt': 'right' })
  })

  it('case 9: an edit that keeps size and time is found, and never overwritten', async () => {
    await synced({ 'f.txt': 'base' })
    pair.disk.writeQuietly('f.txt', 'left')
    await pair.sync()
    expectBothSides({ 'f.txt': 'left' })
    pair.disk.writeQuietly('f.txt', 'mine')
    pair.server.write('f.txt', 'right')
    await pair.sync()
    expectBothSides({ 'f.txt': 'right' }, ['mine'])
  })
})

describe('names that change hands', () => {
  it('a deleted file’s name is taken by another one', async () => {
    await synced({ 'a.txt': 'first', 'c.txt': 'second' })
    pair.disk.delete('c.txt')
    pair.disk.rename('a.txt', 'c.txt')
    pair.disk.write('a.txt', 'third')
    await pair.sync()
    expectBothSides({ 'a.txt': 'third', 'c.txt': 'first' })
    expect(pair.failures.all()).toEqual([])
  })

  it.each(['disk', 'server'] as const)('cases 15 and 16: two files swap their names on the %s', async (side) => {
    await synced({ 'a.txt': 'first', 'b.txt': 'second' })
    pair[side].rename('a.txt', 'tmp')
    pair[side].rename('b.txt', 'a.txt')
    pair[side].rename('tmp', 'b.txt')
    pair.server.faults.log.length = 0
    await pair.sync()
    expectBothSides({ 'a.txt': 'second', 'b.txt': 'first' })
    expect(pair.server.faults.log.filter((call) => /^(?:put|download)/u.test(call))).toEqual([])
  })

  it('case 10: renamed on both sides, the server’s name wins and the content is there once', async () => {
    await synced({ 'f.txt': 'base' })
    pair.disk.rename('f.txt', 'here.txt')
    pair.server.rename('f.txt', 'there.txt')
    await pair.sync()
    expectBothSides({ 'there.txt': 'base' })
  })

  it('case 18: folders moved into each other end in the server’s order with all files', async () => {
    await synced({ 'a/': '', 'a/1.txt': 'one', 'b/': '', 'b/2.txt': 'two' })
    pair.disk.rename('a', 'b/a')
    pair.server.rename('b', 'a/b')
    await pair.sync()
    expectBothSides({ 'a/': '', 'a/1.txt': 'one', 'a/b/': '', 'a/b/2.txt': 'two' })
  })
})
