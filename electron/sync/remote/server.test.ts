import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ORIGIN, ROOT, ScriptedServer, XML, folderEntry, multistatus } from '../testing/scriptedServer'
import { openServer } from './server'
import type { MockAgent } from 'undici'
import type { SyncError } from '../errors'
import type { RemotePort } from '../ports'

let scripted: ScriptedServer
let agent: MockAgent
let server: RemotePort

beforeEach(() => {
  scripted = new ScriptedServer()
  agent = scripted.agent
  server = scripted.port
})

afterEach(async () => {
  await scripted.close()
})

function answer(...given: Parameters<ScriptedServer['answer']>): void {
  scripted.answer(...given)
}

describe('what a failing answer means', () => {
  it.each([
    [401, '', {}, 'signedOut'],
    [403, '', {}, 'noPermission'],
    [412, '', {}, 'preconditionFailed'],
    [423, '', {}, 'locked'],
    [429, '', { 'retry-after': '7' }, 'tooManyRequests'],
    [500, '<s:exception>OCP\\Lock\\LockedException</s:exception>', {}, 'locked'],
    [500, 'Error while copying file to target location (copied: -1 bytes)', {}, 'nameRefused'],
    [500, '', {}, 'serverError'],
    [502, '', {}, 'serverError'],
    [503, '<s:exception>OCA\\DAV\\Exception\\ServerMaintenanceMode</s:exception>', {}, 'maintenance'],
    [503, 'Storage is temporarily not available', {}, 'storageUnavailable'],
    [507, '', {}, 'quotaExceeded'],
    [413, '', {}, 'tooLarge'],
    [415, '<s:exception>OCA\\DAV\\Connector\\Sabre\\Exception\\UnsupportedMediaType</s:exception>', {}, 'noPermission'],
    [400, 'File name is too long', {}, 'nameRefused']
  ] as const)('%s %s is %s', async (status, body, headers, code) => {
    answer('PROPFIND', `${ROOT}d/`, status, body, headers)
    await expect(server.list('d')).rejects.toMatchObject({ code })
  })

  it('obeys Retry-After', async () => {
    answer('PROPFIND', `${ROOT}d/`, 429, '', { 'retry-after': '7' })
    await expect(server.list('d')).rejects.toMatchObject({ detail: { retryAfterMs: 7000 } })
  })

  it.each([
    ['from the server’s own clock', 'Sun, 06 Nov 1994 08:51:37 GMT', 120_000],
    ['in the older ways to write one', 'Sunday, 06-Nov-94 08:51:37 GMT', 120_000],
    ['in the oldest way, which names no zone', 'Sun Nov  6 08:51:37 1994', 120_000],
    ['for an hour at most', 'Mon, 07 Nov 1994 08:49:37 GMT', 3_600_000],
    ['that has passed: at once', 'Sat, 05 Nov 1994 08:49:37 GMT', 0],
    ['that is none: not at all', 'Sun, 36 Nov 1994 08:49:37 GMT', undefined],
    ['nor for what only looks like a number or a date', '7.5', undefined],
    ['nor for an empty one', '', undefined]
  ])('obeys Retry-After as a date %s', async (_what, retryAfter, retryAfterMs) => {
    const headers = { 'retry-after': retryAfter, date: 'Sun, 06 Nov 1994 08:49:37 GMT' }
    answer('PROPFIND', `${ROOT}d/`, 429, '', headers)
    const error = await server.list('d').catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'tooManyRequests' })
    expect((error as SyncError).detail.retryAfterMs).toBe(retryAfterMs)
  })

  it('obeys Retry-After as a date from the own clock where the answer has none', async () => {
    const inTwoMinutes = new Date(Date.now() + 120_000).toUTCString()
    answer('PROPFIND', `${ROOT}d/`, 429, '', { 'retry-after': inTwoMinutes, date: 'nyss' })
    const error = await server.list('d').catch((thrown: unknown) => thrown)
    const { retryAfterMs = 0 } = (error as SyncError).detail
    expect(retryAfterMs).toBeGreaterThan(60_000)
    expect(retryAfterMs).toBeLessThanOrEqual(120_000)
  })

  it('case 43: a page of a captive portal is no listing and no empty folder', async () => {
    answer('PROPFIND', `${ROOT}d/`, 200, '<html>Välkommen</html>', { 'content-type': 'text/html' })
    await expect(server.list('d')).rejects.toMatchObject({ code: 'captivePortal' })
    answer('PROPFIND', `${ROOT}d/`, 207, '<html></html>', { 'content-type': 'text/html' })
    await expect(server.list('d')).rejects.toMatchObject({ code: 'captivePortal' })
    answer('PROPFIND', `${ROOT}d/`, 302, '', { location: '/login' })
    await expect(server.list('d')).rejects.toMatchObject({ code: 'captivePortal' })
  })

  it('case 44: a redirect to another host is refused, and that host gets no request', async () => {
    answer('PROPFIND', `${ROOT}d/`, 302, '', { location: 'https://other.test/remote.php/dav/files/anna/d/' })
    await expect(server.list('d')).rejects.toMatchObject({ code: 'foreignRedirect' })
    answer('GET', `${ROOT}f`, 307, '', { location: 'https://other.test/f' })
    await expect(server.download('f', 'e', 0)).rejects.toMatchObject({ code: 'foreignRedirect' })
  })

  it('a missing root is no empty root', async () => {
    answer('PROPFIND', ROOT, 404)
    await expect(server.root()).rejects.toMatchObject({ code: 'remoteRootMissing' })
  })
})

