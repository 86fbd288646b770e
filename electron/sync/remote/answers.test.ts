import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ORIGIN, ROOT, ScriptedServer, XML, fileEntry, folderEntry, multistatus } from '../testing/scriptedServer'
import { Addresses } from './addresses'

let scripted: ScriptedServer

beforeEach(() => {
  scripted = new ScriptedServer()
})

afterEach(async () => {
  await scripted.close()
})

describe('only a 404 says that an item is not there (I7)', () => {
  it('and it does', async () => {
    scripted.answer('PROPFIND', `${ROOT}f`, 404)
    expect(await scripted.port.stat('f')).toBeUndefined()
  })

  it.each([
    [401, 'signedOut'],
    [403, 'noPermission'],
    [409, 'gone'],
    [423, 'locked'],
    [500, 'serverError'],
    [503, 'storageUnavailable']
  ])('%i does not', async (status, code) => {
    scripted.answer('PROPFIND', `${ROOT}f`, status)
    await expect(scripted.port.stat('f')).rejects.toMatchObject({ code })
  })

  it('a connection that is cut does not', async () => {
    scripted.cut('PROPFIND', `${ROOT}f`)
    await expect(scripted.port.stat('f')).rejects.toMatchObject({ code: 'truncated' })
  })

  it.each([
    ['nothing', []],
    ['another item', [fileEntry(`${ROOT}g`, 1)]],
    ['the item and another one', [fileEntry(`${ROOT}f`, 1), fileEntry(`${ROOT}g`, 1)]]
  ])('an answer about %s does not', async (_what, entries) => {
    scripted.lists(`${ROOT}f`, ...entries)
    await expect(scripted.port.stat('f')).rejects.toMatchObject({ code: 'badListing' })
  })

  it('a mount that can not be reached does not', async () => {
    scripted.lists(`${ROOT}m`, folderEntry(`${ROOT}m/`, '<oc:fileid>-1</oc:fileid>'))
    await expect(scripted.port.stat('m')).rejects.toMatchObject({ code: 'storageUnavailable' })
  })

  it('what was just written and is not there is an error', async () => {
    scripted.answer('MKCOL', `${ROOT}d`, 201)
    scripted.answer('PROPFIND', `${ROOT}d`, 404)
    await expect(scripted.port.makeFolder('d')).rejects.toMatchObject({ code: 'gone' })
  })
})

describe('a deletion there', () => {
  it.each([204, 404])('is done when the answer is %i', async (status) => {
    scripted.answer('DELETE', `${ROOT}f`, status)
    await expect(scripted.port.remove('f', 'e1')).resolves.toBeUndefined()
  })

  it.each([
    [403, 'noPermission'],
    [409, 'gone'],
    [412, 'preconditionFailed'],
    [423, 'locked'],
    [500, 'serverError']
  ])('is not done when it is %i', async (status, code) => {
    scripted.answer('DELETE', `${ROOT}f`, status)
    await expect(scripted.port.remove('f', 'e1')).rejects.toMatchObject({ code })
  })

  it('or a move of a folder carries no version: there it could never match', async () => {
    for (const method of ['MOVE', 'DELETE']) scripted.answer(method, `${ROOT}d`, 204)
    await scripted.port.move('d', 'e', undefined)
    await scripted.port.remove('d', undefined)
    for (const { headers } of scripted.seen) expect(headers).not.toHaveProperty('if-match')
  })
})

