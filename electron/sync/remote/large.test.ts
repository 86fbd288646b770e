import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ORIGIN, ROOT, ScriptedServer, XML, fileEntry, multistatus, response } from '../testing/scriptedServer'
import type { ChunkedRequest, RemoteVersion } from '../ports'

const FOLDER = '/remote.php/dav/uploads/anna/transfer-1/'
const FILE = `${ROOT}large.bin`
const MEBIBYTE = 1024 * 1024
const SHA1 = 'SHA1:0000000000000000000000000000000000000000'

let scripted: ScriptedServer

beforeEach(() => {
  scripted = new ScriptedServer()
})

afterEach(async () => {
  await scripted.close()
})

function send(sizeMebibytes: number, over: Partial<ChunkedRequest> = {}): Promise<RemoteVersion> {
  return scripted.port.putChunked({
    path: 'large.bin',
    sizeBytes: sizeMebibytes * MEBIBYTE,
    mtimeS: 1_600_000_000,
    precondition: { kind: 'absent' },
    transferId: 'transfer-1',
    chunkBytes: MEBIBYTE,
    read: async function* (from, to) {
      await Promise.resolve()
      yield new Uint8Array(to - from)
    },
    checksum: () => SHA1,
    verify: () => Promise.resolve(),
    progress: () => undefined,
    ...over
  })
}

const part = (name: string, bytes = MEBIBYTE): string =>
  response(`${FOLDER}${name}`, `<d:getcontentlength>${String(bytes)}</d:getcontentlength>`)

/** An earlier run has left these. */
function leftBehind(...parts: readonly string[]): void {
  scripted.answer('MKCOL', FOLDER, 405)
  scripted.answer('PROPFIND', FOLDER, 207, multistatus(...parts), XML)
}

function takes(...parts: readonly number[]): void {
  for (const index of parts) scripted.answer('PUT', `${FOLDER}0000${String(index)}`, 201)
}

function putsTogether(sizeMebibytes: number): void {
  scripted.answer('MOVE', `${FOLDER}.file`, 201)
  scripted.lists(FILE, fileEntry(FILE, sizeMebibytes * MEBIBYTE))
}

const asked = (): readonly string[] => scripted.seen.map(({ method, path }) => `${method} ${path.replace(FOLDER, '')}`)

describe('the parts of a large file that an earlier run has left', () => {
  it.each([
    [507, 'quotaExceeded'],
    [403, 'noPermission']
  ])('are not looked for when the server answers %i: nothing is sent', async (status, code) => {
    scripted.answer('MKCOL', FOLDER, status)
    await expect(send(2)).rejects.toMatchObject({ code })
    expect(asked()).toEqual(['MKCOL '])
  })

  it('case 32: after a gap are removed and sent again', async () => {
    // The folder lists itself as well: that is no part, nor a sign of an object store.
    const self = response(FOLDER, '<d:resourcetype><d:collection/></d:resourcetype>')
    leftBehind(self, ...['1', '2', '4'].map((index) => part(`0000${index}`)))
    scripted.answer('DELETE', `${FOLDER}00004`, 204)
    takes(3, 4)
    putsTogether(4)
    let readBytes = 0
    await send(4, {
      read: async function* (from, to) {
        await Promise.resolve()
        readBytes += to - from
        yield new Uint8Array(to - from)
      }
    })
    expect(asked().slice(2, 5)).toEqual(['DELETE 00004', 'PUT 00003', 'PUT 00004'])
    // The parts that are there already are read for the checksum of the whole, and not sent; this server reads no bodies.
    expect(readBytes).toBe(2 * MEBIBYTE)
  })

  it('are all of the file when the last is short, and no more than the file is long', async () => {
    leftBehind(part('00001'), part('00002', MEBIBYTE / 2), part('00003'))
    scripted.answer('DELETE', `${FOLDER}00003`, 204)
    putsTogether(1.5)
    await send(1.5)
    expect(asked()).toEqual(['MKCOL ', 'PROPFIND ', 'DELETE 00003', 'MOVE .file', `PROPFIND ${FILE}`])
  })

  it('count for nothing beyond the end of a file that has become shorter', async () => {
    leftBehind(part('00001'), part('00002'))
    scripted.answer('DELETE', `${FOLDER}00002`, 204)
    takes(2)
    putsTogether(1.5)
    await send(1.5)
    expect(asked()).toContain('DELETE 00002')
  })

  it('case 34: are not put together when the file has changed since', async () => {
    leftBehind(part('00001'), part('00002'))
    await expect(send(2, { verify: () => Promise.reject(new Error('another file')) })).rejects.toThrow('another file')
    expect(asked()).toEqual(['MKCOL ', 'PROPFIND '])
  })

  it('in an object store are known by their bare numbers, and only the rest is sent', async () => {
    leftBehind(part('.target', 0), part('1'), part('2'))
    takes(3)
    putsTogether(3)
    await expect(send(3)).resolves.toBeDefined()
    scripted.agent.assertNoPendingInterceptors()
  })

  it('in an object store are all given up when one does not fit: it would become part of the file', async () => {
    leftBehind(part('.target', 0), part('1'), part('2', 5))
    await expect(send(3)).rejects.toMatchObject({ code: 'transferLost' })
  })
})

