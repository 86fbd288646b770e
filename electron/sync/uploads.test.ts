import { beforeEach, describe, expect, it } from 'vitest'
import { SyncError } from './errors'
import { Pair } from './testing/pair'
import { expectBothSides, synced } from './testing/scenario'
import type { ChunkedRequest, PutRequest } from './ports'

const LONG = 'a long text that does not fit into a single request at all '.repeat(6)
const MEBIBYTE = 1024 * 1024

let pair: Pair

beforeEach(() => {
  pair = new Pair()
})

/** The connection is lost when two parts of a file have arrived. */
async function cutInTheMiddle(): Promise<void> {
  let chunks = 0
  pair.server.faults.plan = ({ name }) =>
    name === 'chunk' && (chunks += 1) === 3 ? { kind: 'before', code: 'offline' } : undefined
  await expect(pair.sync()).rejects.toMatchObject({ code: 'offline' })
}

it('a file that is called otherwise while its parts go up leaves none of them behind under the old name', async () => {
  await synced(pair, { 'd/': '' })
  pair.disk.write('f.txt', LONG)
  await cutInTheMiddle()
  const before = [...pair.server.uploads.keys()]
  pair.disk.rename('f.txt', 'd/g.txt')
  await pair.sync()
  expectBothSides(pair, { 'd/': '', 'd/g.txt': LONG })
  expect(before).toHaveLength(1)
  // The server was told at the beginning where the parts belong: they are of no use elsewhere.
  expect(pair.server.faults.log).toContain(`abort ${before[0] ?? ''}`)
  expect(pair.server.uploads.size).toBe(0)
})

it('case 34: an edit that keeps size and time, made while the server is away, is never put together with old parts', async () => {
  pair.disk.write('f.txt', LONG)
  await cutInTheMiddle()
  pair.disk.writeQuietly('f.txt', LONG.toUpperCase())
  await pair.sync()
  expectBothSides(pair, { 'f.txt': LONG.toUpperCase() })
  expect(pair.server.uploads.size).toBe(0)
})

describe('a way to the server that takes no large requests (413)', () => {
  /** What went past, in mebibytes for each request. */
  let passed: number[]

  beforeEach(() => {
    passed = []
    pair.server.singlePutMaxBytes = 100 * MEBIBYTE
    pair.server.chunkBytes = () => 100 * MEBIBYTE
  })

  function takesAtMost(mostBytes: number): void {
    const { put, putChunked } = pair.server
    const pass = (bytes: number): void => {
      if (bytes > mostBytes) throw new SyncError('tooLarge', '413')
      passed.push(bytes / MEBIBYTE)
    }
    Object.assign(pair.server, {
      put: async (request: PutRequest) => {
        pass(request.sizeBytes)
        return put(request)
      },
      putChunked: async (request: ChunkedRequest) => {
        pass(request.chunkBytes)
        return putChunked(request)
      }
    })
  }

  it('gets smaller ones at once, and from then on', async () => {
    const [one, two] = ['x'.repeat(12 * MEBIBYTE), 'y'.repeat(12 * MEBIBYTE)]
    takesAtMost(7 * MEBIBYTE)
    pair.disk.write('f.txt', one)
    await pair.sync()
    expectBothSides(pair, { 'f.txt': one })
    pair.restart()
    pair.disk.write('g.txt', two)
    await pair.sync()
    expectBothSides(pair, { 'f.txt': one, 'g.txt': two })
    expect(passed).toEqual([6, 6])
  })

  it('below the smallest chunk there is nothing more to try: the file waits', async () => {
    takesAtMost(1 * MEBIBYTE)
    pair.disk.write('f.txt', 'x'.repeat(4 * MEBIBYTE))
    await pair.sync()
    expect(pair.failures.all()).toMatchObject([{ code: 'tooLarge' }])
  })
})

it.each([-1, 0, 2 ** 32])('case 68: a time that no server takes (%i s) keeps no file back', async (seconds) => {
  pair.disk.write('f.txt', 'f')
  pair.disk.setTime('f.txt', seconds * 1000)
  await pair.sync()
  expectBothSides(pair, { 'f.txt': 'f' })
})

describe('files that somebody may still be writing', () => {
  beforeEach(() => {
    pair.minAgeMs = 5000
  })

  function changedAt(path: string, ms: number): void {
    const inode = [...pair.disk.inodes.values()].find(({ name }) => name === path)
    if (inode !== undefined) inode.ctime = ms
  }

  it('wait until they are quiet, and keep nothing else back', async () => {
    pair.disk.write('young.txt', 'being written')
    changedAt('young.txt', pair.clock.ms)
    pair.disk.write('old.txt', 'old')
    const { youngUntilMs } = await pair.sync()
    expect(pair.server.tree()).toEqual({ 'old.txt': 'old' })
    expect(youngUntilMs).toBeGreaterThan(pair.clock.ms)
    pair.clock.ms += 5000
    expect((await pair.sync()).youngUntilMs).toBeUndefined()
    expectBothSides(pair, { 'young.txt': 'being written', 'old.txt': 'old' })
  })

  it('are not those with a time to come: clocks may be wrong (I19)', async () => {
    pair.disk.write('f.txt', 'f')
    changedAt('f.txt', pair.clock.ms + 1_000_000)
    await pair.sync()
    expectBothSides(pair, { 'f.txt': 'f' })
  })
})
