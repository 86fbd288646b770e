import { afterAll, beforeAll, expect, test } from 'vitest'

import type { TestFiles } from './testing/server'
import { home, startTestFiles } from './testing/server'

let files: TestFiles

beforeAll(async () => {
  files = await startTestFiles()
})
afterAll(() => files.stop())

const put = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
  files.file('PUT', path, { body, headers })
const list = (path: string, depth: string, properties: string) =>
  files.file('PROPFIND', path, {
    headers: { Depth: depth },
    body: `<d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop>${properties}</d:prop></d:propfind>`
  })
const fileId = async (path: string) => /<oc:fileid>(\d+)</.exec((await list(path, '0', '<oc:fileid/>')).text)?.[1]

test('a write gives one new etag to all folders above it and to none beside it', async () => {
  for (const path of ['/a', '/a/b', '/a/b/c', '/a/sida']) await files.file('MKCOL', path)
  const before = await files.etag('/a/sida')
  expect((await put('/a/b/c/fil.txt', 'ett')).status).toBe(201)
  const etags = await Promise.all(['/', '/a', '/a/b', '/a/b/c'].map((path) => files.etag(path)))
  expect(new Set(etags).size).toBe(1)
  expect(etags[0]).toMatch(/^[0-9a-f]{13}$/)
  expect(await files.etag('/a/sida')).toBe(before)
  expect((await put('/a/b/c/fil.txt', 'två')).status).toBe(204)
  expect(await files.etag('/')).not.toBe(etags[0])
})

test('a new file is refused where one is, when the client says that there should be none', async () => {
  expect((await put('/ny.txt', '1', { 'If-None-Match': '*' })).status).toBe(201)
  const second = await put('/ny.txt', '2', { 'If-None-Match': '*' })
  expect(second.status).toBe(412)
  expect(second.text).toContain('Sabre\\DAV\\Exception\\PreconditionFailed')
  expect((await files.file('GET', '/ny.txt')).text).toBe('1')
})

test('a change is refused when the file is no longer what the client knew', async () => {
  const first = await put('/känd.txt'.replaceAll('ä', '%C3%A4'), '1')
  const path = '/k%c3%a4nd.txt'
  expect((await put(path, '2', { 'If-Match': String(first.headers['etag']), 'X-OC-MTime': '1700000000' })).status).toBe(
    204
  )
  const late = await put(path, '3', { 'If-Match': String(first.headers['etag']) })
  expect(late.status).toBe(412)
  expect(late.headers['etag']).toBe(`"${await files.etag(path)}"`)
  expect((await files.file('DELETE', path, { headers: { 'If-Match': '"gammal"' } })).status).toBe(412)
  expect((await files.file('GET', path)).text).toBe('2')
})

test('a folder has no etag that a precondition could match', async () => {
  await files.file('MKCOL', '/mapp')
  const etag = await files.etag('/mapp')
  expect((await files.file('DELETE', '/mapp', { headers: { 'If-Match': `"${etag}"` } })).status).toBe(412)
  expect((await files.file('DELETE', '/mapp', { headers: { 'If-Match': '*' } })).status).toBe(204)
})

test('an upload without a length, into nothing, or over a folder is refused', async () => {
  expect((await files.file('PUT', '/x', { headers: { 'Transfer-Encoding': 'chunked' } })).status).toBe(411)
  expect((await put('/saknas/x', '1')).status).toBe(404)
  await files.file('MKCOL', '/upptagen')
  expect((await put('/upptagen', '1')).status).toBe(409)
})

test('what is not there is not listed, when the client wants little', async () => {
  await put('/lite.txt', 'lite')
  const body = '<d:propfind xmlns:d="DAV:"><d:prop><d:getetag/><d:finns-inte/></d:prop></d:propfind>'
  const asked = { Depth: '0', Prefer: 'return=minimal' }
  const { text } = await files.file('PROPFIND', '/lite.txt', { headers: asked, body })
  expect(text).toContain('<d:getetag>')
  expect(text).not.toContain('404')
  expect((await files.file('PROPFIND', '/lite.txt', { headers: { Depth: '0' }, body })).text).toContain('404')
})

