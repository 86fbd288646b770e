import type { Express, NextFunction, Request, Response } from 'express'
import express from 'express'

import { calendarPrefix, handleCalendars } from './calendar'
import type { Exchange, FilesServer } from './context'
import { DavError, errorXml, inMaintenance, notFound, notSignedIn } from './dav/errors'
import { handlePrincipals } from './dav/principals'
import { davAreas, handleDav } from './dav/router'
import { search } from './dav/search'
import { editorPages } from './editing/routes'
import { statusDocument } from './ocs/capabilities'
import { addOcs } from './ocs/routes'
import { addPages } from './pages/pages'
import { addLinks } from './pages/links'
import type { Push } from './push/push'
import { signIn } from './signIn'
import type { Session } from './store/accounts'
import { addWipe } from './wipe'

/** All addresses of the files server, as a real one has them. */
export function createFilesApp(server: FilesServer, push: Push): Express {
  const app = express().disable('x-powered-by').disable('etag').enable('case sensitive routing')
  app.get('/status.php', (_request, response) => void response.json(statusDocument(server.mood.maintenance)))
  app.use(refuseInMaintenance(server))
  app.all(['/.well-known/caldav', '/.well-known/carddav'], (_request, response) => {
    response.redirect(301, '/remote.php/dav/')
  })
  const whoAsks = (request: Request): Session => requireSession(server, request)
  addOcs(app, server, whoAsks)
  app.use(editorPages(server, whoAsks))
  app.post(['/index.php/apps/notify_push/pre_auth', '/apps/notify_push/pre_auth'], (request, response) => {
    response.type('text/plain').send(push.preAuthenticate(whoAsks(request).account))
  })
  addWipe(app, server)
  addLinks(app, server)
  app.use('/remote.php/dav', async (request, response) => {
    const exchange = { server, session: requireSession(server, request), request, response }
    // Express takes the mount's path off `url`; the whole one is needed for what is handed on.
    request.url = request.originalUrl
    await routeDav(exchange, pathOf(request.originalUrl))
  })
  addPages(app, server, whoAsks)
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
  const area = davAreas.find((name) => rest.startsWith(`${name}/`))
  if (path.startsWith(`${calendarPrefix}/`)) handleCalendars(exchange)
  else if (area !== undefined) await handleDav(exchange, area, rest.slice(area.length + 1))
  else if (exchange.request.method === 'SEARCH') await search(exchange)
  else await handlePrincipals(exchange, rest)
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
