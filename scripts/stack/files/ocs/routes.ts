import type { Express, NextFunction, Request, Response } from 'express'
import { json, urlencoded } from 'express'

import { baseOf } from '../address'
import type { FilesServer } from '../context'
import { DavError } from '../dav/errors'
import { dropLock, setLock } from '../dav/locks'
import { propertyContext } from '../dav/propfind'
import { directEditingRoutes } from '../editing/routes'
import { signIn } from '../signIn'
import type { Session } from '../store/accounts'
import { may } from '../store/view'
import { activityDocument } from './activity'
import { capabilitiesDocument, minPasswordLength } from './capabilities'
import { OcsError, parameter, sendOcs } from './reply'
import { searchDocument, searchProviders } from './search'
import { shareesDocument } from './sharees'
import { shareRoutes } from './shares'
import { userDocument } from './user'

/** Everything below `/ocs/v1.php` and `/ocs/v2.php`. */
export function addOcs(app: Express, server: FilesServer, whoAsks: (request: Request) => Session): void {
  const both = (path: string): string[] => [`/ocs/v1.php/${path}`, `/ocs/v2.php/${path}`]
  app.use('/ocs', (request, response, next) => {
    if (request.get('ocs-apirequest') !== undefined) next()
    else response.status(412).json({ message: 'CSRF check failed' })
  })
  app.get(both('cloud/capabilities'), (request, response) => {
    const isKnown = signIn(server.accounts, request) !== undefined
    sendOcs(request, response, { status: 200, data: capabilitiesDocument(baseOf(request), server.mood.links, isKnown) })
  })
  app.use('/ocs', (request, response, next) => {
    if (signIn(server.accounts, request) !== undefined) next()
    else sendOcs(request, response, { status: 401, message: 'Current user is not logged in' })
  })
  app.use('/ocs', json({ limit: '64kb' }), urlencoded({ extended: false, limit: '64kb' }))
  addAccount(app, server, whoAsks, both)
  app.use(both('apps/files_sharing/api/v1'), shareRoutes(server, whoAsks))
  app.get(both('apps/files_sharing/api/v1/sharees'), (request, response) => {
    if (parameter(request, 'itemType') === undefined) throw new OcsError(400, 'Missing itemType')
    const limit = Number(parameter(request, 'perPage') ?? 200)
    const text = parameter(request, 'search') ?? ''
    sendOcs(request, response, { status: 200, data: shareesDocument(server, whoAsks(request).account.id, text, limit) })
  })
  app.use(both('apps/files/api/v1/directEditing'), directEditingRoutes(server, whoAsks))
  addSearch(app, server, whoAsks, both)
  addActivity(app, server, whoAsks, both)
  addLocks(app, server, whoAsks, both)
  app.use('/ocs', (request, response) => sendOcs(request, response, { status: 404, message: 'Invalid query' }))
  app.use('/ocs', (error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (error instanceof OcsError) sendOcs(request, response, error)
    else if (error instanceof DavError) sendOcs(request, response, error)
    else next(error)
  })
}

type Part = (
  app: Express,
  server: FilesServer,
  whoAsks: (request: Request) => Session,
  both: (path: string) => string[]
) => void

const addAccount: Part = (app, server, whoAsks, both) => {
  app.get(both('cloud/user'), (request, response) => {
    sendOcs(request, response, { status: 200, data: userDocument(server, whoAsks(request).account) })
  })
  app.get(both('core/getapppassword'), (request, response) => {
    const { by, account } = whoAsks(request)
    if (by === 'app-password') throw new OcsError(403, 'You cannot request an new apppassword with an apppassword')
    const apppassword = server.accounts.createAppPassword(account, request.get('user-agent') ?? '')
    sendOcs(request, response, { status: 200, data: { apppassword } })
  })
  app.delete(both('core/apppassword'), (request, response) => {
    const { by, secretHash } = whoAsks(request)
    if (by !== 'app-password') throw new OcsError(403, 'no app password in use')
    server.accounts.revoke(secretHash)
    sendOcs(request, response, { status: 200 })
  })
  app.get(both('apps/password_policy/api/v1/generate'), (request, response) => {
    sendOcs(request, response, { status: 200, data: { password: server.accounts.suggestPassword() } })
  })
  app.post(both('apps/password_policy/api/v1/validate'), (request, response) => {
    const passed = (parameter(request, 'password') ?? '').length >= minPasswordLength
    const reason = `Password needs to be at least ${minPasswordLength} characters long.`
    sendOcs(request, response, { status: 200, data: passed ? { passed } : { passed, reason } })
  })
}

const addActivity: Part = (app, server, whoAsks, both) => {
  app.get(both('apps/activity/api/v2/activity/filter'), (request, response) => {
    if (parameter(request, 'object_type') !== 'files') throw new OcsError(403, 'Invalid filter')
    const limit = Math.min(50, Number(parameter(request, 'limit') ?? 50))
    const nodeId = Number(parameter(request, 'object_id'))
    const language = parameter(request, 'forceLanguage') === 'en' ? 'en' : 'sv'
    const data = activityDocument(server, whoAsks(request).account.id, nodeId, { limit, language })
    // As the real one: nothing to tell is told without a body.
    if (data.length === 0) response.status(304).end()
    else sendOcs(request, response, { status: 200, data })
  })
}

const addSearch: Part = (app, server, whoAsks, both) => {
  app.get(both('search/providers'), (request, response) => {
    sendOcs(request, response, { status: 200, data: searchProviders })
  })
  app.get(both('search/providers/:provider/search'), (request, response) => {
    if (request.params['provider'] !== 'files') throw new OcsError(400, 'Provider is unknown')
    const exchange = { server, session: whoAsks(request), request, response }
    const limit = Math.min(25, Number(parameter(request, 'limit') ?? 5))
    const cursor = Number(parameter(request, 'cursor') ?? 0)
    const data = searchDocument(exchange, parameter(request, 'term') ?? '', limit, cursor)
    sendOcs(request, response, { status: 200, data })
  })
}

const addLocks: Part = (app, server, whoAsks, both) => {
  const change = (request: Request, response: Response, wish: 'lock' | 'unlock'): void => {
    const exchange = { server, session: whoAsks(request), request, response }
    const located = server.view.byId(exchange.session.account.id, Number(request.params['id']))
    if (located?.node.kind !== 'file') throw new OcsError(404, 'File not found')
    if ((located.permissions & may.update) === 0) throw new OcsError(403, 'Forbidden')
    if (wish === 'lock') setLock(exchange, located.node.id, parameter(request, 'lockType') === '1' ? 1 : 0)
    else dropLock(exchange, located.node.id)
    const lock = propertyContext(exchange).lockOf(located.node.id)
    const data = lock === undefined ? {} : { lock: 1, userId: lock.owner, type: lock.type, creation: lock.created }
    sendOcs(request, response, { status: 200, data })
  }
  app.put(both('apps/files_lock/lock/:id'), (request, response) => change(request, response, 'lock'))
  app.delete(both('apps/files_lock/lock/:id'), (request, response) => change(request, response, 'unlock'))
}
