import { describe, expect, it } from 'vitest'
import { Pair } from './testing/pair'
import { expectBothSides, justBefore, synced } from './testing/scenario'

const FILES = { 'a/': '', 'a/f.txt': 'one', 'a/g.txt': 'one', 'b/': '', 'b/h.txt': 'one' }

async function edited(): Promise<Pair> {
  const pair = new Pair()
  await synced(pair, FILES)
  pair.disk.write('a/f.txt', 'two')
  return pair
}

const looks = (pair: Pair): readonly string[] =>
  pair.server.faults.log.filter((call) => /^(?:root|list|listDeep|glance) /u.test(call))

/** One more look asks only whether anything is new, and finds that nothing is. */
async function expectQuiet(pair: Pair): Promise<void> {
  pair.server.faults.log.length = 0
  expect((await pair.sync()).operations).toBe(0)
  expect(pair.server.faults.log).toEqual(['root '])
}

describe('after a change of our own', () => {
  it('a glance at the folder and those around it is enough', async () => {
    const pair = await edited()
    await pair.sync()
    expect(looks(pair)).toEqual(['root ', 'root ', 'glance ', 'glance a'])
    expectBothSides(pair, { ...FILES, 'a/f.txt': 'two' })
    await expectQuiet(pair)
  })

  it('a folder with something new in it is listed at once, for what is new is known by that only', async () => {
    const pair = await edited()
    pair.disk.write('a/new.txt', 'new')
    await pair.sync()
    expect(looks(pair)).toEqual(['root ', 'root ', 'glance ', 'list a'])
    await expectQuiet(pair)
  })

  it.each([
    [
      'edits a file beside it',
      (pair: Pair): void => {
        pair.server.write('a/g.txt', 'theirs')
      },
      { 'a/g.txt': 'theirs' }
    ],
    [
      'edits a file beside it and keeps its size',
      (pair: Pair): void => {
        pair.server.write('a/g.txt', 'eno')
      },
      { 'a/g.txt': 'eno' }
    ],
    [
      'adds a file beside it',
      (pair: Pair): void => {
        pair.server.write('a/their.txt', 'theirs')
      },
      { 'a/their.txt': 'theirs' }
    ],
    [
      'edits elsewhere',
      (pair: Pair): void => {
        pair.server.write('b/h.txt', 'theirs')
      },
      { 'b/h.txt': 'theirs' }
    ]
  ])('somebody who %s meanwhile is seen', async (_what, change, expected) => {
    const pair = await edited()
    justBefore(pair, 'server', 'glance', () => change(pair))
    await pair.sync()
    expectBothSides(pair, { ...FILES, 'a/f.txt': 'two', ...expected })
    await expectQuiet(pair)
  })

  it('somebody who deletes a file beside it meanwhile is seen', async () => {
    const pair = await edited()
    justBefore(pair, 'server', 'glance', () => {
      pair.server.delete('a/g.txt')
    })
    await pair.sync()
    expectBothSides(pair, { 'a/': '', 'a/f.txt': 'two', 'b/': '', 'b/h.txt': 'one' })
    await expectQuiet(pair)
  })

  it('rights that changed meanwhile are seen', async () => {
    const pair = await edited()
    justBefore(pair, 'server', 'glance', () => {
      pair.server.setPermissions('a/g.txt', 'G')
    })
    await pair.sync()
    expect(looks(pair)).toContain('list a')
    await expectQuiet(pair)
  })
})