test('a time of 1970’s first day is refused, when the file is there already', async () => {
  const sent = await put('/uråldrig.txt'.replaceAll('å', '%C3%A5'), 'här', { 'X-OC-MTime': '86400' })
  expect(sent.status).toBe(500)
  expect(sent.text).toContain('<s:exception>InvalidArgumentException</s:exception>')
  expect((await files.file('GET', '/ur%c3%a5ldrig.txt')).text).toBe('här')
})

test('a name that has no room for what it is called while it arrives is refused', async () => {
  expect((await put(`/${'n'.repeat(227)}`, 'ryms')).status).toBe(201)
  expect((await put(`/${'n'.repeat(228)}`, 'ryms inte')).status).toBe(500)
  expect(
    (await files.file('MOVE', `/${'n'.repeat(227)}`, { headers: { Destination: `${home}/${'m'.repeat(250)}` } })).status
  ).toBe(201)
})

test('the time, the checksum and the hash of an upload come back', async () => {
  const checksum = 'SHA1:0000000000000000000000000000000000000000'
  const sent = await put('/tid.txt', 'innehåll', {
    'X-OC-MTime': '1600000000',
    'OC-Checksum': checksum,
    'X-Hash': 'sha256'
  })
  expect(sent.headers['x-oc-mtime']).toBe('accepted')
  expect(sent.headers['x-hash-sha256']).toMatch(/^[0-9a-f]{64}$/)
  expect(sent.headers['oc-fileid']).toMatch(/^\d{8}oc[0-9a-f]{10}$/)
  const { text } = await list('/tid.txt', '0', '<d:getlastmodified/><oc:checksums/><oc:permissions/>')
  expect(text).toContain('Sun, 13 Sep 2020 12:26:40 GMT')
  expect(text).toContain(`<oc:checksum>${checksum}</oc:checksum>`)
  expect(text).toContain('RGDNVW')
  expect((await files.file('GET', '/tid.txt')).headers['oc-checksum']).toBe(checksum)
  await put('/tid.txt', 'annat')
  expect((await list('/tid.txt', '0', '<oc:checksums/>')).text).toContain('404 Not Found')
})

test('what is moved keeps its id and etag, what is copied gets new ones', async () => {
  await files.file('MKCOL', '/från')
  await files.file('MKCOL', '/fr%C3%A5n')
  await put('/fr%C3%A5n/fil', 'x')
  const [id, etag] = [await fileId('/fr%C3%A5n/fil'), await files.etag('/fr%C3%A5n/fil')]
  const moved = await files.file('MOVE', '/fr%C3%A5n', { headers: { Destination: `${home}/till` } })
  expect(moved.status).toBe(201)
  expect([await fileId('/till/fil'), await files.etag('/till/fil')]).toEqual([id, etag])
  const copied = await files.file('COPY', '/till', { headers: { Destination: `${files.url}${home}/kopia` } })
  expect(copied.status).toBe(201)
  expect(await fileId('/kopia/fil')).not.toBe(id)
  expect((await files.file('GET', '/kopia/fil')).text).toBe('x')
  await files.file('DELETE', '/till')
  expect((await files.file('GET', '/kopia/fil')).text).toBe('x')
})

test('a move replaces only when it may, and never into itself', async () => {
  await put('/ett', '1')
  await put('/två'.replace('å', '%C3%A5'), '2')
  const to = { Destination: `${home}/tv%C3%A5` }
  expect((await files.file('MOVE', '/ett', { headers: { ...to, Overwrite: 'F' } })).status).toBe(412)
  expect((await files.file('MOVE', '/ett', { headers: { ...to, 'If-Match': '"fel"' } })).status).toBe(412)
  expect((await files.file('MOVE', '/ett', { headers: to })).status).toBe(204)
  expect((await files.file('GET', '/tv%C3%A5')).text).toBe('1')
  await files.file('MKCOL', '/orm')
  expect((await files.file('MOVE', '/orm', { headers: { Destination: `${home}/orm/svans` } })).status).toBe(409)
  expect((await files.file('MOVE', '/orm', { headers: { Destination: `${home}/orm` } })).status).toBe(403)
  expect((await files.file('MOVE', '/orm', { headers: { Destination: `${home}/saknas/orm` } })).status).toBe(409)
  expect((await files.file('MOVE', '/orm', { headers: { Destination: `${home}/Orm` } })).status).toBe(201)
})

