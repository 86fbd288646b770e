import { beforeEach, describe, expect, it } from 'vitest'
import { Pair } from './testing/pair'
import { deletions, expectBothSides, justBefore, synced, transfers } from './testing/scenario'

let pair: Pair

beforeEach(() => {
  pair = new Pair()
  pair.limits = { ...pair.limits, mayEmpty: true }
})

const LONG = 'a long text that does not fit into a single request at all '.repeat(6)

describe('moves that meet changes', () => {
  it('case 11: renamed here and edited there: the new name with the new content', async () => {
    await synced(pair, { 'f.txt': 'base' })
    pair.disk.rename('f.txt', 'g.txt')
    pair.server.write('f.txt', 'right')
    await pair.sync()
    expectBothSides(pair, { 'g.txt': 'right' })
  })

  it('case 12: a folder renamed here with a file edited there', async () => {
    await synced(pair, { 'd/': '', 'd/f.txt': 'base' })
    pair.disk.rename('d', 'e')
    pair.server.write('d/f.txt', 'right')
    await pair.sync()
    expectBothSides(pair, { 'e/': '', 'e/f.txt': 'right' })
  })

  it('case 13: a file edited here in a folder renamed there', async () => {
    await synced(pair, { 'd/': '', 'd/f.txt': 'base' })
    pair.disk.write('d/f.txt', 'left edit')
    pair.server.rename('d', 'e')
    await pair.sync()
    expectBothSides(pair, { 'e/': '', 'e/f.txt': 'left edit' })
  })

  it('case 14: a folder moved here into one that was renamed there', async () => {
    await synced(pair, { 'd/': '', 'd/x.txt': 'x', 'e/': '' })
    pair.disk.rename('d', 'e/d')
    pair.server.rename('e', 'g')
    await pair.sync()
    expectBothSides(pair, { 'g/': '', 'g/d/': '', 'g/d/x.txt': 'x' })
    expect(transfers(pair)).toEqual([])
  })

  it.each(['disk', 'server'] as const)('case 17: three folders exchange their names on the %s', async (side) => {
    await synced(pair, { 'a/': '', 'a/1.txt': 'one', 'b/': '', 'b/2.txt': 'two', 'c/': '', 'c/3.txt': 'three' })
    pair[side].rename('a', 'tmp')
    pair[side].rename('c', 'a')
    pair[side].rename('b', 'c')
    pair[side].rename('tmp', 'b')
    await pair.sync()
    expectBothSides(pair, { 'a/': '', 'a/3.txt': 'three', 'b/': '', 'b/1.txt': 'one', 'c/': '', 'c/2.txt': 'two' })
    expect(transfers(pair)).toEqual([])
  })

  it('case 26: a folder moved out of one that is deleted there is moved here, not fetched again', async () => {
    await synced(pair, { 'p/': '', 'p/d/': '', 'p/d/x.txt': 'x', 'other.txt': 'other' })
    pair.server.rename('p/d', 'd')
    pair.server.delete('p')
    await pair.sync()
    expectBothSides(pair, { 'd/': '', 'd/x.txt': 'x', 'other.txt': 'other' })
    expect(transfers(pair)).toEqual([])
  })

  it('case 27: a large file moved while it is uploaded ends once, at its new place', async () => {
    pair.disk.makeDir('to')
    pair.disk.write('large.txt', LONG)
    justBefore(pair, 'server', 'chunk', () => {
      pair.disk.rename('large.txt', 'to/large.txt')
    })
    await pair.sync()
    expectBothSides(pair, { 'to/': '', 'to/large.txt': LONG })
    expect(pair.server.uploads.size).toBe(0)
  })
})

