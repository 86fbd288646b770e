import { createHash } from 'node:crypto'

import type { Exchange } from '../context'
import { header, requireSpace, writtenHeaders } from '../context'
import type { TreeNode } from '../store/tree'
import { badRequest, conflict, forbidden, methodNotAllowed, notFound, preconditionFailed } from './errors'
import { parseDestination } from './path'
import { checkIfHeader, checkPreconditions } from './preconditions'
import { parseMtime } from './upload'

export function makeFolder({ server, session, request, response }: Exchange, segments: readonly string[]): void {
  const name = segments.at(-1)
  const parent = name === undefined ? undefined : server.tree.find(session.account.id, segments.slice(0, -1))
  if (name === undefined) throw methodNotAllowed('The resource you tried to create already exists')
  if (parent?.kind !== 'folder') throw conflict('Parent node does not exist')
  if (server.tree.child(parent.id, name) !== undefined) {
    throw methodNotAllowed('The resource you tried to create already exists')
  }
  const mtime = parseMtime(header(request, 'x-oc-mtime')) ?? Math.floor(Date.now() / 1000)
  const node = server.tree.atomically(() => server.tree.makeFolder(parent, name, mtime))
  response.writeHead(201, { ...writtenHeaders(server, node), 'Content-Length': 0 }).end()
}

export function remove({ server, session, request, response }: Exchange, segments: readonly string[]): void {
  const node = requireNode(server.tree.find(session.account.id, segments), segments)
  if (node.parent === null) throw forbidden('The home cannot be removed')
  checkPreconditions(request.headers, node, 'DELETE')
  const blobs = server.tree.atomically(() => server.tree.remove(node))
  server.blobs.remove(blobs)
  response.writeHead(204).end()
}

/** MOVE and COPY, with `Destination` and `Overwrite` (RFC 4918, sections 9.8 and 9.9). */
export function moveOrCopy(exchange: Exchange, prefix: string, segments: readonly string[]): void {
  const { server, session, request, response } = exchange
  const { tree, blobs } = server
  const person = session.account.id
  const node = requireNode(tree.find(person, segments), segments)
  if (node.parent === null) throw forbidden('The home cannot be moved')
  const to = parseDestination(header(request, 'destination'), prefix)
  const name = to.at(-1)
  if (name === undefined) throw forbidden('The home cannot be replaced')
  checkPreconditions(request.headers, node, request.method ?? 'MOVE')
  const parent = tree.find(person, to.slice(0, -1))
  if (parent?.kind !== 'folder') throw conflict('The destination node is not found')
  const target = tree.child(parent.id, name)
  checkIfHeader(header(request, 'if'), target)
  if (target?.id === node.id) throw forbidden('Source and destination uri are identical.')
  if (isWithin(to, segments)) throw conflict('The destination may not be part of the same subtree as the source path.')
  if (target !== undefined && isWithin(segments, to)) throw conflict('The destination holds the source')
  if (target !== undefined && header(request, 'overwrite')?.toUpperCase() === 'F') {
    throw preconditionFailed('The destination node already exists, and the overwrite header is set to false')
  }
  const isCopy = request.method === 'COPY'
  if (isCopy) requireSpace(exchange, to.join('/'), node.size)
  const { made, unused } = tree.atomically(() => {
    const gone = target === undefined ? [] : tree.remove(target)
    const result = isCopy ? tree.copy(node, parent, name, blobs.duplicate) : tree.move(node, parent, name)
    return { made: result, unused: gone }
  })
  blobs.remove(unused)
  response.writeHead(target === undefined ? 201 : 204, { ...writtenHeaders(server, made), 'Content-Length': 0 }).end()
}

/** `PATCH` with `X-Recalculate-Hash`: the server reads what it has stored and says what it is. */
export async function recalculateHash(exchange: Exchange, segments: readonly string[]): Promise<void> {
  const { server, session, request, response } = exchange
  const node = requireNode(server.tree.find(session.account.id, segments), segments)
  const name = header(request, 'x-recalculate-hash')?.toLowerCase()
  if (node.blob === null || (name !== 'md5' && name !== 'sha1' && name !== 'sha256')) {
    throw badRequest('X-Recalculate-Hash is not md5, sha1 or sha256')
  }
  const hash = createHash(name)
  for await (const chunk of await server.blobs.read(node.blob)) hash.update(chunk as Buffer)
  const checksum = `${name.toUpperCase()}:${hash.digest('hex')}`
  server.tree.setChecksum(node, checksum)
  response.writeHead(204, { 'OC-Checksum': checksum }).end()
}

const isWithin = (inner: readonly string[], outer: readonly string[]): boolean =>
  inner.length > outer.length && outer.every((name, index) => name === inner[index])

export function requireNode(node: TreeNode | undefined, segments: readonly string[]): TreeNode {
  if (node === undefined) throw notFound(`File with name ${segments.join('/')} could not be located`)
  return node
}