test('ranges and etags save what need not be sent', async () => {
  const sent = await put('/bit', '0123456789')
  const range = async (value: string) => files.file('GET', '/bit', { headers: { Range: value } })
  expect(await range('bytes=2-4')).toMatchObject({ status: 206, text: '234' })
  expect((await range('bytes=7-')).headers['content-range']).toBe('bytes 7-9/10')
  expect(await range('bytes=-2')).toMatchObject({ status: 206, text: '89' })
  expect((await range('bytes=10-')).status).toBe(416)
  const known = { 'If-None-Match': String(sent.headers['etag']) }
  expect((await files.file('GET', '/bit', { headers: known })).status).toBe(304)
  expect((await files.file('HEAD', '/bit')).headers['content-length']).toBe('10')
})

test('one listing of any depth names everything below, folders with a slash', async () => {
  await files.file('MKCOL', '/djup')
  await files.file('MKCOL', '/djup/%C3%A5r')
  await put("/djup/%C3%A5r/(a)%20'b'%20@%20~!.txt", '')
  const { status, text } = await list('/djup', 'infinity', '<d:getetag/>')
  expect(status).toBe(207)
  expect([...text.matchAll(/<d:href>([^<]*)/g)].map(([, href]) => href)).toEqual([
    `${home}/djup/`,
    `${home}/djup/%c3%a5r/`,
    `${home}/djup/%c3%a5r/(a)%20%27b%27%20@%20~%21.txt`
  ])
})

test('names in NFD and NFC are the same file', async () => {
  await put('/e%CC%81.txt', '1')
  expect((await files.file('GET', '/%C3%A9.txt')).text).toBe('1')
})

test('the size of a folder is the size of all below it', async () => {
  await files.file('MKCOL', '/stor')
  await files.file('MKCOL', '/stor/del')
  await put('/stor/del/a', '12345')
  await put('/stor/b', '123')
  await files.file('MOVE', '/stor/b', { headers: { Destination: `${home}/stor/del/b` } })
  await put('/stor/del/a', '1')
  expect((await list('/stor', '0', '<oc:size/>')).text).toContain('<oc:size>4</oc:size>')
  await files.file('DELETE', '/stor/del')
  expect((await list('/stor', '0', '<oc:size/>')).text).toContain('<oc:size>0</oc:size>')
})

test('time and favourite can be set, anything else is refused', async () => {
  await put('/p', '1')
  const patch = (inner: string) =>
    files.file('PROPPATCH', '/p', {
      body: `<d:propertyupdate xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:set><d:prop>${inner}</d:prop></d:set></d:propertyupdate>`
    })
  expect((await patch('<d:lastmodified>1500000000</d:lastmodified>')).text).toContain('200 OK')
  expect((await patch('<oc:favorite>1</oc:favorite>')).text).toContain('200 OK')
  expect((await patch('<d:displayname>ny</d:displayname>')).text).toContain('403 Forbidden')
  const { text } = await list('/p', '0', '<d:getlastmodified/><oc:favorite/>')
  expect(text).toContain('Fri, 14 Jul 2017 02:40:00 GMT')
  expect(text).toContain('<oc:favorite>1</oc:favorite>')
})

test('the server says by itself what it has stored', async () => {
  await put('/summa', 'abc')
  const reply = await files.file('PATCH', '/summa', { headers: { 'X-Recalculate-Hash': 'SHA1' } })
  expect(reply.headers['oc-checksum']).toBe('SHA1:a9993e364706816aba3e25717850c26c9cd0d89d')
})

test('all is there again after a restart, with the same ids', async () => {
  await put('/kvar', 'kvar')
  const [id, etag] = [await fileId('/kvar'), await files.etag('/')]
  await files.restart()
  expect((await files.file('GET', '/kvar')).text).toBe('kvar')
  expect([await fileId('/kvar'), await files.etag('/')]).toEqual([id, etag])
})
