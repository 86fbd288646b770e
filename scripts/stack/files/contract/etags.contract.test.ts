import { expect, test } from 'vitest'

import { eachTarget } from './target'

const TIME_S = 1_700_000_000

eachTarget('Etags', (target) => {
  const write = (body: string, timeS: number) =>
    target().file('PUT', 'rapport.txt', { body, headers: { 'X-OC-MTime': String(timeS) } })
  const etagOf = async (name: string) => (await target().properties(target().href(name), ['d:getetag']))['d:getetag']

  test('a file that is written again with the time and size that it has keeps its etag; its folder does not', async () => {
    await write('första', TIME_S)
    const [file, folder] = [await etagOf('rapport.txt'), await etagOf('')]
    expect((await write('ändrad', TIME_S)).headers.get('oc-etag')).toBe(file?.replaceAll('&quot;', '"'))
    expect((await target().file('GET', 'rapport.txt')).text).toBe('ändrad')
    expect(await etagOf('rapport.txt')).toBe(file)
    expect(await etagOf('')).not.toBe(folder)
  })

  test('another time or another size gives it another', async () => {
    const etags = new Set<string | null>()
    for (const [body, timeS] of [
      ['ett', TIME_S + 10],
      ['två', TIME_S + 11],
      ['tvåa', TIME_S + 11],
      ['trea', TIME_S + 12]
    ] as const)
      etags.add((await write(body, timeS)).headers.get('oc-etag'))
    expect(etags.size).toBe(4)
  })

  test('a condition on the etag holds for what was written so', async () => {
    await write('första', TIME_S + 20)
    const etag = (await etagOf('rapport.txt'))?.replaceAll('&quot;', '"') ?? ''
    await write('ändrad', TIME_S + 20)
    const headers = { 'If-Match': etag, 'X-OC-MTime': String(TIME_S + 21) }
    expect((await target().file('PUT', 'rapport.txt', { body: 'tredje', headers })).status).toBe(204)
    expect((await target().file('PUT', 'rapport.txt', { body: 'fjärde', headers })).status).toBe(412)
  })
})