describe('what is sent', () => {
  it('I12: a new file carries If-None-Match, a changed one If-Match, both a length', async () => {
    const { seen } = scripted
    for (let time = 0; time < 2; time += 1)
      answer('PUT', `${ROOT}a%20b/f%23.txt`, 201, '', { 'oc-etag': '"e1"', 'oc-fileid': '00000079ocabc' })
    const common = {
      path: 'a b/f#.txt',
      sizeBytes: 3,
      mtimeS: 1_600_000_000,
      checksum: 'SHA1:x',
      body: Buffer.from('abc')
    }
    expect(await server.put({ ...common, precondition: { kind: 'absent' } })).toEqual({
      id: '00000079ocabc',
      etag: 'e1'
    })
    await server.put({ ...common, precondition: { kind: 'unchanged', etag: 'e0' } })
    expect(seen[0]?.headers).toMatchObject({
      'if-none-match': '*',
      'content-length': '3',
      'x-oc-mtime': '1600000000',
      'oc-checksum': 'SHA1:x'
    })
    expect(seen[1]?.headers).toMatchObject({ 'if-match': '"e0"', 'content-length': '3' })
    expect(seen[0]?.headers['authorization']).toBe(
      `Basic ${Buffer.from('anna@insjoverket.test:app-password').toString('base64')}`
    )
  })

  it.each([-1, 0, 1, 86_400])('leaves out a time that the server refuses once it has the file: %i', async (mtimeS) => {
    answer('PUT', `${ROOT}f`, 201, '', { 'oc-etag': '"e1"', 'oc-fileid': '7ocabc' })
    const request = { path: 'f', sizeBytes: 1, checksum: 'SHA1:x', body: Buffer.from('a') }
    await server.put({ ...request, mtimeS, precondition: { kind: 'absent' } })
    expect(scripted.seen[0]?.headers).toHaveProperty('oc-checksum')
    expect(scripted.seen[0]?.headers).not.toHaveProperty('x-oc-mtime')
  })

  it('knows by its length a name that the server has no room for while the file arrives', async () => {
    const name = `${'å'.repeat(113)}.x`
    const refusal = 'Fel vid kopiering av fil till målplats (kopierat: -1 byte, förväntad filstorlek: 1 byte)'
    answer('PUT', `${ROOT}${encodeURIComponent(name)}`, 500, refusal)
    answer('PUT', `${ROOT}f`, 500, refusal)
    const request = { sizeBytes: 1, mtimeS: 1_600_000_000, checksum: 'SHA1:x', body: Buffer.from('a') }
    const put = (path: string) => server.put({ ...request, path, precondition: { kind: 'absent' } })
    await expect(put(name)).rejects.toMatchObject({ code: 'nameRefused' })
    await expect(put('f')).rejects.toMatchObject({ code: 'serverError' })
  })

  it('knows the one name that every server refuses as if a right were missing', async () => {
    const request = { sizeBytes: 1, mtimeS: 1_600_000_000, checksum: 'SHA1:x', body: Buffer.from('a') }
    const put = (path: string) => server.put({ ...request, path, precondition: { kind: 'absent' } })
    for (const name of ['.htaccess', '.htaccess.txt']) answer('PUT', `${ROOT}d/${name}`, 403)
    await expect(put('d/.htaccess')).rejects.toMatchObject({ code: 'nameRefused' })
    await expect(put('d/.htaccess.txt')).rejects.toMatchObject({ code: 'noPermission' })
  })

  it.each([
    ['weak', 'W/"e1"', {}],
    ['packed', '"e1-gzip"', {}],
    ['changed on the way', '"other"', { 'oc-etag': '"e1"' }]
  ])('a download knows its version by an etag that is %s', async (_what, etag, more) => {
    answer('GET', `${ROOT}f`, 200, 'abc', { 'content-length': '3', etag, ...more })
    expect(await server.download('f', 'e1', 0)).toMatchObject({ etag: 'e1', sizeBytes: 3 })
  })

  it('a download without a length is the file’s when it has an etag, and a page of something else when not', async () => {
    answer('GET', `${ROOT}f`, 200, 'abc', { etag: '"e1"' })
    expect(await server.download('f', 'e1', 0)).toMatchObject({ etag: 'e1', sizeBytes: undefined })
    answer('GET', `${ROOT}f`, 200, '<html>Välkommen</html>')
    await expect(server.download('f', 'e1', 0)).rejects.toMatchObject({ code: 'captivePortal' })
  })

  it('I12: a move never overwrites, and a deletion of a file names its version', async () => {
    for (const method of ['MOVE', 'DELETE']) answer(method, `${ROOT}f`, 204)
    await server.move('f', 'd/å', 'e1')
    await server.remove('f', 'e1')
    const [move, remove] = scripted.seen
    expect(move?.headers).toMatchObject({
      overwrite: 'F',
      'if-match': '"e1"',
      destination: `${ORIGIN}${ROOT}d/%C3%A5`
    })
    expect(remove?.headers).toMatchObject({ 'if-match': '"e1"' })
  })

  it('a download asks for the rest and says where the answer begins', async () => {
    agent
      .get(ORIGIN)
      .intercept({ method: 'GET', path: `${ROOT}f`, headers: { range: 'bytes=4-', 'if-match': '"e1"' } })
      .reply(206, 'rest', {
        headers: { etag: '"e1"', 'content-range': 'bytes 4-7/8', 'oc-checksum': `SHA1:${'A'.repeat(40)}` }
      })
    const download = await server.download('f', 'e1', 4)
    expect(download).toMatchObject({ etag: 'e1', fromByte: 4, sizeBytes: 8, checksum: `SHA1:${'a'.repeat(40)}` })
    let text = ''
    for await (const chunk of download.body) text += Buffer.from(chunk).toString()
    expect(text).toBe('rest')
  })

  it('refuses to speak plain http with anybody but this computer', () => {
    const options = {
      dispatcher: agent,
      credentials: { loginName: 'a', appPassword: 'b' },
      userAgent: 'u',
      requestId: () => 'r',
      userId: 'anna'
    }
    expect(() => openServer({ ...options, server: 'http://moln.insjoverket.test' })).toThrow('only https')
    expect(() => openServer({ ...options, server: 'http://127.0.0.1.other.test' })).toThrow('only https')
    expect(() => openServer({ ...options, server: 'http://127.0.0.1:8080' })).not.toThrow()
  })
})

