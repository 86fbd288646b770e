import { beforeEach, describe, expect, it } from 'vitest'
import { Pair } from './testing/pair'
import { expectBothSides } from './testing/scenario'
import type { RemoteDownload } from './ports'
import type { Fault } from './testing/faults'

/** From a mebibyte on it is worth going on with a download. */
const LARGE = 'a long text that comes in two halves '.repeat(40_000)
const HALF = LARGE.length / 2

let pair: Pair
/** From which byte on each download was asked for. */
let asked: number[]

beforeEach(async () => {
  pair = new Pair()
  asked = []
  await pair.open()
})

function answers(twist: (answer: RemoteDownload) => RemoteDownload = (answer) => answer): void {
  const really = pair.server.download
  Object.assign(pair.server, {
    download: async (path: string, etag: string, from: number) => {
      asked.push(from)
      return twist(await really(path, etag, from))
    }
  })
}

/** The first download is cut after its first half, in one way or another. */
function cut(fault: Fault): void {
  let isDone = false
  pair.server.faults.plan = ({ name }) => {
    if (name !== 'body' || isDone) return undefined
    isDone = true
    return fault
  }
}

const CUT: Fault = { kind: 'before', code: 'truncated' }

function expectWhole(content: string): void {
  expectBothSides(pair, { 'f.txt': content })
  expect(pair.disk.temps.size).toBe(0)
  expect(pair.state.transfers.size).toBe(0)
}

async function* only(text: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve()
  yield Buffer.from(text)
}

describe('a large download that was cut (case 64)', () => {
  beforeEach(() => {
    pair.server.write('f.txt', LARGE)
  })

  it('goes on where it was cut', async () => {
    answers()
    cut(CUT)
    await pair.syncUntilQuiet()
    expect(asked).toEqual([0, HALF])
    expectWhole(LARGE)
  })

  it('goes on after the process was ended in the middle of it', async () => {
    answers()
    cut({ kind: 'crashBefore' })
    await pair.syncUntilQuiet()
    expect(asked).toHaveLength(2)
    expect(asked[1]).toBeGreaterThan(0)
    expectWhole(LARGE)
  })

  it('begins anew where the server sends all of it again', async () => {
    answers((answer) => (answer.fromByte === 0 ? answer : { ...answer, fromByte: 0, body: only(LARGE) }))
    cut(CUT)
    await pair.syncUntilQuiet()
    expectWhole(LARGE)
  })

  it('is not put together from another part than was asked for', async () => {
    answers((answer) => (answer.fromByte === 0 ? answer : { ...answer, fromByte: 5, body: only(LARGE.slice(5)) }))
    cut(CUT)
    await pair.syncUntilQuiet()
    expect(asked).toEqual([0, HALF, 0])
    expectWhole(LARGE)
  })

  it('is not put together from two versions', async () => {
    answers()
    cut({ kind: 'before', code: 'offline' })
    await expect(pair.sync()).rejects.toMatchObject({ code: 'offline' })
    const newer = LARGE.toUpperCase()
    pair.server.write('f.txt', newer)
    await pair.syncUntilQuiet()
    expect(asked).toEqual([0, 0])
    expectWhole(newer)
  })

  it('is not kept when what came of it was wrong', async () => {
    answers((answer) => ({ ...answer, body: only(LARGE.toUpperCase()) }))
    await pair.sync()
    expect(pair.failures.all()).toMatchObject([{ code: 'badChecksum' }])
    expect(pair.disk.temps.size).toBe(0)
    expect(pair.state.transfers.size).toBe(0)
  })
})

it('a small download that was cut is not kept: to begin anew costs less', async () => {
  pair.server.write('f.txt', 'small')
  answers()
  cut(CUT)
  await pair.syncUntilQuiet()
  expect(asked).toEqual([0, 0])
  expectWhole('small')
})

describe('case 65: what comes is compared with the checksum', () => {
  it('of the answer, where the listing had none', async () => {
    pair.server.storesChecksums = false
    pair.server.write('f.txt', 'right')
    answers((answer) => ({ ...answer, checksum: `SHA1:${'0'.repeat(40)}` }))
    await pair.sync()
    expect(pair.disk.tree()).toEqual({})
    expect(pair.failures.all()).toMatchObject([{ code: 'badChecksum' }])
  })

  it('of the listing, where the answer has none', async () => {
    pair.server.write('f.txt', 'right')
    answers((answer) => ({ ...answer, checksum: '', body: only('wrong') }))
    await pair.sync()
    expect(pair.disk.tree()).toEqual({})
    expect(pair.failures.all()).toMatchObject([{ code: 'badChecksum' }])
  })

  it('of neither, where there is none', async () => {
    pair.server.storesChecksums = false
    pair.server.write('f.txt', 'right')
    await pair.sync()
    expectWhole('right')
  })
})

it.each([true, false])(
  'case 7: the same bytes on both sides are no conflict (checksums: %s)',
  async (storesChecksums) => {
    pair.server.storesChecksums = storesChecksums
    pair.server.write('f.txt', 'same')
    pair.disk.write('f.txt', 'same')
    await pair.sync()
    expectWhole('same')
    expect((await pair.sync()).operations).toBe(0)
  }
)