describe('files and folders that take each other’s place', () => {
  it('moved to two different folders: the server’s place wins', async () => {
    await synced(pair, { 'd/': '', 'e/': '', 'f.txt': 'f' })
    pair.disk.rename('f.txt', 'd/f.txt')
    pair.server.rename('f.txt', 'e/f.txt')
    await pair.sync()
    expectBothSides(pair, { 'd/': '', 'e/': '', 'e/f.txt': 'f' })
    expect(transfers(pair)).toEqual([])
  })

  it('deleted here and moved to another folder there: whoever moved it still wants it', async () => {
    await synced(pair, { 'd/': '', 'f.txt': 'f' })
    pair.disk.delete('f.txt')
    pair.server.rename('f.txt', 'd/f.txt')
    await pair.sync()
    expectBothSides(pair, { 'd/': '', 'd/f.txt': 'f' })
  })

  it('case 21: a file replaced by a folder here and edited there: both are kept', async () => {
    await synced(pair, { f: 'base', 'other.txt': 'other' })
    pair.disk.delete('f')
    pair.disk.makeDir('f')
    pair.disk.write('f/inside.txt', 'inside')
    pair.server.write('f', 'right')
    await pair.sync()
    const tree = pair.disk.tree()
    expect(tree['f']).toBe('right')
    expect(Object.entries(tree).filter(([path]) => path.endsWith('/inside.txt'))).toMatchObject([
      [expect.anything(), 'inside']
    ])
    expect(pair.server.tree()).toEqual(tree)
  })

  it('case 22: a folder replaced by a file there with an edit inside it here: the edit is kept', async () => {
    await synced(pair, { 'd/': '', 'd/x.txt': 'base', 'other.txt': 'other' })
    pair.disk.write('d/x.txt', 'left edit')
    pair.server.delete('d')
    pair.server.write('d', 'a file now')
    await pair.sync()
    const tree = pair.disk.tree()
    expect(tree['d']).toBe('a file now')
    expect(Object.values(tree)).toContain('left edit')
    expect(pair.server.tree()).toEqual(tree)
  })

  it('case 23: something new there in a folder deleted here is kept, the rest is deleted', async () => {
    await synced(pair, { 'd/': '', 'd/old.txt': 'old', 'other.txt': 'other' })
    pair.disk.delete('d')
    pair.server.write('d/new.txt', 'new')
    await pair.sync()
    expectBothSides(pair, { 'd/': '', 'd/new.txt': 'new', 'other.txt': 'other' })
    expect(pair.server.trash).toEqual(['old'])
  })

  it('case 24: something new here in a folder deleted there is uploaded, the rest goes to the trash', async () => {
    await synced(pair, { 'd/': '', 'd/old.txt': 'old', 'other.txt': 'other' })
    pair.server.delete('d')
    pair.disk.write('d/new.txt', 'new')
    await pair.sync()
    expectBothSides(pair, { 'd/': '', 'd/new.txt': 'new', 'other.txt': 'other' })
    expect(pair.disk.trashed).toEqual(['old'])
  })

  it('case 25: a folder deleted there stays here with what is never synced in it (I18)', async () => {
    await synced(pair, { 'd/': '', 'd/f.txt': 'f', 'other.txt': 'other' })
    pair.disk.write('d/draft.part', 'never synced')
    await pair.sync()
    pair.server.delete('d')
    await pair.sync()
    expect(pair.disk.tree()).toEqual({ 'd/': '', 'd/draft.part': 'never synced', 'other.txt': 'other' })
    expect(pair.server.tree()).toEqual({ 'other.txt': 'other' })
    await pair.sync()
    expect(pair.server.tree()).toEqual({ 'other.txt': 'other' })
    expect(deletions(pair)).toEqual([])
  })

  it('a folder that comes back under the name of one that has moved into it there: neither waits for the other', async () => {
    await synced(pair, { 'b/': '', 'b/f.txt': 'f', 'c/': '', 'c/g.txt': 'g' })
    pair.server.rename('c', 'b/a')
    pair.server.rename('b', 'c')
    pair.disk.delete('b')
    await pair.sync()
    expectBothSides(pair, { 'c/': '', 'c/a/': '', 'c/a/g.txt': 'g', 'c/f.txt': 'f' })
  })

  it('the same the other way round', async () => {
    await synced(pair, { 'b/': '', 'b/f.txt': 'f', 'c/': '', 'c/g.txt': 'g' })
    pair.disk.rename('c', 'b/a')
    pair.disk.rename('b', 'c')
    pair.server.delete('b')
    await pair.sync()
    expectBothSides(pair, { 'c/': '', 'c/a/': '', 'c/a/g.txt': 'g', 'c/f.txt': 'f' })
  })
})
