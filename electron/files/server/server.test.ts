import { describe, expect, it, vi } from 'vitest'
import { HttpError, type HttpErrorCode, type HttpResponse, type SendHttp } from '../../net/request'
import { readActivity } from './activity'
import { openEditor, readAbilities, readOfficeOrigin } from './abilities'
import { readItem, readQuota, readView, setFavourite } from './items'
import { readMarks } from './marks'
import { openPeople } from './people'
import { FilesError, openFilesRequests } from './requests'
import { findSharees, readShares, share } from './shares'
import { readTrash, restoreFromTrash } from './trash'
import { readVersions, restoreVersion } from './versions'

vi.mock('electron', () => ({ net: {} }))

type Request = Parameters<SendHttp>[0]

type Answer = Partial<HttpResponse> & { readonly text?: string }

/** A server that answers so one after the other, and everything else as the last, and what it was asked. */
function serverThat(...answers: readonly Answer[]) {
  const asked: Request[] = []
  const waited: number[] = []
  const waitMs = (ms: number) => Promise.resolve(waited.push(ms))
  const send: SendHttp = (request) => {
    const { text = '', ...rest } = answers[Math.min(asked.length, answers.length - 1)] ?? {}
    asked.push(request)
    return Promise.resolve({ status: 200, headers: {}, url: request.url, body: Buffer.from(text), ...rest })
  }
  const account = {
    baseUrl: 'https://moln.insjoverket.test',
    loginName: 'sara',
    userId: 'sara lindmark',
    appPassword: 'hemligt',
    userAgent: 'Samverk'
  }
  return { asked, waited, requests: openFilesRequests(send, account, waitMs) }
}

const namespaces =
  'xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns" xmlns:s="http://sabredav.org/ns"'
const multistatus = (...entries: readonly (readonly [href: string, properties: string])[]) => ({
  status: 207,
  text: `<d:multistatus ${namespaces}>${entries
    .map(
      ([href, properties]) =>
        `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${properties}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`
    )
    .join('')}</d:multistatus>`
})
const ocs = (data: unknown, statuscode = 200, message = 'OK') => ({
  status: statuscode,
  text: JSON.stringify({ ocs: { meta: { statuscode, message }, data } })
})
const own = '/remote.php/dav/files/sara%20lindmark'
const file =
  '<oc:fileid>79</oc:fileid><oc:permissions>RGDNVW</oc:permissions><d:getcontentlength>13</d:getcontentlength>'
const problemOf = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: unknown) => (error instanceof FilesError ? error.problem : error)
  )

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

describe('an answer that cannot be trusted', () => {
  it.each([
    ['a page', { status: 200, text: '<html>' }],
    ['a cut listing', { status: 207, text: `<d:multistatus ${namespaces}><d:response>` }],
    ['a document type', { status: 207, text: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }]
  ])('%s instead of a listing is not understood', async (_what, answer) => {
    expect(await problemOf(readTrash(serverThat(answer).requests))).toEqual({ code: 'notUnderstood' })
  })
  it('of another shape is not understood', async () => {
    expect(await problemOf(readShares(serverThat(ocs([{ id: {} }])).requests, 'a'))).toEqual({ code: 'notUnderstood' })
  })
  it('naming an address that is not https opens no editor', async () => {
    const { requests } = serverThat(ocs({ url: 'javascript:alert(1)' }))
    expect(await problemOf(openEditor(requests, 'a.md'))).toEqual({ code: 'notUnderstood' })
  })
})

