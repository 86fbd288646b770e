import { MockAgent } from 'undici'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askCapabilities } from './capabilities'
import { openServer } from './server'
import type { Capabilities } from './capabilities'

const ORIGIN = 'https://moln.insjoverket.test'
const ROOT = '/remote.php/dav/files/anna/'
const MEBIBYTE = 1024 * 1024

let agent: MockAgent
let bodies: string[]

const http = () => ({
  dispatcher: agent,
  credentials: { loginName: 'anna', appPassword: 'app-password' },
  userAgent: 'Samverk/test',
  requestId: () => 'request-1',
  server: ORIGIN
})

beforeEach(() => {
  agent = new MockAgent()
  agent.disableNetConnect()
  bodies = []
})

afterEach(async () => {
  await agent.close()
})

async function offering(capabilities: Record<string, unknown>): Promise<Capabilities> {
  agent
    .get(ORIGIN)
    .intercept({ method: 'GET', path: '/ocs/v2.php/cloud/capabilities?format=json' })
    .reply(200, { ocs: { meta: { statuscode: 200 }, data: { capabilities } } })
  return askCapabilities(http())
}

describe('what a server offers', () => {
  it('a server that says little offers little', async () => {
    const found = await offering({ files: { bigfilechunking: true } })
    expect(found).toMatchObject({
      hasLocks: false,
      push: undefined,
      uploads: { maxRequestBytes: undefined, maxParallelChunks: 1, takesSha1: true }
    })
    expect(found.refusesName('.htaccess')).toBe(false)
  })

  it('limits, checksums, locks and forbidden names are read', async () => {
    const { refusesName, hasLocks, uploads } = await offering({
      files: {
        locking: '1.0',
        chunked_upload: { max_size: 20 * MEBIBYTE, max_parallel_count: 3 },
        forbidden_filenames: ['.htaccess'],
        forbidden_filename_basenames: ['con'],
        forbidden_filename_characters: [':'],
        forbidden_filename_extensions: ['.part']
      },
      checksums: { supportedTypes: ['MD5'], preferredUploadType: 'MD5' }
    })
    expect({ hasLocks, uploads }).toEqual({
      hasLocks: true,
      uploads: { maxRequestBytes: 20 * MEBIBYTE, maxParallelChunks: 3, takesSha1: false }
    })
    expect(['.HTACCESS', 'con.txt', 'a:b', 'x.part', 'fri.txt'].map(refusesName)).toEqual([
      true,
      true,
      true,
      true,
      false
    ])
  })

  it.each([
    [{ max_size: 1, max_parallel_count: 0 }],
    [{ max_size: '9'.repeat(40), max_parallel_count: -3 }],
    [{ max_size: NaN, max_parallel_count: null }],
    ['all']
  ])('limits that make no sense are none: %j', async (chunked_upload) => {
    expect((await offering({ files: { chunked_upload } })).uploads).toEqual({
      maxRequestBytes: undefined,
      maxParallelChunks: 1,
      takesSha1: true
    })
  })

  it('however many chunks at once a server takes, we send no more than six', async () => {
    const { uploads } = await offering({ files: { chunked_upload: { max_parallel_count: 500 } } })
    expect(uploads.maxParallelChunks).toBe(6)
  })
})

describe('what is offered is used', () => {
  const entry = (name: string, more: string): string =>
    `<d:response><d:href>${ROOT}${name}</d:href><d:propstat><d:prop><d:getetag>"e${name}"</d:getetag>` +
    `<oc:id>i${name}</oc:id><oc:permissions>RGDNVW</oc:permissions>${more}</d:prop>` +
    '<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>'
  const lock = (owner: string, type: string, name = owner): string =>
    `<d:resourcetype/><d:getcontentlength>1</d:getcontentlength><nc:lock>1</nc:lock><nc:lock-owner>${owner}</nc:lock-owner>` +
    `<nc:lock-owner-displayname>${name}</nc:lock-owner-displayname><nc:lock-owner-type>${type}</nc:lock-owner-type>` +
    '<nc:lock-time>1795291162</nc:lock-time>'
  const listing =
    '<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns">' +
    entry('', '<d:resourcetype><d:collection/></d:resourcetype>') +
    entry('theirs.odt', lock('johan', '0', 'Johan Ek')) +
    entry('own.odt', lock('anna', '0')) +
    entry('editor.odt', lock('anna', '1', 'Text')) +
    entry('free.odt', '<d:resourcetype/><d:getcontentlength>1</d:getcontentlength><nc:lock></nc:lock>') +
    '</d:multistatus>'

  function serve(): void {
    agent
      .get(ORIGIN)
      .intercept({ method: 'PROPFIND', path: ROOT })
      .reply(
        207,
        ({ body }) => {
          bodies.push(Buffer.from(body as unknown as Uint8Array).toString('utf8'))
          return listing
        },
        { headers: { 'content-type': 'application/xml' } }
      )
  }

  it('locks are asked for where there are any: somebody else’s, and one that keeps this computer out too', async () => {
    const offers = await offering({ files: { locking: '1.0' } })
    const server = openServer({
      ...http(),
      userId: 'anna',
      offers: { known: () => offers, ask: () => Promise.resolve() }
    })
    serve()
    const { children } = await server.list('')
    expect(Object.fromEntries(children.map(({ name, lock: found }) => [name, found]))).toEqual({
      'theirs.odt': { ownerName: 'Johan Ek', sinceMs: 1_795_291_162_000 },
      'own.odt': undefined,
      'editor.odt': { ownerName: 'Text', sinceMs: 1_795_291_162_000 },
      'free.odt': undefined
    })
    serve()
    expect([...(await server.locks('')).keys()]).toEqual(['itheirs.odt', 'ieditor.odt'])
    expect(bodies[1]).not.toContain('getetag')
  })

  it('where there are none, nobody is asked for them', async () => {
    const server = openServer({ ...http(), userId: 'anna' })
    serve()
    await server.list('')
    expect(bodies[0]).not.toContain('lock')
    expect(server.hasLocks()).toBe(false)
  })

  it('no request is larger than the server wants, and no checksum is sent that it does not keep', async () => {
    const known: { offers?: Capabilities } = {}
    const server = openServer({
      ...http(),
      userId: 'anna',
      offers: { known: () => known.offers, ask: () => Promise.resolve() }
    })
    expect([server.singlePutMaxBytes, server.chunkBytes(500 * MEBIBYTE)]).toEqual([10 * MEBIBYTE, 50 * MEBIBYTE])
    known.offers = await offering({
      files: { chunked_upload: { max_size: 8 * MEBIBYTE } },
      checksums: { supportedTypes: ['MD5'] }
    })
    expect([server.singlePutMaxBytes, server.chunkBytes(500 * MEBIBYTE)]).toEqual([8 * MEBIBYTE, 8 * MEBIBYTE])
    let sent: unknown
    agent
      .get(ORIGIN)
      .intercept({ method: 'PUT', path: `${ROOT}f.txt` })
      .reply(
        201,
        ({ headers }) => {
          sent = headers
          return ''
        },
        { headers: { 'oc-etag': '"e"', 'oc-fileid': '00000001oc' } }
      )
    const body = Buffer.from('f')
    const precondition = { kind: 'absent' } as const
    await server.put({ path: 'f.txt', sizeBytes: 1, mtimeS: 1, checksum: 'SHA1:ab', precondition, body })
    expect(Object.keys(sent as object)).not.toContain('oc-checksum')
  })
})
