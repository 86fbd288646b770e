import type { Exchange } from '../context'
import { header, locate, requirePermission } from '../context'
import type { LockType } from '../store/locks'
import { may } from '../store/view'
import { requireLocated } from './change'
import { locked, methodNotAllowed, notImplemented, preconditionFailed } from './errors'
import { ncName } from './listing'
import { declarations, propXml } from './multistatus'
import { propertyContext } from './propfind'
import { propertyValues } from './properties'

const properties = [
  'lock',
  'lock-owner-type',
  'lock-owner',
  'lock-owner-displayname',
  'lock-owner-editor',
  'lock-time',
  'lock-timeout',
  'lock-token'
].map((name) => ({ namespace: ncName, name }))

/** LOCK and UNLOCK of a file with `X-User-Lock: 1`, as the files_lock app has them; DAV's own locks are not there. */
export function lockOrUnlock(exchange: Exchange, segments: readonly string[]): void {
  const { request, response } = exchange
  if (header(request, 'x-user-lock') === undefined) throw notImplemented('Only locks of the app files_lock are here')
  const located = requireLocated(locate(exchange, segments), segments)
  const type = Number(header(request, 'x-user-lock-type') ?? 0)
  if (located.node.kind !== 'file' || (type !== 0 && type !== 1)) throw methodNotAllowed('Only files can be locked')
  requirePermission(located, may.update)
  if (request.method === 'LOCK') setLock(exchange, located.node.id, type)
  else dropLock(exchange, located.node.id)
  const values = propertyValues(properties, located, 'itself', propertyContext(exchange))
  const found = values.filter(([, value]) => value !== undefined)
  const body = `<?xml version="1.0"?>\n<d:prop${declarations}>${propXml(found)}</d:prop>\n`
  response.writeHead(200, {
    'Content-Type': 'application/xml; charset=utf-8',
    'Content-Length': Buffer.byteLength(body)
  })
  response.end(body)
}

/** Locks for the asking person; 423 when somebody else has it. */
export function setLock({ server, session }: Exchange, node: number, type: LockType): void {
  const before = server.locks.of(node)
  if (before !== undefined && before.owner !== session.account.id) throw locked('The file is locked by somebody else')
  if (before === undefined) server.locks.set(node, session.account.id, type)
  tell({ server }, node)
}

/** Unlocks what the asking person has locked; 423 when somebody else has it, 412 when nobody has. */
export function dropLock({ server, session }: Exchange, node: number): void {
  const before = server.locks.of(node)
  if (before === undefined) throw preconditionFailed('The file is not locked')
  if (before.owner !== session.account.id) throw locked('The file is locked by somebody else')
  server.locks.drop(node)
  tell({ server }, node)
}

/** A lock changes no content, but the file gets another etag all the same, and the folders above. */
function tell({ server }: Pick<Exchange, 'server'>, id: number): void {
  server.tree.retag(id)
}