describe('a listing', () => {
  it('is none when it comes with another status than 207, whatever is in it', async () => {
    scripted.answer('PROPFIND', `${ROOT}d/`, 200, multistatus(folderEntry(`${ROOT}d/`)), XML)
    await expect(scripted.port.list('d')).rejects.toMatchObject({ code: 'captivePortal' })
  })

  it('is none when the folder itself can not be reached', async () => {
    scripted.lists(`${ROOT}m/`, folderEntry(`${ROOT}m/`, '<oc:fileid>-1</oc:fileid>'))
    await expect(scripted.port.list('m')).rejects.toMatchObject({ code: 'storageUnavailable' })
  })

  it('that says an identity with our own mark in it is none', async () => {
    const twice = fileEntry(`${ROOT}d/f`, 1).replace('<oc:id>7', '<oc:id>7@1')
    scripted.lists(`${ROOT}d/`, folderEntry(`${ROOT}d/`), twice)
    await expect(scripted.port.list('d')).rejects.toMatchObject({ code: 'badListing' })
  })

  it.each([
    ['is refused', 403],
    ['is too much for the server', 500]
  ])('of everything that %s is asked for folder by folder', async (_what, status) => {
    scripted.answer('PROPFIND', ROOT, status)
    expect(await scripted.port.listDeep('')).toBeUndefined()
  })

  it('of everything that is cut is asked for folder by folder', async () => {
    scripted.answer('PROPFIND', ROOT, 207, multistatus(folderEntry(ROOT)).slice(0, -9), XML)
    expect(await scripted.port.listDeep('')).toBeUndefined()
  })

  it('of everything ends the run while the server is being maintained', async () => {
    scripted.answer('PROPFIND', ROOT, 503, '', { 'x-nextcloud-maintenance-mode': '1' })
    await expect(scripted.port.listDeep('')).rejects.toMatchObject({ code: 'maintenance' })
  })
})

describe('what was written', () => {
  const request = {
    path: 'f',
    sizeBytes: 1,
    mtimeS: 1_600_000_000,
    checksum: 'SHA1:x',
    body: Buffer.from('a'),
    precondition: { kind: 'absent' }
  } as const

  it.each([
    ['version', { 'oc-fileid': '7' }],
    ['identity', { etag: '"e1"' }]
  ])('is asked for when the answer does not name its %s', async (_what, headers: Record<string, string>) => {
    scripted.answer('PUT', `${ROOT}f`, 201, '', headers)
    scripted.lists(`${ROOT}f`, fileEntry(`${ROOT}f`, 1))
    expect(await scripted.port.put(request)).toMatchObject({ id: '7', etag: 'e' })
  })

  it('a new folder has the identity that the answer names, and no version yet: it has to be listed', async () => {
    scripted.answer('MKCOL', `${ROOT}d/e`, 201, '', { 'oc-fileid': '00000079ocabc' })
    expect(await scripted.port.makeFolder('d/e')).toMatchObject({
      id: '00000079ocabc',
      fileId: '79',
      name: 'e',
      kind: 'folder',
      etag: ''
    })
  })
})

describe('a download', () => {
  it('asks for the version that is known, whole and not packed', async () => {
    scripted.answer('GET', `${ROOT}f`, 200, 'abc', { etag: '"e1"', 'content-length': '3' })
    await scripted.port.download('f', 'e1', 0)
    expect(scripted.seen[0]?.headers).toMatchObject({ 'if-match': '"e1"', 'accept-encoding': 'identity' })
    expect(scripted.seen[0]?.headers).not.toHaveProperty('range')
  })

  it.each([203, 207])('that comes with %i is somebody else’s page', async (status) => {
    scripted.answer('GET', `${ROOT}f`, status, 'abc', { etag: '"e1"', 'content-length': '3' })
    await expect(scripted.port.download('f', 'e1', 0)).rejects.toMatchObject({ code: 'captivePortal' })
  })

  it.each([undefined, 'bytes 4-7', 'bytes 4-7/*'])(
    'of a part that does not say which is refused: %s',
    async (range) => {
      scripted.answer('GET', `${ROOT}f`, 206, 'rest', range === undefined ? {} : { 'content-range': range })
      await expect(scripted.port.download('f', 'e1', 4)).rejects.toMatchObject({ code: 'changed' })
    }
  )
})

it.each(['..', 'a/../..', 'a\\b'])('a folder to be synced that leads elsewhere is refused: %s (I8)', (folder) => {
  expect(() => new Addresses(ORIGIN, 'anna', folder)).toThrow('leads elsewhere')
})
