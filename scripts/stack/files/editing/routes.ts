import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'

import type { Request, Router } from 'express'
import { Router as createRouter, text } from 'express'

import { baseOf } from '../address'
import type { FilesServer } from '../context'
import { forbidden, notFound } from '../dav/errors'
import { mimeOf } from '../dav/mime'
import { parseSegments } from '../dav/path'
import { OcsError, parameter, sendOcs } from '../ocs/reply'
import type { Session } from '../store/accounts'
import { may } from '../store/view'
import { directEditingEtag, editor, editorsDocument, isCreator } from './editors'
import { editorPage } from './page'

const pagePath = '/index.php/apps/files/directEditing'
const maxTextBytes = 2 * 1024 * 1024

/** `apps/files/api/v1/directEditing`: what editors there are, and addresses that open one once. */
export function directEditingRoutes(server: FilesServer, whoAsks: (request: Request) => Session): Router {
  const router = createRouter()
  const offer = (request: Request, person: string, node: number): { readonly url: string } => ({
    url: `${baseOf(request)}${pagePath}/${server.editing.offer({ person, node })}`
  })
  const wantsEditor = (request: Request): void => {
    const wanted = parameter(request, 'editorId')
    if (wanted !== undefined && wanted !== editor.id) throw new OcsError(500, 'No editor found')
  }
  router.get('/', (request, response) => {
    response.set('ETag', `"${directEditingEtag}"`)
    sendOcs(request, response, { status: 200, data: editorsDocument })
  })
  router.get('/templates/:editor/:creator', (request, response) => {
    if (request.params.editor !== editor.id || !isCreator(request.params.creator))
      throw new OcsError(500, 'No creator found')
    sendOcs(request, response, { status: 200, data: { templates: {} } })
  })
  router.post('/open', (request, response) => {
    wantsEditor(request)
    const person = whoAsks(request).account.id
    const id = parameter(request, 'fileId')
    const path = parameter(request, 'path') ?? ''
    const located =
      id === undefined
        ? server.view.locate(person, parseSegments(encodePath(path)))
        : server.view.byId(person, Number(id))
    if (located?.node.kind !== 'file') throw new OcsError(404, 'File not found')
    if (!editor.mimetypes.includes(mimeOf(located.node.name))) throw new OcsError(500, 'No editor found for file')
    sendOcs(request, response, { status: 200, data: offer(request, person, located.node.id) })
  })
  router.post('/create', (request, response) => {
    wantsEditor(request)
    const person = whoAsks(request).account.id
    if (!isCreator(parameter(request, 'creatorId'))) throw new OcsError(500, 'No creator found')
    const segments = parseSegments(encodePath(parameter(request, 'path') ?? ''))
    const folder = server.view.locate(person, segments.slice(0, -1))
    const name = segments.at(-1)
    if (name === undefined || folder?.node.kind !== 'folder') throw new OcsError(404, 'Folder not found')
    if ((folder.permissions & may.create) === 0) throw new OcsError(403, 'Forbidden')
    if (server.view.entry(person, folder, name) !== undefined) throw new OcsError(500, 'File already exists')
    void write(server, { parent: folder.node.id, name, person, content: '' }).then(
      (node) => sendOcs(request, response, { status: 200, data: offer(request, person, node) }),
      () => sendOcs(request, response, { status: 500, message: 'The file could not be made' })
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
export function editorPages(server: FilesServer): Router {
  const router = createRouter()
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
    return { node: put.node, unused: put.replaced ? server.versions.keep(put.replaced, person) : [] }
  })
  server.blobs.remove(unused)
  return node.id
}
