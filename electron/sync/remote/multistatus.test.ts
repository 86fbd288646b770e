import { describe, expect, it } from 'vitest'
import { Addresses } from './addresses'
import { toListing, toTreeListings } from './listing'
import { LISTING_LIMITS, readMultistatus } from './multistatus'

const addresses = new Addresses('https://moln.insjoverket.test/cloud', 'anna')
const BASE = '/cloud/remote.php/dav/files/anna'

function entry(href: string, kind: 'file' | 'folder' = 'file', extra = ''): string {
  const type = kind === 'folder' ? '<d:collection/>' : ''
  const size = kind === 'file' ? '<d:getcontentlength>3</d:getcontentlength>' : ''
  return `<d:response><d:href>${href}</d:href><d:propstat><d:prop><d:resourcetype>${type}</d:resourcetype>${size}
    <d:getlastmodified>Sun, 13 Sep 2020 12:26:40 GMT</d:getlastmodified><d:getetag>&quot;e-${String(href.length)}&quot;</d:getetag>
    <oc:id>id${href}</oc:id><oc:fileid>7</oc:fileid><oc:permissions>RGDNVW</oc:permissions>${extra}</d:prop>
    <d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`
}

function document(...entries: string[]): string {
  return `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns">${entries.join('')}</d:multistatus>`
}

async function* inPieces(text: string, bytes = 7): AsyncGenerator<Uint8Array> {
  const all = Buffer.from(text, 'utf8')
  for (let at = 0; at < all.length; at += bytes) {
    await Promise.resolve()
    yield all.subarray(at, at + bytes)
  }
}

async function list(text: string, folder = `${BASE}/`): Promise<readonly string[]> {
  return toListing(addresses, folder, await readMultistatus(inPieces(text))).children.map((child) => child.name)
}

const self = entry(`${BASE}/`, 'folder')