describe('a refusal', () => {
  it.each([
    [401, 'signedOut'],
    [403, 'noPermission'],
    [404, 'gone'],
    [412, 'exists'],
    [423, 'locked'],
    [503, 'maintenance'],
    [507, 'quotaExceeded'],
    [429, 'serverTrouble'],
    [500, 'serverTrouble'],
    [502, 'serverTrouble'],
    [504, 'serverTrouble'],
    [418, 'notUnderstood']
  ])('%i is %s', async (status, code) => {
    expect(await problemOf(restoreFromTrash(serverThat({ status }).requests, 'a.d1'))).toEqual({ code })
  })
  it.each([
    ['from the sharing API', { ...ocs([], 996, 'Internal Server Error'), status: 200 }],
    ['of too many requests', ocs([], 429, 'Reached maximum delay')],
    ['from a proxy in front of it, as a page', { status: 502, text: '<html>Bad Gateway</html>' }]
  ])('%s is a trouble of the server, not the person’s', async (_what, answer) => {
    expect(await problemOf(readShares(serverThat(answer).requests, 'a'))).toEqual({ code: 'serverTrouble' })
  })
  // Not every part of Nextcloud says 423 when a preview is being made of the file, or somebody fetches it.
  const held = {
    status: 500,
    text: '<d:error xmlns:d="DAV:"><s:exception>OCP\\Lock\\LockedException</s:exception><s:message>"a.txt" is locked</s:message></d:error>'
  }
  it.each([
    ['500', held],
    ['423', { status: 423 }]
  ])('because another request holds the file, said with %s, is tried again', async (_what, answer) => {
    const { asked, waited, requests } = serverThat(answer, answer, { status: 201 })
    expect(await problemOf(restoreFromTrash(requests, 'a.txt.d5'))).toBeUndefined()
    expect(asked.map(({ method }) => method)).toEqual(['MOVE', 'MOVE', 'MOVE'])
    expect(waited).toHaveLength(2)
  })
  it('because the file stays locked is said after some seconds', async () => {
    const { waited, requests } = serverThat(held)
    expect(await problemOf(restoreVersion(requests, '79', '1600000000'))).toEqual({ code: 'locked' })
    expect(waited.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(5_000)
  })
  it('for another reason is not tried again', async () => {
    const { asked, requests } = serverThat({ status: 500 })
    expect(await problemOf(restoreVersion(requests, '79', '1600000000'))).toEqual({ code: 'serverTrouble' })
    expect(asked).toHaveLength(1)
  })
  it('in the server’s own words is said, shortened', async () => {
    const { requests } = serverThat(ocs([], 403, 'Lösenordet är för kort. '.repeat(50)))
    const problem = await problemOf(share(requests, { path: 'a', isFolder: false }, { kind: 'link' }))
    expect(problem).toMatchObject({
      code: 'refused',
      reason: expect.stringMatching(/^Lösenordet är för kort/) as string
    })
    expect((problem as { reason: string }).reason.length).toBeLessThanOrEqual(200)
  })
  it.each([
    ['timeout', 'offline'],
    ['unreachable', 'offline'],
    ['certificate', 'certificate'],
    ['tooLarge', 'notUnderstood'],
    ['redirect', 'notUnderstood']
  ] as const)('of the network, %s, is %s', async (code, problem) => {
    const { account } = serverThat({}).requests
    const send: SendHttp = ({ url }) => Promise.reject(new HttpError(code, url))
    expect(await problemOf(readQuota(openFilesRequests(send, account)))).toEqual({ code: problem })
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

it('versions and trash are newest first, and nothing but theirs', async () => {
  const versions = '/remote.php/dav/versions/sara%20lindmark/versions/79'
  const found = await readVersions(
    serverThat(multistatus([`${versions}/`, ''], [`${versions}/1600000000`, ''], [`${versions}/1700000000`, '']))
      .requests,
    '79'
  )
  expect(found.map(({ id, modifiedMs }) => [id, modifiedMs])).toEqual([
    ['1700000000', 1_700_000_000_000],
    ['1600000000', 1_600_000_000_000]
  ])
  const bin = '/remote.php/dav/trashbin/sara%20lindmark/trash'
  const trash = await readTrash(
    serverThat(
      multistatus(
        [`${bin}/`, ''],
        [
          `${bin}/a.txt.d5`,
          '<nc:trashbin-filename>a.txt</nc:trashbin-filename><nc:trashbin-original-location>Remisser/a.txt</nc:trashbin-original-location><nc:trashbin-deletion-time>5</nc:trashbin-deletion-time><d:getcontentlength>3</d:getcontentlength>'
        ]
      )
    ).requests
  )
  expect(trash).toEqual([
    { id: 'a.txt.d5', name: 'a.txt', kind: 'file', folder: 'Remisser', deletedMs: 5_000, sizeBytes: 3 }
  ])
})

it('what is in the trash lay where its title says: in which team’s folder is not in its place', async () => {
  const trash = '/remote.php/dav/trashbin/sara%20lindmark/trash'
  const deleted = (id: string, location: string, title: string): readonly [string, string] => [
    `${trash}/${id}`,
    `<nc:trashbin-filename>a.txt</nc:trashbin-filename><nc:trashbin-original-location>${location}</nc:trashbin-original-location>${title}<nc:trashbin-deletion-time>5</nc:trashbin-deletion-time>`
  ]
  const titled = (text: string) => `<nc:trashbin-title>${text}</nc:trashbin-title>`
  const { requests } = serverThat(
    multistatus(
      deleted('a.txt.d1', 'a.txt', titled('Team/a.txt')),
      deleted('a.txt.d2', 'Avtal/a.txt', titled('Team/Avtal/a.txt')),
      deleted('a.txt.d3', 'Avtal/a.txt', titled('Avtal/a.txt')),
      deleted('a.txt.d4', 'Avtal/a.txt', titled('a.txt')),
      deleted('a.txt.d5', 'Avtal/a.txt', '')
    )
  )
  expect((await readTrash(requests)).map(({ folder }) => folder)).toEqual([
    'Team',
    'Team/Avtal',
    'Avtal',
    'Avtal',
    'Avtal'
  ])
})

describe('what a file holds now', () => {
  const versions = '/remote.php/dav/versions/sara%20lindmark/versions/79'
  const entry = (href: string, sizeBytes: number, more = ''): readonly [string, string] => [
    href,
    `<d:getcontentlength>${sizeBytes}</d:getcontentlength>${more}`
  ]
  const listed = multistatus(
    [`${versions}/`, ''],
    entry(`${versions}/1600000000`, 13),
    entry(`${versions}/1700000000`, 13)
  )
  const now = (sizeBytes: number, mount = '') =>
    multistatus(
      entry(
        `${own}/a.txt`,
        sizeBytes,
        `<d:getlastmodified>Tue, 14 Nov 2023 22:13:20 GMT</d:getlastmodified><nc:mount-type>${mount}</nc:mount-type>`
      )
    )
  const capabilities = (files: object) => ocs({ capabilities: { files } })
  const idsOf = async (...answers: readonly Answer[]) => {
    const { asked, requests } = serverThat(...answers)
    const found = await readVersions(requests, '79')
    expect(asked[1]?.body).toContain('<d:eq><d:prop><oc:fileid/></d:prop><d:literal>79</d:literal></d:eq>')
    return found.map(({ id }) => id)
  }
  const all = ['1700000000', '1600000000']

  it('is no earlier version, though newer servers list it', async () => {
    expect(await idsOf(listed, now(13))).toEqual(['1600000000'])
  })
  it('is known by its size too: a file may be written twice with one time', async () => {
    expect(await idsOf(listed, now(14))).toEqual(all)
  })
  // Older team folders name a version by the time when it was replaced, which is when the file was changed last.
  it.each([
    ['older', capabilities({ versioning: true }), all],
    ['older on a newer server', capabilities({ version_labeling: false, version_deletion: false }), all],
    ['newer', capabilities({ version_labeling: true, version_deletion: true }), ['1600000000']],
    [
      'newer where labels are switched off',
      capabilities({ version_labeling: false, version_deletion: true }),
      ['1600000000']
    ],
    ['unknown', { status: 500 }, all]
  ])('is told from the latest version in a team’s folder: %s', async (_what, answer, ids) => {
    expect(await idsOf(listed, now(13, 'group'), answer)).toEqual(ids)
  })
  it('is not asked for where the file has no versions, and is left in where nobody says', async () => {
    const { asked, requests } = serverThat(multistatus([`${versions}/`, '']))
    expect(await readVersions(requests, '79')).toEqual([])
    expect(asked).toHaveLength(1)
    expect(await idsOf(listed, { status: 501 })).toEqual(all)
  })
})

describe('a version that is put back', () => {
  const time = '<d:getlastmodified>Tue, 14 Nov 2023 22:13:20 GMT</d:getlastmodified>'
  const inMount = (mount: string) =>
    multistatus([`${own}/Team/a%20%c3%a5.txt`, `${time}<nc:mount-type>${mount}</nc:mount-type>`])
  const put = async (...answers: readonly Answer[]) => {
    const { asked, requests } = serverThat({ status: 201 }, ...answers)
    await restoreVersion(requests, '79', '1600000000')
    return asked
  }

  it('in a team’s folder is told to the folders around it, by the time that it has', async () => {
    const asked = await put(inMount('group'), multistatus([`${own}/Team/a%20%c3%a5.txt`, '<d:lastmodified/>']))
    expect(asked.map(({ method }) => method)).toEqual(['MOVE', 'SEARCH', 'PROPPATCH'])
    expect(asked[2]?.url).toBe(`https://moln.insjoverket.test${own}/Team/a%20%C3%A5.txt`)
    expect(asked[2]?.body).toContain('<d:lastmodified>1700000000</d:lastmodified>')
  })
  it('elsewhere needs no more, and is back though the folders could not be told', async () => {
    expect(await put(inMount(''))).toHaveLength(2)
    expect(await put({ status: 500 })).toHaveLength(2)
    expect(await put(inMount('group'), { status: 403 })).toHaveLength(3)
  })
})

it('what was changed lately is asked for by a date that the server reads', async () => {
  const { asked, requests } = serverThat(multistatus())
  await readView(requests, 'recent', Date.parse('2026-11-30T06:12:19.345Z'))
  expect(asked[0]?.body).toContain('<d:literal>2026-10-31T06:12:19+00:00</d:literal>')
})

it('a link where passwords are needed gets one that nobody knows; another refusal is said as it is', async () => {
  const { account } = serverThat({}).requests
  const asked: URLSearchParams[] = []
  const refusing = (isRefused: (params: URLSearchParams) => boolean): SendHttp => {
    return ({ url, body }) => {
      const params = new URLSearchParams(String(body))
      asked.push(params)
      const answer = isRefused(params) ? ocs([], 403, 'Lösenord krävs') : ocs({ id: '1' })
      return Promise.resolve({ status: answer.status, headers: {}, url, body: Buffer.from(answer.text) })
    }
  }
  const link = (send: SendHttp) =>
    share(openFilesRequests(send, account), { path: 'a', isFolder: false }, { kind: 'link' })
  await link(refusing((params) => !params.has('password')))
  expect(asked.map((params) => (params.get('password') ?? '').length > 20)).toEqual([false, true])
  expect(await problemOf(link(refusing(() => true)))).toEqual({ code: 'refused', reason: 'Lösenord krävs' })
})

it('a link is read-only, and kinds of shares that are not shown are left out', async () => {
  const { requests, asked } = serverThat(
    ocs([
      {
        id: '11',
        share_type: 3,
        url: 'https://moln.insjoverket.test/s/Qc8',
        permissions: 17,
        password: '3|$argon',
        expiration: '2027-01-31 00:00:00'
      },
      { id: 12, share_type: 0, share_with: 'johan', share_with_displayname: 'Johan', permissions: 31 },
      { id: 'ocRoomShare:13', share_type: 10, permissions: '1', share_with: ['x'] }
    ])
  )
  expect(await readShares(requests, 'a b')).toEqual([
    {
      id: '11',
      kind: 'link',
      name: '',
      userId: '',
      right: 'read',
      url: 'https://moln.insjoverket.test/s/Qc8',
      hasPassword: true,
      expires: '2027-01-31'
    },
    { id: '12', kind: 'user', name: 'Johan', userId: 'johan', right: 'edit', hasPassword: false }
  ])
  expect(asked[0]?.url).toContain('path=%2Fa+b')
})

it('a sharee that is found exactly and by name is one', async () => {
  const johan = { label: 'Johan', value: { shareWith: 'johan' } }
  const { requests } = serverThat(
    ocs({ exact: { users: [johan] }, users: [johan], groups: [{ label: 'Ledning', value: { shareWith: 'l' } }] })
  )
  expect(await findSharees(requests, 'jo', false)).toEqual([
    { kind: 'user', id: 'johan', name: 'Johan' },
    { kind: 'group', id: 'l', name: 'Ledning' }
  ])
})

it('what a server does not say, it does not offer', async () => {
  expect(await readAbilities(serverThat(ocs({ capabilities: { files: 7 } })).requests)).toEqual({
    trash: false,
    versions: false,
    activity: false,
    locks: false,
    shares: false,
    links: undefined,
    editable: [],
    creators: []
  })
})

it('editors are read from a list and from what PHP makes of a list with a hole', async () => {
  const { account } = serverThat({}).requests
  const send: SendHttp = ({ url }) => {
    const data = url.includes('capabilities')
      ? { capabilities: { files: { directEditing: { url: 'x' } } } }
      : {
          editors: { text: { mimetypes: { 0: 'text/plain', 2: 'text/markdown' }, optionalMimetypes: ['text/csv'] } },
          creators: []
        }
    return Promise.resolve({ status: 200, headers: {}, url, body: Buffer.from(ocs(data).text) })
  }
  const { editable } = await readAbilities(openFilesRequests(send, account))
  expect(editable).toEqual(['text/plain', 'text/markdown'])
})

it.each([
  [
    'its public address',
    { public_wopi_url: 'https://kontor.insjoverket.test', wopi_url: 'http://10.0.0.5:9980' },
    true
  ],
  ['the only address', { public_wopi_url: '', wopi_url: 'https://kontor.insjoverket.test/x' }, true],
  ['an address without encryption', { public_wopi_url: 'http://kontor.insjoverket.test' }, false],
  ['the file server itself', { public_wopi_url: 'https://moln.insjoverket.test/apps/x' }, false],
  ['nothing', [], false]
])('the office suite in the editor’s page is at %s', async (_what, config, isThere) => {
  const { requests } = serverThat(ocs({ capabilities: { richdocuments: { config } } }))
  expect(await readOfficeOrigin(requests)).toBe(isThere ? 'https://kontor.insjoverket.test' : undefined)
})

it('people are named once, by the server; who it does not know keeps the id', async () => {
  const { asked, requests } = serverThat(
    ocs({ displayname: 'Sara Lindmark', users: [{ label: 'Johan Ekstrand', value: { shareWith: 'johan' } }] })
  )
  const people = openPeople()
  const names = await people.names(requests, ['johan', 'sara lindmark', 'johan', 'ingen'])
  expect([...names]).toEqual([
    ['johan', 'Johan Ekstrand'],
    ['sara lindmark', 'Sara Lindmark']
  ])
  await people.names(requests, ['johan', 'sara lindmark'])
  expect(asked).toHaveLength(3)
  const { requests: refusing } = serverThat({ status: 500 })
  expect([...(await openPeople().names(refusing, ['johan']))]).toEqual([])
})

it('activity is the server’s words in one line; what is no activity is left out, and nothing is an empty list', async () => {
  const at = '2026-11-17T08:51:00+00:00'
  const told = { activity_id: 7, user: 'johan', subject: ' Johan delade\nfilen ', datetime: at }
  const found = await readActivity(
    serverThat(ocs([told, { ...told, datetime: 'nyss' }, { ...told, subject: 5 }, null])).requests,
    '79'
  )
  expect(found).toEqual([
    { id: '7', userId: 'johan', userName: 'johan', text: 'Johan delade filen', atMs: Date.parse(at) }
  ])
  expect(await readActivity(serverThat({ status: 304 }).requests, '79')).toEqual([])
  expect(await readActivity(serverThat({ status: 204 }).requests, '79')).toEqual([])
})
