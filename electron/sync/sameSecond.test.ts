import { beforeEach, describe, expect, it } from 'vitest'
import { Pair } from './testing/pair'
import { expectBothSides, synced, transfers } from './testing/scenario'

/** From a mebibyte on it is worth going on with a download. */
const LARGE = 'a long text that comes in two halves '.repeat(40_000)

let pair: Pair

beforeEach(async () => {
  pair = new Pair()
  await pair.open()
})

const etag = (): string => [...pair.server.entries.values()].find(({ name }) => name === 'f.txt')?.etag ?? ''

describe('a file that is written again within the second of its time keeps its etag on the server', () => {
  it('but not when the change comes from here: others see it', async () => {
    await synced(pair, { 'f.txt': 'first' })
    const before = etag()
    pair.disk.writeQuietly('f.txt', 'other')
    await pair.syncUntilQuiet()
    expectBothSides(pair, { 'f.txt': 'other' })
    expect(etag()).not.toBe(before)
  })

  it('nor when it comes from here again and again', async () => {
    await synced(pair, { 'f.txt': 'first' })
    const etags = new Set([etag()])
    for (const content of ['one..', 'two..', 'three']) {
      pair.disk.writeQuietly('f.txt', content)
      await pair.syncUntilQuiet()
      etags.add(etag())
    }
    expect(etags.size).toBe(4)
    expectBothSides(pair, { 'f.txt': 'three' })
  })

  it('and from another computer, changed in the same second: both versions are kept', async () => {
    const there = new Pair(2, pair.server)
    await synced(pair, { 'f.txt': 'first' })
    await there.sync()
    pair.disk.writeQuietly('f.txt', 'here.')
    there.disk.writeQuietly('f.txt', 'there')
    await there.sync()
    await pair.syncUntilQuiet()
    expectBothSides(pair, { 'f.txt': 'there' }, ['here.'])
    await there.syncUntilQuiet()
    expect(there.disk.tree()).toEqual(pair.disk.tree())
  })

  it('what somebody else wrote so comes here, as its size says', async () => {
    pair.server.storesChecksums = false
    await synced(pair, { 'f.txt': 'first' })
    pair.server.writeWithinSecond('f.txt', 'longer than before')
    await pair.syncUntilQuiet()
    expectBothSides(pair, { 'f.txt': 'longer than before' })
  })

  it('what somebody else wrote so comes here, as its checksum says', async () => {
    await synced(pair, { 'f.txt': 'first' })
    pair.server.writeWithinSecond('f.txt', 'other')
    await pair.syncUntilQuiet()
    expectBothSides(pair, { 'f.txt': 'other' })
  })

  it('what somebody else wrote so does not overwrite an edit here', async () => {
    pair.server.storesChecksums = false
    await synced(pair, { 'f.txt': 'first' })
    pair.server.writeWithinSecond('f.txt', 'longer than before')
    pair.disk.write('f.txt', 'written here')
    await pair.syncUntilQuiet()
    expectBothSides(pair, { 'f.txt': 'longer than before' }, ['written here'])
  })

  it('is still known for another version after the process was ended', async () => {
    await synced(pair, { 'f.txt': 'first' })
    pair.server.writeWithinSecond('f.txt', 'longer than before')
    pair.server.faults.plan = ({ name }) => (name === 'download' ? { kind: 'crashBefore' } : undefined)
    await expect(pair.sync()).rejects.toThrow()
    pair.server.faults.plan = () => undefined
    pair.restart()
    await pair.syncUntilQuiet()
    expectBothSides(pair, { 'f.txt': 'longer than before' })
  })

  it('a download that was cut is not put together from both', async () => {
    pair.server.storesChecksums = false
    pair.server.write('f.txt', LARGE)
    let isCut = false
    pair.server.faults.plan = ({ name }) => {
      if (name !== 'body' || isCut) return undefined
      isCut = true
      return { kind: 'before', code: 'offline' }
    }
    await expect(pair.sync()).rejects.toMatchObject({ code: 'offline' })
    const newer = `${LARGE.toUpperCase()}!`
    pair.server.writeWithinSecond('f.txt', newer)
    await pair.syncUntilQuiet()
    expectBothSides(pair, { 'f.txt': newer })
    expect(pair.disk.temps.size).toBe(0)
  })
})

it('a server that always tells another size than it has is not asked for the file again and again', async () => {
  await synced(pair, { 'f.txt': 'first' })
  const really = pair.server.list
  Object.assign(pair.server, {
    list: async (path: string) => {
      const listing = await really(path)
      return { ...listing, children: listing.children.map((each) => ({ ...each, sizeBytes: each.sizeBytes + 1 })) }
    }
  })
  for (let turn = 0; turn < 3; turn += 1) {
    pair.server.write(`annan${String(turn)}.txt`, 'annan')
    await pair.syncUntilQuiet()
  }
  expect(transfers(pair).filter((call) => call.includes('f.txt') && !call.includes('annan'))).toHaveLength(1)
})
