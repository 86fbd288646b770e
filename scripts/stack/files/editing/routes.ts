import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'

import type { Request, Response, Router } from 'express'
import { Router as createRouter, text } from 'express'

import { baseOf } from '../address'
import type { FilesServer } from '../context'
import { forbidden, notFound } from '../dav/errors'
import { mimeOf } from '../dav/mime'
import { parseSegments } from '../dav/path'
import { OcsError, parameter, sendOcs } from '../ocs/reply'
import { textPreview } from '../pages/placeholder'
import type { Session } from '../store/accounts'
import { may } from '../store/view'
import { creatorOf, directEditingEtag, editor, editorsDocument, previewPath, templatesDocument } from './editors'
import { editorPage } from './page'
import { templateById, templatesOf } from './templates'

const pagePath = '/index.php/apps/files/directEditing'
const maxTextBytes = 2 * 1024 * 1024

/** `apps/files/api/v1/directEditing`: what editors there are, and addresses that open one once. */
export function directEditingRoutes(server: FilesServer, whoAsks: (request: Request) => Session): Router {
  const router = createRouter()
  const offer = (request: Request, person: string, node: number): { readonly url: string } => ({
    url: `${baseOf(request)}${pagePath}/${server.editing.offer({ person, node })}`
  })
  // As the real one: whatever is wrong is told in the data, and the status says no more than "forbidden".
  const refuse = (request: Request, response: Response, message: string): void =>
    sendOcs(request, response, { status: 403, data: { message } })
  router.use((request, _response, next) => {
    if (server.mood.editing === 'on' || request.method === 'GET') next()
    else throw new OcsError(500, '', { message: 'Direct editing is not enabled' })
  })
  router.get('/', (request, response) => {
    response.set('ETag', `"${directEditingEtag}"`)
    sendOcs(request, response, { status: 200, data: editorsDocument(server.mood.editing === 'on') })
  })
  router.get('/templates/:editor/:creator', (request, response) => {
    const { editor: editorId, creator } = request.params
    if (editorId !== editor.id || server.mood.editing === 'off')
      throw new OcsError(500, '', { message: 'Failed to obtain template list: No matching editor found' })
    sendOcs(request, response, { status: 200, data: templatesDocument(baseOf(request), creatorOf(editorId, creator)) })
  })
  router.post('/open', (request, response) => {
    const person = whoAsks(request).account.id
    const id = parameter(request, 'fileId')
    const path = parameter(request, 'path') ?? ''
    const wanted = parameter(request, 'editorId') ?? editor.id
    const located =
      id === undefined
        ? server.view.locate(person, parseSegments(encodePath(path)))
        : server.view.byId(person, Number(id))
    if (located?.node.kind !== 'file') refuse(request, response, 'Failed to open file: ')
    else if (wanted !== editor.id) refuse(request, response, `Failed to open file: Editor ${wanted} is unknown`)
    else if (!editor.mimetypes.includes(mimeOf(located.node.name)))
      refuse(request, response, 'Failed to open file: No default editor found for files mimetype')
    else sendOcs(request, response, { status: 200, data: offer(request, person, located.node.id) })
  })
  router.post('/create', (request, response) => {
    const person = whoAsks(request).account.id
    const creator = creatorOf(parameter(request, 'editorId'), parameter(request, 'creatorId'))
    const refused = (reason: string): void => refuse(request, response, `Failed to create file: ${reason}`)
    const segments = parseSegments(encodePath(parameter(request, 'path') ?? ''))
    const folder = server.view.locate(person, segments.slice(0, -1))
    const name = segments.at(-1)
    if (name === undefined || folder?.node.kind !== 'folder') return void refused('Invalid path')
    if (server.view.entry(person, folder, name) !== undefined) return void refused('File already exists')
    if ((folder.permissions & may.create) === 0) return void refused('No create permission for path')
    if (creator === undefined) return void refused('No creator found')
    const begins = templatesOf(creator.id).find(({ id }) => String(id) === parameter(request, 'templateId'))
    write(server, { parent: folder.node.id, name, person, content: begins?.content ?? '' }).then(
      (node) => sendOcs(request, response, { status: 200, data: offer(request, person, node) }),
      () => refused('The file could not be written')
    )
  })
  return router
}

const encodePath = (path: string): string =>
  path
    .split('/')
    .filter((name) => name !== '')
    .map(encodeURIComponent)
    .join('/')

/** The page itself. Its address works once and needs no sign-in; saving needs the cookie that it then has. */
export function editorPages(server: FilesServer, whoAsks: (request: Request) => Session): Router {
  const router = createRouter()
  router.get(`${previewPath}/:id`, (request, response) => {
    whoAsks(request)
    const template = templateById(Number(request.params.id))
    if (template === undefined) throw notFound('There is no such template')
    response.type('image/png').send(textPreview(template.content))
  })
  router.get(`${pagePath}/:token`, (request, response) => {
    const opened = server.editing.open(request.params.token)
    if (opened === undefined) throw notFound('The link was used already, or is too old')
    const { node } = server.view.byId(opened.session.person, opened.session.node) ?? {}
    if (node?.blob == null) throw notFound('The file is gone')
    const nonce = randomBytes(16).toString('base64')
    response.set({
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'Content-Security-Policy': `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self'; base-uri 'none'; form-action 'none'`
    })
    response.cookie(cookieName, opened.key, {
      httpOnly: true,
      sameSite: 'strict',
      path: `${pagePath}/${request.params.token}`
    })
    response.type('html').send(editorPage(node.name, server.blobs.readWhole(node.blob).toString('utf8'), nonce))
  })
  router.put(
    `${pagePath}/:token/content`,
    text({ type: () => true, limit: maxTextBytes }),
    async (request, response) => {
      const session = server.editing.find(cookieOf(request))
      if (session === undefined) throw forbidden()
      const located = server.view.byId(session.person, session.node)
      if (located === undefined || (located.permissions & may.update) === 0) throw forbidden()
      const lock = server.locks.of(session.node)
      if (lock !== undefined && lock.owner !== session.person) throw forbidden('The file is locked')
      const content = typeof request.body === 'string' ? request.body : ''
      const { parent, name } = located.node
      if (parent === null) throw forbidden()
      await write(server, { parent, name, person: session.person, content })
      response.status(204).end()
    }
  )
  return router
}

const cookieName = 'direct-editing'

const cookieOf = (request: Request): string =>
  new RegExp(`(?:^|; )${cookieName}=([^;]+)`, 'u').exec(request.headers.cookie ?? '')?.[1] ?? ''

type NewContent = { readonly parent: number; readonly name: string; readonly person: string; readonly content: string }

/** Puts the text in place as an upload would, and returns the file's id. */
async function write(server: FilesServer, { parent: id, name, person, content }: NewContent): Promise<number> {
  const received = await server.blobs.receive(Readable.from([Buffer.from(content)]))
  const parent = server.tree.byId(id)
  if (parent === undefined) {
    received.discard()
    throw notFound('The folder is gone')
  }
  const { node, unused } = server.tree.atomically(() => {
    const now = Math.floor(Date.now() / 1000)
    const put = server.tree.putFile(parent, name, {
      blob: received.keep(),
      size: received.sizeBytes,
      mtime: now,
      checksum: null
    })
    return { node: put.node, unused: server.versions.wrote(put.node, put.replaced, person) }
  })
  server.blobs.remove(unused)
  return node.id
}
