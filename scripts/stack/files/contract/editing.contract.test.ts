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
    expect((await open('saknas.txt')).code).toBeGreaterThanOrEqual(400)
  })

  test('a new document can be made and opened in one', async () => {
    const { file, folder, ocs } = target()
    const made = await ocs('POST', `${api}/create`, {
      path: `${folder}/nytt.md`,
      editorId: 'text',
      creatorId: 'textdocument'
    })
    expect(opened.safeParse(made.data).success).toBe(true)
    expect((await file('GET', 'nytt.md')).status).toBe(200)
  })
})
