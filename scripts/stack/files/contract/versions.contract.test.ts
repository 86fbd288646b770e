import { expect, test } from 'vitest'

import { capability, elementText, eachTarget, namespaces, propfindBody, responses, serverMajor } from './target'

const asked = [
  'd:getcontentlength',
  'd:getlastmodified',
  'd:getetag',
  'd:getcontenttype',
  'nc:version-label',
  'nc:version-author'
]

eachTarget('Versions', (target) => {
  const versions = (): string => `/remote.php/dav/versions/${target().me.id}`
  const write = (body: string, time: number) =>
    target().file('PUT', 'rapport.txt', { body, headers: { 'X-OC-MTime': String(time) } })
  const idOf = async () => (await target().properties(target().href('rapport.txt'), ['oc:fileid']))['oc:fileid'] ?? ''
  const older = async (size: number) => {
    const address = `${versions()}/versions/${await idOf()}/`
    const answer = await target().send('PROPFIND', address, { headers: { Depth: '1' }, body: propfindBody(asked) })
    expect(answer.status).toBe(207)
    const entry = responses(answer.text).find((one) => elementText(one, 'd:getcontentlength') === String(size))
    return { entry, href: elementText(entry ?? '', 'd:href') ?? '', count: responses(answer.text).length - 1 }
  }

  test('what a file held before can be read, by its time of change', async () => {
    await write('första', 1_700_000_000)
    await write('andra versionen', 1_700_000_500)
    const first = await older(Buffer.byteLength('första'))
    expect(first.href).toMatch(/\/1700000000$/u)
    expect((await target().send('GET', first.href)).text).toBe('första')
  })

  test('a version can be put back by MOVE, not by COPY, and loses nothing', async () => {
    await write('ett', 1_700_001_000)
    await write('tvåan', 1_700_001_500)
    const first = await older(3)
    const headers = { Destination: `${target().url}${versions()}/restore/target` }
    expect((await target().send('COPY', first.href, { headers })).status).toBe(403)
    const before = await idOf()
    expect((await target().send('MOVE', first.href, { headers })).status).toBe(201)
    expect((await target().file('GET', 'rapport.txt')).text).toBe('ett')
    expect(await idOf()).toBe(before)
    const second = await older(Buffer.byteLength('tvåan'))
    expect((await target().send('GET', second.href)).text).toBe('tvåan')
  })

  test('an empty file leaves no version', async () => {
    await target().file('PUT', 'tom.txt', { body: '' })
    await target().file('PUT', 'tom.txt', { body: 'nu' })
    const id = (await target().properties(target().href('tom.txt'), ['oc:fileid']))['oc:fileid'] ?? ''
    const answer = await target().send('PROPFIND', `${versions()}/versions/${id}/`, {
      headers: { Depth: '1' },
      body: propfindBody(asked)
    })
    expect(responses(answer.text).some((one) => elementText(one, 'd:getcontentlength') === '0')).toBe(false)
  })

  test('who wrote it is said, also of what the file holds now (since 29)', async ({ skip }) => {
    if ((await serverMajor(target())) < 29) return skip('an older server')
    const { other, ocs, folder, me, send } = target()
    await write('mitt eget', 1_700_002_000)
    expect(elementText((await older(9)).entry ?? '', 'nc:version-author')).toBe(me.id)
    if (other === undefined) return
    const shared = { path: `${folder}/rapport.txt`, shareType: '0', shareWith: other.id, permissions: '19' }
    expect((await ocs('POST', 'apps/files_sharing/api/v1/shares', shared)).code).toBe(200)
    const theirs = `/remote.php/dav/files/${encodeURIComponent(other.id)}/rapport.txt`
    const headers = { 'X-OC-MTime': '1700002500' }
    expect((await send('PUT', theirs, { as: other, body: 'deras ändring', headers })).status).toBe(204)
    const written = await older(Buffer.byteLength('deras ändring'))
    expect(elementText(written.entry ?? '', 'nc:version-author')).toBe(other.id)
    expect(elementText((await older(9)).entry ?? '', 'nc:version-author')).toBe(me.id)
  })

  const name = (href: string, label: string) =>
    target().send('PROPPATCH', href, {
      body: `<?xml version="1.0"?><d:propertyupdate ${namespaces}><d:set><d:prop><nc:version-label>${label}</nc:version-label></d:prop></d:set></d:propertyupdate>`
    })
  const labelOf = async (size: number) => elementText((await older(size)).entry ?? '', 'nc:version-label')

  test('a version can be named, also what the file holds now, which keeps the name when it is replaced', async ({
    skip
  }) => {
    if ((await capability(target(), 'files', 'version_labeling')) !== true) return skip('an older server')
    await write('namnlös', 1_700_003_000)
    await write('nuvarande', 1_700_003_500)
    const [first, now] = [await older(Buffer.byteLength('namnlös')), await older(9)]
    const named = await name(first.href, 'Remiss &amp; svar')
    expect(named.status).toBe(207)
    expect(named.text).toContain('200 OK')
    expect(await labelOf(Buffer.byteLength('namnlös'))).toBe('Remiss &amp; svar')
    expect((await name(now.href, 'Nu')).text).toContain('200 OK')
    expect(await labelOf(9)).toBe('Nu')
    await write('den tredje', 1_700_004_000)
    expect(await labelOf(9)).toBe('Nu')
    await name(first.href, '')
    expect(await labelOf(Buffer.byteLength('namnlös'))).toBe('')
  })

  test('a version can be deleted, and nothing else with it', async ({ skip }) => {
    if ((await capability(target(), 'files', 'version_deletion')) !== true) return skip('an older server')
    await write('bort med den', 1_700_005_000)
    await write('den som blir kvar', 1_700_005_500)
    const gone = await older(Buffer.byteLength('bort med den'))
    expect((await target().send('DELETE', gone.href)).status).toBe(204)
    const after = await older(Buffer.byteLength('bort med den'))
    expect(after.entry).toBeUndefined()
    expect(after.count).toBe(gone.count - 1)
    expect((await target().send('GET', gone.href)).status).toBe(404)
    expect((await target().file('GET', 'rapport.txt')).text).toBe('den som blir kvar')
  })
})
