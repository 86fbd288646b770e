import type { Express, NextFunction, Request, Response } from 'express'
import express from 'express'

import { calendarPrefix, handleCalendars } from './calendar'
import type { Exchange, FilesServer } from './context'
import { DavError, errorXml, inMaintenance, notFound, notSignedIn } from './dav/errors'
import { hasPreview, mimeOf } from './dav/mime'
import { handlePrincipals } from './dav/principals'
import { handleDav } from './dav/router'
import { capabilitiesDocument, sendOcs, statusDocument, userDocument } from './ocs'
import { signIn } from './signIn'
import type { Session } from './store/accounts'

/** All addresses of the files server, as a real one has them. */
export function createFilesApp(server: FilesServer): Express {
  const app = express().disable('x-powered-by').disable('etag').enable('case sensitive routing')
  app.get('/status.php', (_request, response) => void response.json(statusDocument(server.mood.maintenance)))
  app.use(refuseInMaintenance(server))
  app.all(['/.well-known/caldav', '/.well-known/carddav'], (_request, response) => {
    response.redirect(301, '/remote.php/dav/')
  })
  addOcs(app, server)
  app.use('/remote.php/dav', async (request, response) => {
    const exchange = { server, session: requireSession(server, request), request, response }
    // Express takes the mount's path off `url`; the whole one is needed for what is handed on.
    request.url = request.originalUrl
    await routeDav(exchange, pathOf(request.originalUrl))
  })
  addPages(app, server)
  app.use(() => {
    throw notFound('Nothing is here')
  })
  app.use(answerError)
  return app
}

/** The path as it was sent: nothing resolved, nothing decoded. */
const pathOf = (url: string): string => url.split('?', 1)[0] ?? '/'

async function routeDav(exchange: Exchange, path: string): Promise<void> {
  const rest = path.slice('/remote.php/dav/'.length)
  if (path.startsWith(`${calendarPrefix}/`)) handleCalendars(exchange)
  else if (rest.startsWith('files/')) await handleDav(exchange, 'files', rest.slice('files/'.length))
  else if (rest.startsWith('uploads/')) await handleDav(exchange, 'uploads', rest.slice('uploads/'.length))
  else await handlePrincipals(exchange, rest)
}

function addOcs(app: Express, server: FilesServer): void {
  const both = (path: string): string[] => [`/ocs/v1.php/${path}`, `/ocs/v2.php/${path}`]
  app.use('/ocs', (request, response, next) => {
    if (request.get('ocs-apirequest') !== undefined) next()
    else response.status(412).json({ message: 'CSRF check failed' })
  })
  app.get(both('cloud/capabilities'), (request, response) => {
    const data = capabilitiesDocument(signIn(server.accounts, request) !== undefined)
    sendOcs(request, response, { status: 200, data })
  })
  app.use('/ocs', (request, response, next) => {
    if (signIn(server.accounts, request) !== undefined) next()
    else sendOcs(request, response, { status: 401, message: 'Current user is not logged in' })
  })
  app.get(both('cloud/user'), (request, response) => {
    sendOcs(request, response, { status: 200, data: userDocument(server, requireSession(server, request).account) })
  })
  app.get(both('core/getapppassword'), (request, response) => {
    const { by, account } = requireSession(server, request)
    if (by === 'app-password') {
      sendOcs(request, response, { status: 403, message: 'You cannot request an new apppassword with an apppassword' })
      return
    }
    const apppassword = server.accounts.createAppPassword(account, request.get('user-agent') ?? '')
    sendOcs(request, response, { status: 200, data: { apppassword } })
  })
  app.delete(both('core/apppassword'), (request, response) => {
    const { by, secretHash } = requireSession(server, request)
    if (by === 'app-password') server.accounts.revoke(secretHash)
    sendOcs(
      request,
      response,
      by === 'app-password' ? { status: 200 } : { status: 403, message: 'no app password in use' }
    )
  })
  app.use('/ocs', (request, response) => sendOcs(request, response, { status: 404, message: 'Invalid query' }))
}

function addPages(app: Express, server: FilesServer): void {
  app.get(['/index.php/core/preview', '/core/preview'], (request, response) => {
    const { account } = requireSession(server, request)
    const node = server.tree.byId(Number(request.query['fileId']))
    if (node?.blob == null || node.owner !== account.id || !hasPreview(node.name)) {
      response.status(404).json([])
      return
    }
    // The image itself: a browser scales it down as well as the server would.
    response.set({
      'Cache-Control': 'private, max-age=86400',
      ETag: `"${node.etag}"`,
      'Content-Type': mimeOf(node.name)
    })
    if (request.get('if-none-match') === `"${node.etag}"`) response.status(304).end()
    else response.sendFile(server.blobs.path(node.blob), { etag: false, lastModified: false, cacheControl: false })
  })
  app.get(['/index.php/f/:id', '/f/:id'], (request, response) => {
    const { account } = requireSession(server, request)
    const node = server.tree.byId(Number(request.params.id))
    if (node?.owner !== account.id) throw notFound('The file is not there')
    const segments = server.tree.segmentsOf(node)
    const dir = `/${(node.kind === 'folder' ? segments : segments.slice(0, -1)).join('/')}`
    response.redirect(303, `/index.php/apps/files/?${new URLSearchParams({ dir, fileid: String(node.id) }).toString()}`)
  })
  app.get(['/', '/index.php/apps/files/'], (request, response) => {
    requireSession(server, request)
    response.type('html').send('<!doctype html><html lang="sv"><title>Filer</title><h1>Filer</h1></html>')
  })
}

function refuseInMaintenance({ mood }: FilesServer) {
  return (_request: Request, _response: Response, next: NextFunction): void => {
    if (mood.maintenance) throw inMaintenance()
    next()
  }
}

function requireSession(server: FilesServer, request: Request): Session {
  const session = signIn(server.accounts, request)
  if (session === undefined) throw notSignedIn()
  return session
}

function answerError(error: unknown, request: Request, response: Response, _next: NextFunction): void {
  const refusal = error instanceof DavError ? error : undefined
  if (refusal === undefined && !response.destroyed) console.error(`${request.method} ${request.originalUrl}`, error)
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  const shown = refusal ?? new DavError(500, 'Sabre\\DAV\\Exception', 'Internal Server Error')
  // Whatever the client still sends is not read: it would only keep the connection busy.
  if (!request.complete) response.set('Connection', 'close')
  response.status(shown.status).set(shown.headers).type('application/xml; charset=utf-8').send(errorXml(shown))
}
