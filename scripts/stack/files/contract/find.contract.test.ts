import { expect, test } from 'vitest'
import { z } from 'zod'

import { eachTarget, namespaces, responses } from './target'

eachTarget('Finding', (target) => {
  const xml = { 'Content-Type': 'text/xml; charset=utf-8' }
  const searchBody = (where: string, more = ''): string =>
    `<?xml version="1.0"?><d:searchrequest ${namespaces}><d:basicsearch>` +
    '<d:select><d:prop><oc:fileid/><d:getcontentlength/></d:prop></d:select>' +
    `<d:from><d:scope><d:href>/files/${target().me.id}${target().folder}</d:href><d:depth>infinity</d:depth></d:scope></d:from>` +
    `<d:where>${where}</d:where>${more}</d:basicsearch></d:searchrequest>`
  const like = (pattern: string): string =>
    `<d:like><d:prop><d:displayname/></d:prop><d:literal>${pattern}</d:literal></d:like>`

  test('favourites are set by PROPPATCH and listed by REPORT', async () => {
    const { file, href } = target()
    await file('PUT', 'stjärna.txt', { body: 'a' })
    await file('PUT', 'vanlig.txt', { body: 'b' })
    const mark = `<d:propertyupdate ${namespaces}><d:set><d:prop><oc:favorite>1</oc:favorite></d:prop></d:set></d:propertyupdate>`
    expect((await file('PROPPATCH', 'stjärna.txt', { headers: xml, body: mark })).text).toContain('200 OK')
    expect(await target().properties(href('stjärna.txt'), ['oc:favorite'])).toEqual({ 'oc:favorite': '1' })
    const body = `<oc:filter-files ${namespaces}><d:prop><oc:fileid/></d:prop><oc:filter-rules><oc:favorite>1</oc:favorite></oc:filter-rules></oc:filter-files>`
    const found = await file('REPORT', '', { headers: xml, body })
    expect(found.status).toBe(207)
    expect(found.text.toLowerCase()).toContain('stj%c3%a4rna.txt')
    expect(found.text).not.toContain('vanlig.txt')
  })

  test('a search finds names and sizes below its scope, in order, and no more than asked for', async () => {
    const { file, send } = target()
    await file('MKCOL', 'djup')
    for (const [name, body] of [
      ['a-mätning.txt', 'xx'],
      ['djup/b-mätning.txt', 'xxxx'],
      ['annat.txt', 'x']
    ] as const)
      await file('PUT', name, { body })
    const order =
      '<d:orderby><d:order><d:prop><oc:size/></d:prop><d:descending/></d:order></d:orderby><d:limit><d:nresults>1</d:nresults></d:limit>'
    const all = await send('SEARCH', '/remote.php/dav/', { headers: xml, body: searchBody(like('%mätning%')) })
    expect(all.status).toBe(207)
    expect(responses(all.text)).toHaveLength(2)
    const one = await send('SEARCH', '/remote.php/dav/', { headers: xml, body: searchBody(like('%mätning%'), order) })
    expect(responses(one.text)).toHaveLength(1)
    expect(one.text).toContain('b-m')
  })

  test('a search finds a file by its number, and files by when they were changed', async () => {
    const { file, href, properties, send } = target()
    await file('PUT', 'gammal.txt', { body: 'a', headers: { 'X-OC-MTime': '1600000000' } })
    await file('PUT', 'ny.txt', { body: 'b', headers: { 'X-OC-MTime': '1700000000' } })
    const found = async (where: string) => {
      const { status, text } = await send('SEARCH', '/remote.php/dav/', { headers: xml, body: searchBody(where) })
      expect(status).toBe(207)
      return responses(text).map((one) => /(?<name>gammal|ny)\.txt/u.exec(one)?.groups?.['name'])
    }
    const id = (await properties(href('gammal.txt'), ['oc:fileid']))['oc:fileid'] ?? ''
    const isIt = `<d:eq><d:prop><oc:fileid/></d:prop><d:literal>${id}</d:literal></d:eq>`
    expect(await found(isIt)).toEqual(['gammal'])
    const since = '<d:gte><d:prop><d:getlastmodified/></d:prop><d:literal>2023-11-14T22:13:20+00:00</d:literal></d:gte>'
    const names = await found(since)
    expect(names).toContain('ny')
    expect(names).not.toContain('gammal')
  })

  test('a search without XML is not understood', async () => {
    const headers = { 'Content-Type': 'text/plain' }
    const { status } = await target().send('SEARCH', '/remote.php/dav/', { headers, body: searchBody(like('%')) })
    expect(status).toBe(501)
  })

  test('unified search has files, with an address for each', async () => {
    const { file, ocs } = target()
    await file('PUT', 'enhetlig-sökning.txt', { body: 'a' })
    const providers = z.array(z.looseObject({ id: z.string() })).parse((await ocs('GET', 'search/providers')).data)
    expect(providers.map(({ id }) => id)).toContain('files')
    const { data } = await ocs('GET', 'search/providers/files/search', { term: 'enhetlig-sökning' })
    const entry = z.looseObject({
      title: z.string(),
      resourceUrl: z.string(),
      thumbnailUrl: z.string(),
      subline: z.string()
    })
    const found = z.looseObject({ isPaginated: z.boolean(), entries: z.array(entry) }).parse(data)
    expect(found.entries.map(({ title }) => title)).toContain('enhetlig-sökning.txt')
  })

  test('texts have a preview as an image, unknown files none', async () => {
    const { file, href, properties, send } = target()
    await file('PUT', 'läsbar.txt', { body: 'En rad\n\nEn längre rad med text\n' })
    await file('PUT', 'okänd.bin', { body: 'x' })
    const idOf = async (name: string) => (await properties(href(name), ['oc:fileid']))['oc:fileid'] ?? ''
    const preview = async (name: string) =>
      send('GET', `/index.php/core/preview?fileId=${await idOf(name)}&x=256&y=256&a=1&forceIcon=0`)
    const shown = await preview('läsbar.txt')
    expect(shown.status).toBe(200)
    expect(shown.headers.get('content-type')).toMatch(/^image\//u)
    expect((await preview('okänd.bin')).status).toBe(404)
    expect((await properties(href('okänd.bin'), ['nc:has-preview']))['nc:has-preview']).toBe('false')
  })
})
