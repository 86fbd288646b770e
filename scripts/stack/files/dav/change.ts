import { createHash } from 'node:crypto'

import type { Exchange } from '../context'
import { header, locate, requirePermission, requireSpace, requireUnlocked, writtenHeaders } from '../context'
import type { TreeNode } from '../store/tree'
import type { Located } from '../store/view'
import { may } from '../store/view'
import {
  badRequest,
  conflict,
  forbidden,
  methodNotAllowed,
  notFound,
  preconditionFailed,
  unsupportedMedia
} from './errors'
import { parseDestination } from './path'
import { checkIfHeader, checkPreconditions } from './preconditions'
import { parseDepth } from './propfind'
import { parseMtime } from './upload'

export function makeFolder(exchange: Exchange, segments: readonly string[]): void {
  const { server, session, request, response } = exchange
  const name = segments.at(-1)
  const parent = name === undefined ? undefined : locate(exchange, segments.slice(0, -1))
  if (name === undefined) throw methodNotAllowed('The resource you tried to create already exists')
  if (parent?.node.kind !== 'folder') throw conflict('Parent node does not exist')
  if (server.view.entry(session.account.id, parent, name) !== undefined) {
    throw methodNotAllowed('The resource you tried to create already exists')
  }
  if (Number(header(request, 'content-length') ?? 0) > 0 && !/xml/u.test(header(request, 'content-type') ?? ''))
    throw unsupportedMedia('The request body for the MKCOL request must have an xml Content-Type')
  requirePermission(parent, may.create)
  const mtime = parseMtime(header(request, 'x-oc-mtime')) ?? Math.floor(Date.now() / 1000)
  const node = server.tree.atomically(() => server.tree.makeFolder(parent.node, name, mtime))
  response.writeHead(201, { ...writtenHeaders(server, node), 'Content-Length': 0 }).end()
}

/** Deletes into the trash; what others share is only left. */
export function remove(exchange: Exchange, segments: readonly string[]): void {
  const { server, session, request, response } = exchange
  const located = requireLocated(locate(exchange, segments), segments)
  const { node, place } = located
  if (node.parent === null) throw forbidden()
  checkPreconditions(request.headers, node, 'DELETE')
  if (isFixed(located)) throw forbidden()
  if (place !== 'mount') {
    requirePermission(located, may.delete)
    requireUnlocked(exchange, node, segments.join('/'))
  }
  server.tree.atomically(() => {
    if (place === 'mount') server.shares.leave(session.account.id, node.id)
    else server.bin.throwAway(node, session.account.id)
  })
  response.writeHead(204).end()
}

/** MOVE and COPY, with `Destination`, `Overwrite` and, for COPY, `Depth` (RFC 4918, sections 9.8 and 9.9). */
export function moveOrCopy(exchange: Exchange, prefix: string, segments: readonly string[]): void {
  const { server, session, request, response } = exchange
  const { tree, blobs, view, bin } = server
  const person = session.account.id
  const source = requireLocated(locate(exchange, segments), segments)
  const { node } = source
  if (node.parent === null) throw forbidden()
  const to = parseDestination(header(request, 'destination'), prefix)
  const name = to.at(-1)
  if (name === undefined) throw forbidden()
  checkPreconditions(request.headers, node, request.method ?? 'MOVE')
  const parent = locate(exchange, to.slice(0, -1))
  if (parent?.node.kind !== 'folder') throw conflict('The destination node is not found')
  const target = view.entry(person, parent, name)
  checkIfHeader(header(request, 'if'), target?.node)
  if (to.join('/') === segments.join('/')) throw forbidden('Source and destination uri are identical.')
  if (isWithin(to, segments)) throw conflict('The destination may not be part of the same subtree as the source path.')
  if (target !== undefined && isWithin(segments, to)) throw conflict('The destination holds the source')
  if (target !== undefined && header(request, 'overwrite')?.toUpperCase() === 'F') {
    throw preconditionFailed('The destination node already exists, and the overwrite header is set to false')
  }
  const isCopy = request.method === 'COPY'
  checkMayMove(exchange, { source, parent, target, isCopy, from: segments, to })
  if (isCopy) requireSpace(exchange, parent.node, to.join('/'), node.size)
  const depth = parseDepth(header(request, 'depth') ?? 'infinity') === '0' ? '0' : 'infinity'
  const made = tree.atomically(() => {
    if (target?.place === 'mount') server.shares.leave(person, target.node.id)
    else if (target !== undefined && target.node.id !== node.id) bin.throwAway(target.node, person)
    if (isCopy) return tree.copy(node, parent.node, name, { copyBlob: blobs.duplicate, depth })
    if (source.place !== 'mount') return tree.move(node, parent.node, name)
    view.moveMount(person, node, parent.node, name)
    return node
  })
  response.writeHead(target === undefined ? 201 : 204, { ...writtenHeaders(server, made), 'Content-Length': 0 }).end()
}

type Move = {
  readonly source: Located
  readonly parent: Located
  readonly target: Located | undefined
  readonly isCopy: boolean
  readonly from: readonly string[]
  readonly to: readonly string[]
}

/** Who moves within a folder needs the right to rename there, who moves out of it the right to delete. */
function checkMayMove(exchange: Exchange, { source, parent, target, isCopy, from, to }: Move): void {
  const isRename = from.slice(0, -1).join('/') === to.slice(0, -1).join('/')
  if ((isFixed(source) && !isCopy) || (target !== undefined && isFixed(target))) throw forbidden()
  if (source.place === 'mount' && !isCopy) {
    // Only the own tree can hold what others share.
    if (parent.place !== 'own') throw forbidden()
  } else if (!isCopy) {
    requirePermission(source, isRename ? may.update : may.delete)
    requireUnlocked(exchange, source.node, from.join('/'))
  }
  if (!isRename || isCopy) requirePermission(parent, may.create)
  if (target !== undefined && target.place !== 'mount') {
    requirePermission(target, may.delete)
    requireUnlocked(exchange, target.node, to.join('/'))
  }
}

/** A team's folder itself: nobody takes it away or moves it. */
const isFixed = ({ place, storage }: Located): boolean => place === 'mount' && storage === 'team'

/** `PATCH` with `X-Recalculate-Hash`: the server reads what it has stored and says what it is. */
export async function recalculateHash(exchange: Exchange, segments: readonly string[]): Promise<void> {
  const { server, request, response } = exchange
  const { node } = requireLocated(locate(exchange, segments), segments)
  const name = header(request, 'x-recalculate-hash')?.toLowerCase()
  if (node.blob === null || (name !== 'md5' && name !== 'sha1' && name !== 'sha256')) {
    throw badRequest('X-Recalculate-Hash is not md5, sha1 or sha256')
  }
  const checksum = await checksumOf(exchange, node, name)
  server.tree.setChecksum(node, checksum)
  response.writeHead(204, { 'OC-Checksum': checksum }).end()
}

async function checksumOf({ server }: Exchange, { blob }: TreeNode, name: string): Promise<string> {
  const hash = createHash(name)
  if (blob !== null) for await (const chunk of await server.blobs.read(blob)) hash.update(chunk as Buffer)
  return `${name.toUpperCase()}:${hash.digest('hex')}`
}

const isWithin = (inner: readonly string[], outer: readonly string[]): boolean =>
  inner.length > outer.length && outer.every((name, index) => name === inner[index])

export function requireLocated(located: Located | undefined, segments: readonly string[]): Located {
  if (located === undefined) throw notFound(`File with name ${segments.join('/')} could not be located`)
  return located
}
