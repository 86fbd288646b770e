import { expect, test } from 'vitest'

import { elementText, eachTarget, propfindBody, responses } from './target'

const asked = ['d:getcontentlength', 'd:getlastmodified', 'd:getetag', 'd:getcontenttype']

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
})
