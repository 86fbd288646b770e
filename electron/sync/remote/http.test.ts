import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Addresses } from './addresses'
import { openHttp, readJson, readText } from './http'
import { at } from './json'
import { readMultistatus } from './multistatus'
import { multistatus, response } from '../testing/scriptedServer'
import type { Reply } from './http'

const ORIGIN = 'https://moln.insjoverket.test'
const MEBIBYTE = 1024 * 1024

async function* pieces(...parts: readonly (Uint8Array | string)[]): AsyncGenerator<Uint8Array> {
  await Promise.resolve()
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part
}

/** A body that begins like this, and then the connection is cut. */
async function* cutAfter(...parts: readonly (Uint8Array | string)[]): AsyncGenerator<Uint8Array> {
  yield* pieces(...parts)
  throw Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' })
}

/** A listing over the real client, answered so. */
function ask(body: AsyncIterable<Uint8Array>, headers: Record<string, string> = {}, statusCode = 207): Promise<Reply> {
  const http = openHttp(new Addresses(ORIGIN, 'anna'), {
    dispatcher: { request: () => Promise.resolve({ statusCode, headers, body }) },
    credentials: { loginName: 'anna', appPassword: 'app-password' },
    userAgent: 'Samverk/test',
    requestId: () => 'request-1'
  })
  return http.small('PROPFIND', '/', {}, Buffer.from(''))
}

const LISTING = multistatus(response('/f', '<d:getetag>"e"</d:getetag>'))
const packed = gzipSync(LISTING)
const GZIP = { 'content-encoding': 'gzip' }
const sized = (bytes: number): Record<string, string> => ({ ...GZIP, 'content-length': String(bytes) })
const hrefs = async (reply: Promise<Reply>): Promise<readonly string[]> =>
  (await readMultistatus((await reply).body)).map(({ href }) => href)

describe('a packed answer', () => {
  it('is unpacked, at once when it is small and as it arrives when nobody knows', async () => {
    expect(await hrefs(ask(pieces(packed), sized(packed.length)))).toEqual(['/f'])
    expect(await hrefs(ask(pieces(packed.subarray(0, 20), packed.subarray(20)), GZIP))).toEqual(['/f'])
    expect(await hrefs(ask(pieces(LISTING), { 'content-encoding': 'identity' }))).toEqual(['/f'])
    expect(await hrefs(ask(pieces(LISTING)))).toEqual(['/f'])
  })

  it('in a way that was not asked for is somebody else’s', async () => {
    await expect(ask(pieces(packed), { 'content-encoding': 'br' })).rejects.toMatchObject({ code: 'captivePortal' })
  })

  it('that is small and becomes very large is not unpacked', async () => {
    // A thousand to one is the most that gzip can do: this is just small enough to be unpacked at once.
    const bomb = gzipSync(Buffer.alloc(16 * MEBIBYTE + 1), { level: 9 })
    expect(bomb.length).toBeLessThanOrEqual(16 * 1024)
    await expect(ask(pieces(bomb), sized(bomb.length))).rejects.toMatchObject({ code: 'badListing' })
  })

  it('that becomes very large as it arrives is left at the first value that is too long', async () => {
    const bomb = gzipSync(`${LISTING.slice(0, 60)}${' '.repeat(64 * MEBIBYTE)}`)
    await expect(hrefs(ask(pieces(bomb), GZIP))).rejects.toMatchObject({ code: 'badListing' })
  })

  it('that is longer than it says is not read to its end', async () => {
    let read = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (; read < 1000; read += 1) {
        await Promise.resolve()
        yield Buffer.alloc(1024)
      }
    }
    await expect(ask(endless(), sized(100))).rejects.toMatchObject({ code: 'captivePortal' })
    expect(read).toBeLessThan(20)
  })

  it('that is broken, or cut, is no listing', async () => {
    await expect(ask(pieces('no gzip at all'), sized(14))).rejects.toMatchObject({ code: 'badListing' })
    await expect(ask(pieces(packed.subarray(0, -9)), sized(packed.length))).rejects.toMatchObject({
      code: 'badListing'
    })
    await expect(hrefs(ask(pieces(packed.subarray(0, -9)), GZIP))).rejects.toThrow()
    await expect(hrefs(ask(cutAfter(packed.subarray(0, 30)), GZIP))).rejects.toThrow()
  })
})

describe('a page that comes with an error', () => {
  it('is read no further than it says something, however long it is', async () => {
    let read = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (; read < 10_000; read += 1) {
        await Promise.resolve()
        yield Buffer.alloc(1024, 'x')
      }
    }
    await expect(ask(endless(), {}, 500)).rejects.toMatchObject({ code: 'serverError' })
    expect(read).toBeLessThan(20)
  })

  it('says what it says though it is cut, and in however many parts it comes', async () => {
    await expect(ask(cutAfter('<d:error>'), {}, 423)).rejects.toMatchObject({ code: 'locked' })
    const exception = ['<d:error><s:exception>Sabre\\DAV\\Exception\\', 'Locked</s:exception></d:error>']
    await expect(ask(pieces(...exception), {}, 423)).rejects.toMatchObject({ code: 'locked' })
  })
})

describe('a small answer', () => {
  const reply = (...parts: readonly string[]): Reply => ({
    status: 200,
    header: () => undefined,
    body: pieces(...parts)
  })

  it('is read as long as it is small', async () => {
    expect(await readText(reply('ab', 'cd'), 4)).toBe('abcd')
    await expect(readText(reply('ab', 'cde'), 4)).rejects.toMatchObject({ code: 'captivePortal' })
    expect(await readJson(reply('{"a"', ':1}'))).toEqual({ a: 1 })
    await expect(readJson(reply('"', 'x'.repeat(MEBIBYTE), '"'))).rejects.toMatchObject({ code: 'captivePortal' })
  })

  it.each(['', '<html>Sign in</html>', '{"a":'])('that is no JSON is somebody else’s: %j', async (text) => {
    await expect(readJson(reply(text))).rejects.toMatchObject({ code: 'captivePortal' })
  })

  it('says nothing where there is nothing, whatever it is', () => {
    expect(at({ a: { b: [7] } }, 'a', 'b', '0')).toBe(7)
    for (const value of [undefined, null, 1, 'text', {}, []]) expect(at(value, 'length', 'x')).toBeUndefined()
    expect([at('text', 'length'), at(null, 'a'), at({ a: null }, 'a', 'b')]).toEqual(Array(3).fill(undefined))
    expect([at({}, 'constructor'), at({}, '__proto__'), at({ a: {} }, 'a', 'toString')]).toEqual(
      Array(3).fill(undefined)
    )
  })
})
