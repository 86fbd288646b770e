import { pipeline } from 'node:stream/promises'

import type { Exchange } from '../context'
import { header, requirePermission, requireUnlocked } from '../context'
import type { Located } from '../store/view'
import { may } from '../store/view'
import type { Version } from '../store/versions'
import { forbidden, methodNotAllowed, notFound, notImplemented } from './errors'
import { davName, ncName, sendEntries, type Entry } from './listing'
import { hasPreview, mimeOf } from './mime'
import { parseDestination } from './path'
import { parseProppatch } from './proppatch'
import { parseDepth, sendMultistatus } from './propfind'
import { httpDate } from './properties'
import { multistatusClose, multistatusOpen, sameStatusXml } from './multistatus'
import { parsePropfind, readBody } from './requestBody'
import { escapeXml } from './xml'

/**
 * `/remote.php/dav/versions/PERSON/versions/FILEID/MTIME`: list, GET, DELETE, PROPPATCH of the label; MOVE to
 * `…/restore/X` makes it the file's content, whose own then becomes a version.
 */
export async function handleVersions(exchange: Exchange, base: string, segments: readonly string[]): Promise<void> {
  const { server, session, request, response } = exchange
  const [area, id, mtime, ...more] = segments
  if (area !== 'versions' || id === undefined || more.length > 0) throw notFound(`${segments.join('/')} not found`)
  const file = /^\d+$/u.test(id) ? server.view.byId(session.account.id, Number(id)) : undefined
  if (file?.node.kind !== 'file') throw notFound(`${id} not found`)
  if (mtime === undefined) {
    if (request.method !== 'PROPFIND') throw methodNotAllowed('Versions are made by the server')
    await list(exchange, `${base}/versions/${id}`, file)
    return
  }
  const kept = /^\d+$/u.test(mtime) ? server.versions.find(file.node.id, Number(mtime)) : undefined
  // What the file holds now can be named, and nothing else be done with it here.
  const isNow = request.method === 'PROPPATCH' && mtime === String(file.node.mtime)
  const version = kept ?? (isNow ? server.versions.now(file.node) : undefined)
  if (version === undefined) throw notFound(`${mtime} not found`)
  const href = `${base}/versions/${id}/${mtime}`
  switch (request.method) {
    case 'PROPFIND':
      sendEntries(exchange, parsePropfind(await readBody(request)), [entryOf(version, file, href)])
      return
    case 'GET':
    case 'HEAD': {
      const size = { 'Content-Length': version.size, 'Content-Type': mimeOf(file.node.name) }
      const content = await server.blobs.read(version.blob)
      response.writeHead(200, { ...size, ETag: `"${version.mtime}"`, 'Last-Modified': httpDate(version.mtime) })
      if (request.method === 'HEAD') response.end()
      else await pipeline(content, response)
      return
    }
    case 'DELETE':
      requirePermission(file, may.delete)
      server.versions.take(version)
      server.blobs.remove([version.blob])
      response.writeHead(204).end()
      return
    case 'PROPPATCH':
      requirePermission(file, may.update)
      await setLabel(exchange, version, href)
      return
    case 'MOVE':
      restore(exchange, base, file, version)
      return
    case 'COPY':
      throw forbidden()
    default:
      throw notImplemented('There was no handler found for this method')
  }
}

function restore(exchange: Exchange, base: string, file: Located, version: Version): void {
  const { server, session, request, response } = exchange
  const to = parseDestination(header(request, 'destination'), `${base}/`)
  if (to[0] !== 'restore') throw forbidden()
  requirePermission(file, may.update)
  requireUnlocked(exchange, file.node, file.name)
  const { blob, size, mtime, checksum } = version
  const parent = file.node.parent === null ? undefined : server.tree.byId(file.node.parent)
  if (parent === undefined) throw notFound('The folder is gone')
  const unused = server.tree.atomically(() => {
    server.versions.take(version)
    const { node, replaced } = server.tree.putFile(parent, file.node.name, { blob, size, mtime, checksum })
    return server.versions.wrote(node, replaced, session.account.id)
  })
  server.blobs.remove(unused)
  response.writeHead(201, { 'Content-Length': 0 }).end()
}

async function list(exchange: Exchange, href: string, file: Located): Promise<void> {
  const { server, request } = exchange
  const names = parsePropfind(await readBody(request))
  const isDeep = parseDepth(header(request, 'depth')) !== '0'
  // What the file holds now is listed too, as the real server does since 26.
  const now = server.versions.now(file.node) ?? []
  const versions = isDeep ? [now, server.versions.list(file.node.id)].flat() : []
  sendEntries(exchange, names, [
    { href: `${href}/`, known: { [`${davName} resourcetype`]: '<d:collection/>' } },
    ...versions.map((version) => entryOf(version, file, `${href}/${version.mtime}`))
  ])
}

/** A version's etag is its bare time of change. */
const entryOf = ({ mtime, size, label, author }: Version, { node }: Located, href: string): Entry => ({
  href,
  known: {
    [`${davName} resourcetype`]: '',
    [`${davName} getetag`]: `&quot;${mtime}&quot;`,
    [`${davName} getlastmodified`]: httpDate(mtime),
    [`${davName} getcontentlength`]: String(size),
    [`${davName} getcontenttype`]: mimeOf(node.name),
    [`${ncName} has-preview`]: String(hasPreview(node.name)),
    [`${ncName} version-label`]: escapeXml(label),
    [`${ncName} version-author`]: escapeXml(author)
  }
})

async function setLabel(exchange: Exchange, version: Version, href: string): Promise<void> {
  const wanted = parseProppatch(await readBody(exchange.request))
  const isLabel = wanted.every(({ key }) => key === `${ncName} version-label`)
  if (isLabel)
    for (const { text, isRemoved } of wanted) exchange.server.versions.setLabel(version, isRemoved ? '' : text)
  const status = isLabel ? 'HTTP/1.1 200 OK' : 'HTTP/1.1 403 Forbidden'
  const names = wanted.map(({ element }) => element)
  sendMultistatus(exchange, multistatusOpen + sameStatusXml(href, names, status) + multistatusClose)
}
