import { describe, expect, it, vi } from 'vitest'
import { HttpError, type HttpErrorCode, type SendHttp } from '../../net/request'
import { file, multistatus, namespaces, own, problemOf, serverThat } from '../testing/answers'
import { readItem, readQuota, readView, setFavourite } from './items'
import { readMarks } from './marks'
import { openFilesRequests } from './requests'

vi.mock('electron', () => ({ net: {} }))

describe('the marks of a folder', () => {
  it('name what others have too, who works on what, and what hangs there with its space; the rest is left out', async () => {
    const lock = (owner: string) =>
      `<nc:lock>1</nc:lock><nc:lock-owner>${owner}</nc:lock-owner><nc:lock-owner-displayname>Johan Ekstrand</nc:lock-owner-displayname><nc:lock-time>1600000000</nc:lock-time>`
    const space = '<d:quota-used-bytes>60</d:quota-used-bytes><d:quota-available-bytes>40</d:quota-available-bytes>'
    const { requests } = serverThat(
      multistatus(
        [`${own}/`, '<d:resourcetype><d:collection/></d:resourcetype>'],
        [`${own}/a.txt`, lock('johan')],
        [`${own}/b.txt`, lock('sara lindmark')],
        [
          `${own}/b.odt`,
          '<nc:lock>1</nc:lock><nc:lock-owner/><nc:lock-owner-displayname>Text</nc:lock-owner-displayname><nc:lock-owner-type>1</nc:lock-owner-type>'
        ],
        [`${own}/c.txt`, '<oc:share-types><oc:share-type>0</oc:share-type></oc:share-types>'],
        [`${own}/d/`, `<d:resourcetype><d:collection/></d:resourcetype><nc:mount-type>group</nc:mount-type>${space}`]
      )
    )
    expect(await readMarks(requests, '')).toEqual([
      {
        path: 'a.txt',
        kind: 'file',
        isShared: false,
        lock: { ownerName: 'Johan Ekstrand', sinceMs: 1_600_000_000_000 }
      },
      { path: 'b.odt', kind: 'file', isShared: false, lock: { ownerName: 'Text', isEditor: true, sinceMs: 0 } },
      { path: 'c.txt', kind: 'file', isShared: true },
      { path: 'd', kind: 'folder', isShared: true, mount: 'team', quota: { usedBytes: 60, totalBytes: 100 } }
    ])
  })
  it('are asked for without what is not there, which is most of it', async () => {
    const { asked, requests } = serverThat(multistatus())
    await readMarks(requests, 'Arkiv')
    expect(asked[0]?.headers).toMatchObject({ Depth: '1', Prefer: 'return=minimal' })
  })
  it('are none where the folder has more items than one answer may hold; another problem is told', async () => {
    const { account } = serverThat({}).requests
    const failing = (code: HttpErrorCode): SendHttp => {
      return ({ url }) => Promise.reject(new HttpError(code, url))
    }
    expect(await readMarks(openFilesRequests(failing('tooLarge'), account), 'Arkiv')).toEqual([])
    expect(await problemOf(readMarks(openFilesRequests(failing('timeout'), account), 'Arkiv'))).toEqual({
      code: 'offline'
    })
    expect(await problemOf(readMarks(openFilesRequests(failing('redirect'), account), 'Arkiv'))).toEqual({
      code: 'notUnderstood'
    })
  })
})