describe('a listing from the server', () => {
  it('is read from pieces cut anywhere, also inside a character', async () => {
    const checksums =
      '<oc:checksums><oc:checksum>MD5:x SHA1:7D3F399A00000000000000000000000000000000</oc:checksum></oc:checksums>'
    const raw = await readMultistatus(
      inPieces(
        document(self, entry(`${BASE}/%c3%a5%20%23%25.txt`, 'file', checksums), entry(`${BASE}/åäö/`, 'folder')),
        3
      )
    )
    const listing = toListing(addresses, `${BASE}/`, raw)
    expect(listing.children).toMatchObject([
      {
        name: 'å #%.txt',
        kind: 'file',
        sizeBytes: 3,
        mtimeS: 1_600_000_000,
        fileId: '7',
        checksum: 'SHA1:7d3f399a00000000000000000000000000000000'
      },
      { name: 'åäö', kind: 'folder' }
    ])
    expect(listing.self.etag).toMatch(/^e-\d+$/u)
  })

  it('case 42: is rejected when it is cut anywhere', async () => {
    const whole = document(self, entry(`${BASE}/a`), entry(`${BASE}/b`))
    for (let length = 0; length < whole.length; length += 13) {
      await expect(list(whole.slice(0, length))).rejects.toMatchObject({ code: 'badListing' })
    }
    expect(await list(whole)).toEqual(['a', 'b'])
  })

  it.each([
    ['a step up', `${BASE}/../../x`],
    ['an encoded step up', `${BASE}/%2e%2e`],
    ['an encoded slash', `${BASE}/a%2fb`],
    ['an encoded step up with slash', `${BASE}/..%2f..%2fx`],
    ['a backslash', `${BASE}/a\\b`],
    ['an encoded backslash', `${BASE}/a%5cb`],
    ['a NUL', `${BASE}/a%00b`],
    ['a dot', `${BASE}/.`],
    ['an empty name', `${BASE}//`],
    ['something deeper', `${BASE}/a/b`],
    ['something above', '/cloud/remote.php/dav/files/'],
    ['another user', '/cloud/remote.php/dav/files/bjorn/a'],
    ['another host', `https://other.test${BASE}/a`],
    ['a host without scheme', `//other.test${BASE}/a`],
    ['our host as a prefix', `https://moln.insjoverket.test.other.test${BASE}/a`],
    ['broken encoding', `${BASE}/%zz`],
    ['the folder itself again', `${BASE}/`],
    ['the same name twice', `${BASE}/%62`]
  ])('case 45: is rejected for %s', async (_what, href) => {
    await expect(list(document(self, entry(`${BASE}/b`), entry(href)))).rejects.toMatchObject({ code: 'badListing' })
  })

  it('accepts an absolute address of our own host', async () => {
    expect(await list(document(self, entry(`https://moln.insjoverket.test${BASE}/a`)))).toEqual(['a'])
  })

  it.each([
    ['no entry for the folder', document(entry(`${BASE}/a`))],
    ['a file instead of the folder', document(entry(`${BASE}/`))],
    ['another root element', '<d:other xmlns:d="DAV:"></d:other>'],
    ['a document type', `<!DOCTYPE x [<!ENTITY a "b">]>${document(self).replace('<?xml version="1.0"?>', '')}`],
    ['an unknown entity', document(self, entry(`${BASE}/&bomb;`))],
    ['no etag', document(self.replace(/<d:getetag>.*?<\/d:getetag>/u, ''))],
    ['no identity', document(self.replace(/<oc:id>.*?<\/oc:id>/u, ''))],
    ['no permissions', document(self.replace(/<oc:permissions>.*?<\/oc:permissions>/u, ''))],
    ['another prefix bound to another namespace', document(self).replace('"DAV:"', '"X:"')],
    ['properties with another status', document(self.replace('200 OK', '404 Not Found'))],
    [
      'a file without a size',
      document(self, entry(`${BASE}/a`).replace(/<d:getcontentlength>.*?<\/d:getcontentlength>/u, ''))
    ]
  ])('is rejected for %s', async (_what, text) => {
    await expect(list(text)).rejects.toMatchObject({ code: 'badListing' })
  })

  it('case 41: names a mount without its storage, and does not take it for an empty folder', async () => {
    // As the real server says it: no number of its own, and an etag with nothing in it.
    const dead = entry(`${BASE}/dead/`, 'folder')
      .replace(/<d:getetag>.*?<\/d:getetag>/u, '<d:getetag>&quot;&quot;</d:getetag>')
      .replace(/<oc:id>.*?<\/oc:fileid>/u, '<oc:id>-0000001ocabc</oc:id><oc:fileid>-1</oc:fileid>')
    const raw = await readMultistatus(inPieces(document(self, entry(`${BASE}/a`), dead)))
    expect(toListing(addresses, `${BASE}/`, raw)).toMatchObject({ children: [{ name: 'a' }], unreachable: ['dead'] })
    expect(toTreeListings(addresses, `${BASE}/`, raw)).toBeUndefined()
  })

  it('is no multistatus under another name, even where only its entries are wanted', async () => {
    const text = document(self).replaceAll('d:multistatus', 'd:error')
    await expect(readMultistatus(inPieces(text))).rejects.toMatchObject({ code: 'badListing' })
  })

  it('is rejected when an entry has no address', async () => {
    const nameless = entry(`${BASE}/a`).replace(/<d:href>.*?<\/d:href>/u, '')
    await expect(readMultistatus(inPieces(document(self, nameless)))).rejects.toMatchObject({ code: 'badListing' })
  })

  it('believes a property only with its own status, not with that of the ones before', async () => {
    const etag = (value: string): string => `<d:prop><d:getetag>${value}</d:getetag></d:prop>`
    const missing = '<d:prop><oc:checksums>none</oc:checksums></d:prop><d:status>HTTP/1.1 404 Not Found</d:status>'
    const own = `${etag('own')}<d:status>HTTP/1.1 200 OK</d:status>`
    const parts = [missing, own, etag('without a status')].map((part) => `<d:propstat>${part}</d:propstat>`)
    const [raw] = await readMultistatus(
      inPieces(document(`<d:response><d:href>${BASE}/a</d:href>${parts.join('')}</d:response>`))
    )
    expect([...(raw?.properties ?? [])]).toEqual([['DAV:|getetag', 'own']])
  })

  it('may say more than its entries (RFC 4918 14), at every level', async () => {
    const more = '<d:error/><d:responsedescription>more</d:responsedescription>'
    const wordy = entry(`${BASE}/a`)
      .replace('</d:status>', `</d:status>${more}`)
      .replace('</d:propstat>', `</d:propstat>${more}<d:status>HTTP/1.1 200 OK</d:status>`)
    expect(await list(document(self, wordy, more))).toEqual(['a'])
  })

  it('takes what a value holds for no part of the listing', async () => {
    const inner = `<d:response><d:href>${BASE}/evil</d:href><d:propstat><d:status>HTTP/1.1 404 No</d:status></d:propstat><d:collection/></d:response>`
    for (const wrap of ['<oc:x>INNER</oc:x>', '<oc:x><oc:y>INNER</oc:y></oc:x>', '<d:response>INNER</d:response>']) {
      const found = await readMultistatus(
        inPieces(document(self, entry(`${BASE}/a`, 'file', wrap.replace('INNER', inner))))
      )
      expect(found.map(({ href, isFolder }) => [href, isFolder])).toEqual([
        [`${BASE}/`, true],
        [`${BASE}/a`, false]
      ])
      expect(toListing(addresses, `${BASE}/`, found).children).toMatchObject([{ name: 'a', sizeBytes: 3 }])
    }
  })

  it('takes for a folder only what says so as its own kind, and a status for that of its own part', async () => {
    const kinds = ['<d:principal/>', '<oc:x><d:collection/></oc:x>']
    const files = kinds.map((kind, at) =>
      entry(`${BASE}/f${String(at)}`).replace('<d:resourcetype>', `<d:resourcetype>${kind}`)
    )
    const value = entry(`${BASE}/g`, 'file', '<oc:x><d:collection/><d:status>HTTP/1.1 404 No</d:status></oc:x>')
    const [, status = ''] = /(<d:status>.*?<\/d:status>)/u.exec(value.replace(/<oc:x>.*<\/oc:x>/u, '')) ?? []
    const statusFirst = value
      .replace('<d:prop>', `${status}<d:prop>`)
      .replace(new RegExp(`${status}</d:propstat>`), '</d:propstat>')
    const found = await readMultistatus(inPieces(document(self, ...files, statusFirst)))
    expect(found.map(({ isFolder }) => isFolder)).toEqual([true, false, false, false])
    expect(toListing(addresses, `${BASE}/`, found).children.map(({ name }) => name)).toEqual(['f0', 'f1', 'g'])
  })

  it('matches namespaces, not prefixes', async () => {
    const text = document(self, entry(`${BASE}/a`))
      .replaceAll('d:', 'x:')
      .replaceAll('xmlns:d=', 'xmlns:x=')
    expect(await list(text)).toEqual(['a'])
  })

  it('case 46: stays within its bounds', async () => {
    const property = (levels: number): string => `<d:x>${'<d:y>'.repeat(levels)}${'</d:y>'.repeat(levels)}</d:x>`
    expect(await list(document(self, entry(`${BASE}/a`, 'file', property(4))))).toEqual(['a'])
    await expect(list(document(self, entry(`${BASE}/a`, 'file', property(50))))).rejects.toMatchObject({
      code: 'badListing'
    })
    const long = document(self, entry(`${BASE}/${'a'.repeat(20_000)}`))
    await expect(readMultistatus(inPieces(long, 4096))).rejects.toMatchObject({ code: 'badListing' })
    const many = { ...LISTING_LIMITS, maxEntries: 2 }
    await expect(readMultistatus(inPieces(document(self, self, self)), many)).rejects.toMatchObject({
      code: 'badListing'
    })
    const large = { ...LISTING_LIMITS, maxBytes: 100 }
    await expect(readMultistatus(inPieces(document(self)), large)).rejects.toMatchObject({ code: 'badListing' })
  })
})

