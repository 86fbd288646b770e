import { describe, expect, it, vi } from 'vitest'
import { type Answer, multistatus, ocs, own, problemOf, serverThat } from '../testing/answers'
import { readTrash } from './trash'
import { deleteVersion, nameVersion, readAuthor, readVersions, restoreVersion } from './versions'

vi.mock('electron', () => ({ net: {} }))

it('versions and trash are newest first, and nothing but theirs', async () => {
  const versions = '/remote.php/dav/versions/sara%20lindmark/versions/79'
  const { earlier: found } = await readVersions(
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
  const all = ['1700000000', '1600000000']
  const idsOf = async (...answers: readonly Answer[]) => {
    const { asked, requests } = serverThat(...answers)
    const { now: held, earlier } = await readVersions(requests, '79')
    expect(asked[1]?.body).toContain('<d:eq><d:prop><oc:fileid/></d:prop><d:literal>79</d:literal></d:eq>')
    // What is told apart is told as what it is.
    expect(held?.id).toBe(earlier.length === all.length ? undefined : '1700000000')
    return earlier.map(({ id }) => id)
  }
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
    expect(await readVersions(requests, '79')).toEqual({ now: undefined, earlier: [] })
    expect(asked).toHaveLength(1)
    expect(await idsOf(listed, { status: 501 })).toEqual(all)
  })
})

describe('who made what a file holds now', () => {
  const versions = '/remote.php/dav/versions/sara%20lindmark/versions/79'
  const now = multistatus([
    `${own}/a.txt`,
    '<d:getlastmodified>Tue, 14 Nov 2023 22:13:20 GMT</d:getlastmodified><d:getcontentlength>13</d:getcontentlength>'
  ])
  const byAuthors = (earlier: string, latest: string) => {
    const of = (author: string) =>
      `<d:getcontentlength>13</d:getcontentlength><nc:version-author>${author}</nc:version-author>`
    return multistatus([`${versions}/1600000000`, of(earlier)], [`${versions}/1700000000`, of(latest)])
  }
  const happened = (type: string, user: string, datetime: string) => ({
    ...{ activity_id: 1, app: 'files', subject: 'Något hände', type, user, datetime }
  })
  const authorOf = (...answers: readonly Answer[]) => readAuthor(serverThat(now, ...answers).requests, '79')

  it('is said by the version that is the current one', async () => {
    expect(await authorOf(byAuthors('johan', 'ingrid'))).toBe('ingrid')
  })
  it('is else who changed it last, by what happened to it, whatever happened since', async () => {
    const activity = ocs([
      happened('shared', 'linnea', '2023-11-15T08:00:00+00:00'),
      happened('file_changed', 'ingrid', '2023-11-14T22:13:20+00:00'),
      happened('file_created', 'johan', '2020-01-01T00:00:00+00:00')
    ])
    expect(await authorOf(byAuthors('johan', ''), activity)).toBe('ingrid')
    expect(await authorOf({ status: 404 }, activity)).toBe('ingrid')
  })
  it.each([
    [
      'the last that is told of is older than the file',
      happened('file_changed', 'ingrid', '2023-11-14T22:13:19+00:00')
    ],
    ['nobody is named, as by a link', happened('file_changed', '', '2023-11-14T22:13:20+00:00')],
    ['it was only shared', happened('shared', 'ingrid', '2023-11-14T22:13:20+00:00')]
  ])('is not guessed: %s', async (_when, last) => {
    expect(await authorOf({ status: 404 }, ocs([last]))).toBeUndefined()
  })
  it('is nobody where the server tells of neither', async () => {
    expect(await authorOf({ status: 404 })).toBeUndefined()
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

describe('who wrote a version, and what it is named', () => {
  const versions = '/remote.php/dav/versions/sara%20lindmark/versions/79'
  const named = (label: string, author = '') =>
    `<nc:version-author>${author}</nc:version-author><nc:version-label>${label}</nc:version-label>`
  const read = async (properties: string) => {
    const { requests } = serverThat(multistatus([`${versions}/1600000000`, properties]), { status: 501 })
    return (await readVersions(requests, '79')).earlier[0]
  }

  it('is told, and not there where the server says nothing', async () => {
    expect(await read(named('Remissversion 0.8', 'johan'))).toMatchObject({
      author: 'johan',
      label: 'Remissversion 0.8'
    })
    expect(await read(named('  \n '))).not.toHaveProperty('label')
    expect(await read('')).not.toHaveProperty('label')
  })
  it('is one line, and no longer than anybody needs', async () => {
    expect((await read(named(`  två\n\trader ${'😀'.repeat(3_000)}`)))?.label).toBe(`två rader ${'😀'.repeat(90)}`)
  })
  it('is set as text, whatever it says, and taken away as nothing', async () => {
    const { asked, requests } = serverThat(
      multistatus([`${versions}/1600000000`, '']),
      multistatus([`${versions}/1600000000`, ''])
    )
    await nameVersion(requests, '79', '1600000000', ' A & B\u0000</nc:version-label>\uFFFF\uD800 ')
    await nameVersion(requests, '79', '1600000000', '  ')
    expect(asked.map(({ method, url }) => [method, url])).toEqual([
      ['PROPPATCH', `https://moln.insjoverket.test${versions}/1600000000`],
      ['PROPPATCH', `https://moln.insjoverket.test${versions}/1600000000`]
    ])
    expect(asked[0]?.body).toContain('<nc:version-label>A &amp; B &lt;/nc:version-label&gt; \uFFFD</nc:version-label>')
    expect(asked[1]?.body).toContain('<nc:version-label></nc:version-label>')
  })
  it('is refused where the one property is, though the answer as a whole is none', async () => {
    const refused = {
      status: 207,
      text: multistatus([`${versions}/1600000000`, '']).text.replace('200 OK', '403 Forbidden')
    }
    expect(await problemOf(nameVersion(serverThat(refused).requests, '79', '1600000000', 'a'))).toEqual({
      code: 'noPermission'
    })
  })
  it('a version is deleted by its number and its file’s, and nothing else', async () => {
    const { asked, requests } = serverThat({ status: 204 })
    await deleteVersion(requests, '79', '../80')
    expect(asked.map(({ method, url }) => [method, url])).toEqual([
      ['DELETE', `https://moln.insjoverket.test${versions}/..%2F80`]
    ])
  })
})