describe('an item', () => {
  it('is read with its rights, its lock and who shared it', async () => {
    const { requests, asked } = serverThat(
      multistatus([
        `${own}/Remisser/Yttrande%20%c3%a5.txt`,
        '<oc:fileid>79</oc:fileid><oc:permissions>SRGDNVW</oc:permissions><d:getcontentlength>13</d:getcontentlength><d:getlastmodified>Sun, 13 Sep 2020 12:26:40 GMT</d:getlastmodified><oc:favorite>1</oc:favorite><oc:owner-id>johan</oc:owner-id><oc:owner-display-name>Johan Ekstrand</oc:owner-display-name><nc:lock>1</nc:lock><nc:lock-owner-displayname>Johan Ekstrand</nc:lock-owner-displayname><nc:lock-time>1600000000</nc:lock-time>'
      ])
    )
    expect(await readItem(requests, 'Remisser/Yttrande å.txt')).toEqual({
      path: 'Remisser/Yttrande å.txt',
      name: 'Yttrande å.txt',
      kind: 'file',
      sizeBytes: 13,
      modifiedMs: 1_600_000_000_000,
      fileId: '79',
      isFavourite: true,
      isShared: false,
      sharedBy: 'Johan Ekstrand',
      hasPreview: false,
      may: { change: true, delete: true, share: true },
      lock: { ownerName: 'Johan Ekstrand', sinceMs: 1_600_000_000_000 }
    })
    expect(asked[0]?.url).toBe(`https://moln.insjoverket.test${own}/Remisser/Yttrande%20%C3%A5.txt`)
  })
  it.each([
    ['on another server', 'https://annanplats.test/remote.php/dav/files/sara%20lindmark/a.txt', file],
    ['of another person', '/remote.php/dav/files/bjorn/a.txt', file],
    ['above the root', `${own}/..%2f..%2fa.txt`, file],
    ['with a malformed address', `${own}/%zz`, file],
    ['without a number', `${own}/a.txt`, '<oc:permissions>RGDNVW</oc:permissions>'],
    ['with a number that is none', `${own}/a.txt`, '<oc:fileid>../1</oc:fileid>']
  ])('%s is left out', async (_what, href, properties) => {
    const { requests } = serverThat(multistatus([href, properties], [`${own}/b.txt`, file]))
    expect((await readView(requests, 'recent', 0)).map(({ path }) => path)).toEqual(['b.txt'])
  })
})

describe('a favourite', () => {
  const patched = (status: string) => ({
    status: 207,
    text: `<d:multistatus ${namespaces}><d:response><d:href>${own}/a.txt</d:href><d:propstat><d:prop><oc:favorite/></d:prop>${status}</d:propstat></d:response></d:multistatus>`
  })
  it.each([
    ['200 OK', undefined],
    ['204 No Content', undefined],
    ['403 Forbidden', 'noPermission'],
    ['404 Not Found', 'gone'],
    ['423 Locked', 'locked'],
    ['500 Internal Server Error', 'serverTrouble'],
    ['507 Insufficient Storage', 'quotaExceeded'],
    ['0x', 'notUnderstood']
  ])('that the server answers with %s inside is %s', async (status, code) => {
    const { requests } = serverThat(patched(`<d:status>HTTP/1.1 ${status}</d:status>`))
    expect(await problemOf(setFavourite(requests, 'a.txt', true))).toEqual(code && { code })
  })
  it.each([
    ['no status', patched('')],
    ['nothing', multistatus()],
    ['a page', { status: 200, text: '<html>' }]
  ])('that the server answers with %s is not known to be one', async (_what, answer) => {
    expect(await problemOf(setFavourite(serverThat(answer).requests, 'a.txt', true))).toEqual({ code: 'notUnderstood' })
  })
  it('is set and taken away', async () => {
    const { asked, requests } = serverThat(patched('<d:status>HTTP/1.1 200 OK</d:status>'))
    await setFavourite(requests, 'a å.txt', true)
    await setFavourite(requests, 'a å.txt', false)
    expect(asked.map(({ method, url }) => `${method ?? ''} ${url}`)[0]).toBe(
      `PROPPATCH https://moln.insjoverket.test${own}/a%20%C3%A5.txt`
    )
    expect(asked.map(({ body }) => /<oc:favorite>(.)</.exec(body ?? '')?.[1])).toEqual(['1', '0'])
  })
})

it('space without a limit has no total', async () => {
  const quota = (available: number) =>
    serverThat(
      multistatus([
        `${own}/`,
        `<d:quota-used-bytes>10</d:quota-used-bytes><d:quota-available-bytes>${available}</d:quota-available-bytes>`
      ])
    ).requests
  expect(await readQuota(quota(-3))).toEqual({ usedBytes: 10, totalBytes: undefined })
  expect(await readQuota(quota(30))).toEqual({ usedBytes: 10, totalBytes: 40 })
})

it('what was changed lately is asked for by a date that the server reads', async () => {
  const { asked, requests } = serverThat(multistatus())
  await readView(requests, 'recent', Date.parse('2026-11-30T06:12:19.345Z'))
  expect(asked[0]?.body).toContain('<d:literal>2026-10-31T06:12:19+00:00</d:literal>')
})