describe('a whole tree in one answer', () => {
  it('gives every folder its children, parents first', async () => {
    const raw = await readMultistatus(
      inPieces(
        document(
          self,
          entry(`${BASE}/d/`, 'folder'),
          entry(`${BASE}/d/e/`, 'folder'),
          entry(`${BASE}/d/e/f`),
          entry(`${BASE}/a`)
        )
      )
    )
    const tree = toTreeListings(addresses, `${BASE}/`, raw)
    expect(tree?.map(({ path, listing }) => [path, listing.children.map((child) => child.name)])).toEqual([
      ['', ['d', 'a']],
      ['d', ['e']],
      ['d/e', ['f']]
    ])
  })

  it('is not believed when the server may have answered one level only', async () => {
    const raw = await readMultistatus(inPieces(document(self, entry(`${BASE}/d/`, 'folder'))))
    expect(toTreeListings(addresses, `${BASE}/`, raw)).toBeUndefined()
  })

  it('is not believed when a mount in it can not be reached: it is seen folder by folder', async () => {
    const dead = entry(`${BASE}/d/dead/`, 'folder').replace('<oc:fileid>7', '<oc:fileid>-1')
    const raw = await readMultistatus(
      inPieces(document(self, entry(`${BASE}/d/`, 'folder'), entry(`${BASE}/d/f`), dead))
    )
    expect(toTreeListings(addresses, `${BASE}/`, raw)).toBeUndefined()
  })

  it('is rejected without the folder itself', async () => {
    const raw = await readMultistatus(inPieces(document(entry(`${BASE}/d/`, 'folder'), entry(`${BASE}/d/f`))))
    expect(() => toTreeListings(addresses, `${BASE}/`, raw)).toThrow('not in its listing')
  })

  it('is rejected when a folder in between is missing', async () => {
    const raw = await readMultistatus(inPieces(document(self, entry(`${BASE}/d/f`))))
    expect(() => toTreeListings(addresses, `${BASE}/`, raw)).toThrow('without its folder')
  })
})
