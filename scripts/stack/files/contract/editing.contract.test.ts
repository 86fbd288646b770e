import { expect, test } from 'vitest'
import { z } from 'zod'

import { capability, eachTarget } from './target'

const api = 'apps/files/api/v1/directEditing'
const opened = z.object({ url: z.string() })

eachTarget('Direct editing', (target) => {
  const open = async (name: string) => {
    const { folder, ocs } = target()
    return ocs('POST', `${api}/open`, { path: `${folder}/${name}`, editorId: 'text' })
  }

  test('the capability names the address, where editors and creators are told', async () => {
    const { ocs } = target()
    expect(await capability(target(), 'files', 'directEditing', 'url')).toMatch(/\/directEditing$/u)
    const { data } = await ocs('GET', api)
    const editor = z.looseObject({ id: z.string(), mimetypes: z.array(z.string()) })
    const document = z.looseObject({
      editors: z.record(z.string(), editor),
      creators: z.record(z.string(), z.unknown())
    })
    expect(document.parse(data).editors['text']?.mimetypes).toContain('text/plain')
  })

  test('the address opens the page once, without a sign-in', async () => {
    const { file, send } = target()
    await file('PUT', 'protokoll.txt', { body: 'Närvarande' })
    const { url } = opened.parse((await open('protokoll.txt')).data)
    const first = await send('GET', url, { as: null })
    expect(first.status).toBe(200)
    expect(first.headers.get('content-type')).toContain('text/html')
    expect((await send('GET', url, { as: null })).status).toBeGreaterThanOrEqual(400)
  })

  test('what is not there cannot be opened', async () => {
    expect((await open('saknas.txt')).code).toBe(403)
  })

  const create = (name: string, more: Readonly<Record<string, string>> = {}) => {
    const { folder, ocs } = target()
    return ocs('POST', `${api}/create`, {
      path: `${folder}/${name}`,
      editorId: 'text',
      creatorId: 'textdocument',
      ...more
    })
  }

  test('creators are told with their editor, ending and whether they have templates', async () => {
    const { creators } = z
      .object({ creators: z.record(z.string(), z.unknown()) })
      .parse((await target().ocs('GET', api)).data)
    expect(creators['textdocument']).toMatchObject({
      id: 'textdocument',
      editor: 'text',
      extension: 'md',
      templates: false,
      mimetype: 'text/markdown'
    })
  })

  test('a new document can be made and opened in one', async () => {
    const { file } = target()
    expect(opened.safeParse((await create('nytt.md')).data).success).toBe(true)
    expect((await file('GET', 'nytt.md')).status).toBe(200)
  })

  test('a creator without templates has one, the empty file', async () => {
    const { data } = await target().ocs('GET', `${api}/templates/text/textdocument`)
    const { templates } = z.object({ templates: z.record(z.string(), z.unknown()) }).parse(data)
    expect(templates['empty']).toMatchObject({ id: 'empty', preview: null, extension: 'md' })
  })

  test('a name that is taken, and a folder that is not there, are refused alike: why is in the data', async () => {
    const { file } = target()
    await file('PUT', 'finns.md', { body: 'redan här' })
    for (const name of ['finns.md', 'saknas/nytt.md']) expect((await create(name)).code).toBe(403)
    expect((await file('GET', 'finns.md')).text).toBe('redan här')
  })

  test('a document begins with what is in its template', async ({ skip }) => {
    const { control, file, ocs, send } = target()
    if (control === undefined) return skip('Which templates a real server has is not known')
    const { data } = await ocs('GET', `${api}/templates/text/table`)
    const { templates } = z
      .object({ templates: z.array(z.object({ id: z.number(), title: z.string(), preview: z.string().nullable() })) })
      .parse(data)
    const list = templates.find(({ title }) => title === 'Deltagarlista')
    expect((await send('GET', list?.preview ?? '')).headers.get('content-type')).toBe('image/png')
    expect((await send('GET', list?.preview ?? '', { as: null })).status).toBe(401)
    await create('lista.csv', { creatorId: 'table', templateId: String(list?.id) })
    expect((await file('GET', 'lista.csv')).text).toMatch(/^Namn;Organisation/u)
    await create('tom.csv', { creatorId: 'table', templateId: String(templates[0]?.id) })
    expect((await file('GET', 'tom.csv')).text).toBe('')
  })

  test('a server that has it turned off says so with empty lists', async ({ skip }) => {
    const { control, ocs } = target()
    if (control === undefined) return skip('A real server is not turned off')
    await control({ editing: 'off' })
    expect((await ocs('GET', api)).data).toEqual({ editors: [], creators: [] })
    expect((await create('av.md')).code).toBe(500)
    await control({ editing: 'on' })
  })
})