describe('a mounted folder without anything in it', () => {
  const folder = (permissions: string, more = ''): string => multistatus(folderEntry(`${ROOT}m/`, more, permissions))

  it.each([
    ['<nc:mount-type>group</nc:mount-type>', 'own'],
    ['<nc:mount-type>external</nc:mount-type>', 'external'],
    ['<nc:mount-type>external-session</nc:mount-type>', 'external'],
    ['', 'external']
  ])('is asked whose storage it is on: %s', async (type, storage) => {
    answer('PROPFIND', `${ROOT}m/`, 207, folder('RMGDNVCK'), XML)
    answer('PROPFIND', `${ROOT}m/`, 207, folder('RMGDNVCK', type), XML)
    expect(await server.list('m')).toMatchObject({ children: [], storage })
  })

  it('is not asked when it is no mount', async () => {
    answer('PROPFIND', `${ROOT}m/`, 207, folder('RGDNVCK'), XML)
    expect(await server.list('m')).not.toHaveProperty('storage')
  })
})

describe('a server that was restored', () => {
  it('case 36: says so by its data fingerprint', async () => {
    scripted.lists(ROOT, folderEntry(ROOT, '<oc:data-fingerprint>abc</oc:data-fingerprint>'))
    expect(await server.root()).toMatchObject({ id: '1', fingerprint: 'abc' })
  })
})

describe('case 67: a remote wipe', () => {
  it.each([
    [200, '{"wipe":true}', true],
    [200, '{"wipe":false}', false],
    [200, '[]', false],
    [404, '[]', false],
    [200, '<html></html>', false],
    [500, '', false]
  ])('%i %s: %s', async (status, body, expected) => {
    answer('POST', '/index.php/core/wipe/check', status, body)
    expect(await server.wantsWipe()).toBe(expected)
  })
})