describe('putting a large file together (I12)', () => {
  const moved = (): Readonly<Record<string, string>> =>
    scripted.seen.find(({ method }) => method === 'MOVE')?.headers ?? {}

  async function sendOne(over: Partial<ChunkedRequest> = {}): Promise<void> {
    scripted.answer('MKCOL', FOLDER, 201)
    takes(1)
    putsTogether(1)
    await send(1, over)
  }

  it('never overwrites where nothing should be', async () => {
    await sendOne()
    expect(moved()).toMatchObject({
      overwrite: 'F',
      destination: `${ORIGIN}${FILE}`,
      'oc-total-length': String(MEBIBYTE),
      'oc-checksum': SHA1,
      'x-oc-mtime': '1600000000'
    })
    expect(moved()).not.toHaveProperty('if')
  })

  it('overwrites exactly the version that was known', async () => {
    await sendOne({ precondition: { kind: 'unchanged', etag: 'e0' } })
    expect(moved()).toMatchObject({ if: `<${ORIGIN}${FILE}> (["e0"])` })
  })

  it('names where the parts will go and how long all of them are, with each of them', async () => {
    await sendOne()
    const common = { destination: `${ORIGIN}${FILE}` }
    expect(scripted.seen[0]).toMatchObject({ method: 'MKCOL', headers: common })
    expect(scripted.seen[1]).toMatchObject({
      method: 'PUT',
      headers: { ...common, 'oc-total-length': String(MEBIBYTE), 'content-length': String(MEBIBYTE) }
    })
  })

  it('does not send a checksum where the server keeps none of that kind', async () => {
    const uploads = { maxRequestBytes: undefined, maxParallelChunks: 1, takesSha1: false }
    const known = { hasLocks: false, uploads }
    scripted = new ScriptedServer({ offers: { known: () => known, ask: () => Promise.resolve() } })
    await sendOne()
    expect(moved()).not.toHaveProperty('oc-checksum')
  })

  it('is not believed when the file there has another length', async () => {
    scripted.answer('MKCOL', FOLDER, 201)
    takes(1)
    putsTogether(2)
    await expect(send(1)).rejects.toMatchObject({ code: 'transferLost' })
  })
})

describe('case 30: when the answer to putting it together is lost', () => {
  const checksum = (sum: string): string => `<oc:checksums><oc:checksum>${sum}</oc:checksum></oc:checksums>`

  function lost(how: 'cut' | 504 | 404, there?: string): Promise<RemoteVersion> {
    scripted.answer('MKCOL', FOLDER, 201)
    takes(1)
    if (how === 'cut') scripted.cut('MOVE', `${FOLDER}.file`)
    else scripted.answer('MOVE', `${FOLDER}.file`, how)
    if (there === undefined) scripted.answer('PROPFIND', FILE, 404)
    else scripted.lists(FILE, there)
    return send(1)
  }

  it.each(['cut', 504, 404] as const)('by %s, the file there is found to be the one that was sent', async (how) => {
    await expect(lost(how, fileEntry(FILE, MEBIBYTE, checksum(SHA1)))).resolves.toMatchObject({ etag: 'e' })
  })

  it.each([
    ['of another length', fileEntry(FILE, 5, checksum(SHA1))],
    ['with another checksum', fileEntry(FILE, MEBIBYTE, checksum(`SHA1:${'1'.repeat(40)}`))],
    ['without a checksum', fileEntry(FILE, MEBIBYTE)],
    ['nowhere', undefined]
  ])('a file there %s is not taken for it', async (_what, there) => {
    await expect(lost('cut', there)).rejects.toMatchObject({ code: 'truncated' })
  })

  it('to a transfer that has expired, it begins anew', async () => {
    await expect(lost(404)).rejects.toMatchObject({ code: 'transferLost' })
  })

  it('a refusal is no lost answer', async () => {
    scripted.answer('MKCOL', FOLDER, 201)
    takes(1)
    scripted.answer('MOVE', `${FOLDER}.file`, 412)
    await expect(send(1)).rejects.toMatchObject({ code: 'preconditionFailed' })
  })
})

describe('giving a transfer up', () => {
  it.each([404, 403, 500])('never fails an upload by itself: %i', async (status) => {
    scripted.answer('DELETE', FOLDER, status)
    await expect(scripted.port.abortChunked('transfer-1')).resolves.toBeUndefined()
  })

  it('ends the run when the server is being maintained', async () => {
    scripted.answer('DELETE', FOLDER, 503, '', { 'x-nextcloud-maintenance-mode': '1' })
    await expect(scripted.port.abortChunked('transfer-1')).rejects.toMatchObject({ code: 'maintenance' })
  })
})
