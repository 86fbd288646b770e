import { expect, it, vi } from 'vitest'
import type { SendHttp } from '../../net/request'
import { makeDocument, readEditors, readTemplates } from './editors'
import { FilesError, openFilesRequests } from './requests'

vi.mock('electron', () => ({ net: {} }))

type Request = Parameters<SendHttp>[0]
type Reply = { readonly status: number; readonly text: string }

/** A server that answers by method, and what it was asked. */
function serverThat(answer: (request: Request) => Reply) {
  const asked: Request[] = []
  const send: SendHttp = (request) => {
    asked.push(request)
    const { status, text } = answer(request)
    return Promise.resolve({ status, headers: {}, url: request.url, body: Buffer.from(text) })
  }
  const account = {
    loginName: 'sara',
    userId: 'sara',
    appPassword: 'hemligt',
    userAgent: 'Samverk',
    language: 'sv' as const
  }
  return { asked, requests: openFilesRequests(send, { baseUrl: 'https://moln.insjoverket.test', ...account }) }
}
const ocs = (data: unknown, statuscode = 200): Reply => ({
  status: statuscode,
  text: JSON.stringify({ ocs: { meta: { statuscode, message: null }, data } })
})
const creator = { id: 'textdocument', editor: 'text', name: ' Nytt ', extension: 'MD', templates: false }

it('creators are read with what they begin with; what makes no sense is left out', async () => {
  const creators = {
    textdocument: creator,
    table: { ...creator, id: 'table', extension: 'csv', templates: true },
    evil: { ...creator, id: 'evil', extension: '../../.bashrc' },
    long: { ...creator, id: 'x'.repeat(101) },
    other: 'nothing'
  }
  const { requests } = serverThat(() =>
    ocs({ editors: { text: { mimetypes: { 0: 'text/plain', 3: 'text/csv', 4: 7 } } }, creators })
  )
  expect(await readEditors(requests)).toEqual({
    editable: ['text/plain', 'text/csv'],
    creators: [
      { id: 'textdocument', editorId: 'text', name: 'Nytt', extension: 'md', begins: 'empty' },
      { id: 'table', editorId: 'text', name: 'Nytt', extension: 'csv', begins: 'chosen' }
    ]
  })
})

it('a server that offers nothing says so with lists, and one that says too much is not believed', async () => {
  expect(await readEditors(serverThat(() => ocs({ editors: [], creators: [] })).requests)).toEqual({
    editable: [],
    creators: []
  })
  const many = Array.from({ length: 5_000 }, (_, index) => ({ ...creator, id: String(index), name: 'n'.repeat(900) }))
  const { creators } = await readEditors(serverThat(() => ocs({ editors: 'all', creators: many })).requests)
  expect(creators).toHaveLength(30)
  expect(creators[0]?.name).toHaveLength(80)
})

it('templates have a number or a word, a title or a name; a picture only on the server itself', async () => {
  const templates = [
    { id: 7, title: 'Protokoll', preview: 'https://moln.insjoverket.test/preview?file=7' },
    { id: 'empty', name: 'Tom', preview: null },
    { id: 8, preview: 'https://evil.test/track.png' },
    { id: 9, title: 'Brev', preview: '//evil.test/x' },
    { title: 'utan nummer' }
  ]
  const { requests, asked } = serverThat(() => ocs({ templates }))
  expect(await readTemplates(requests, { id: 'a/b', editorId: 'text' })).toEqual([
    { id: '7', title: 'Protokoll', previewPath: '/preview?file=7' },
    { id: 'empty', title: 'Tom', previewPath: undefined },
    { id: '8', title: '', previewPath: undefined },
    { id: '9', title: 'Brev', previewPath: undefined }
  ])
  expect(asked[0]?.url).toContain('/templates/text/a%2Fb?')
  expect(await readTemplates(serverThat(() => ocs({ templates: [] })).requests, { id: 'a', editorId: 'b' })).toEqual([])
})

const wanted = { folder: '', name: 'Nytt.md', editorId: 'text', creatorId: 'textdocument' }
const item = (path: string, rights: string, isFolder: boolean): Reply => ({
  status: 207,
  text: `<d:multistatus xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:response><d:href>/remote.php/dav/files/sara/${path}</d:href><d:propstat><d:prop><oc:fileid>7</oc:fileid><oc:permissions>${rights}</oc:permissions>${isFolder ? '<d:resourcetype><d:collection/></d:resourcetype>' : ''}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>`
})
const gone: Reply = { status: 404, text: '' }
const problemOf = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: unknown) => (error instanceof FilesError ? error.problem.code : error)
  )

it('a document is made where nothing is, with its template', async () => {
  let isMade = false
  const { requests, asked } = serverThat(({ method }) => {
    if (method === 'PROPFIND') return isMade ? item('Nytt.md', 'RGDNVW', false) : gone
    isMade = true
    return ocs({ url: 'https://moln.insjoverket.test/index.php/apps/files/directEditing/abc' })
  })
  const made = await makeDocument(requests, { ...wanted, templateId: '702' }, 'Nytt.md')
  expect(made).toEqual({ fileId: '7', url: 'https://moln.insjoverket.test/index.php/apps/files/directEditing/abc' })
  const sent = new URLSearchParams(String(asked.find(({ method }) => method === 'POST')?.body))
  expect(Object.fromEntries(sent)).toEqual({
    path: '/Nytt.md',
    editorId: 'text',
    creatorId: 'textdocument',
    templateId: '702'
  })
})

it('a name that is taken is said, and nothing is asked to be made', async () => {
  const { requests, asked } = serverThat(() => item('Nytt.md', 'RGDNVW', false))
  expect(await problemOf(makeDocument(requests, wanted, 'Nytt.md'))).toBe('exists')
  expect(asked.map(({ method }) => method)).toEqual(['PROPFIND'])
})

it('a folder that is not on the server yet, and one that may not be written to, are said', async () => {
  const within = { ...wanted, folder: 'Möten' }
  const make = (reply: Reply) => problemOf(makeDocument(serverThat(() => reply).requests, within, 'Möten/Nytt.md'))
  expect(await make(gone)).toBe('folderNotSent')
  expect(await make(item('M%c3%b6ten/', 'SG', true))).toBe('noPermission')
  expect(await make(item('M%c3%b6ten', 'RGDNVCK', false))).toBe('folderNotSent')
})

it('an address that is none, or not https, is no reason to say that nothing was made', async () => {
  for (const url of ['http://moln.insjoverket.test/x', 'javascript:alert(1)', 7]) {
    const { requests } = serverThat(({ method }) => (method === 'PROPFIND' ? gone : ocs({ url })))
    expect(await makeDocument(requests, wanted, 'Nytt.md')).toEqual({ fileId: null, url: undefined })
  }
})
