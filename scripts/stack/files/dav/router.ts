import type { Exchange } from '../context'
import { header } from '../context'
import { makeFolder, moveOrCopy, recalculateHash, remove } from './change'
import { handleUploads } from './chunks'
import { download } from './download'
import { lockOrUnlock } from './locks'
import { report } from './report'
import { handleTrash } from './trash'
import { handleVersions } from './versions'
import { notFound, notImplemented } from './errors'
import { multistatusClose, multistatusOpen, responseXml } from './multistatus'
import { parseSegments } from './path'
import { propfind, sendMultistatus } from './propfind'
import { proppatch } from './proppatch'
import { defaultProperties } from './properties'
import { parsePropfind, readBody } from './requestBody'
import { upload } from './upload'

const davClasses =
  '1, 3, extended-mkcol, access-control, calendarserver-principal-property-search, nextcloud-checksum-update'
const methods = 'OPTIONS, GET, HEAD, DELETE, PROPFIND, PUT, PROPPATCH, COPY, MOVE, MKCOL, PATCH, REPORT, SEARCH'

export const davAreas = ['files', 'uploads', 'trashbin', 'versions'] as const
export type DavArea = (typeof davAreas)[number]

/** `/remote.php/dav/AREA/PERSON/…`; `rest` begins after `AREA/`. */
export async function handleDav(exchange: Exchange, area: DavArea, rest: string): Promise<void> {
  const { request, response, session } = exchange
  const [person, ...segments] = parseSegments(rest)
  const base = `/remote.php/dav/${area}/${encodeURIComponent(person ?? '')}`
  if (request.method === 'OPTIONS') {
    response.writeHead(200, { DAV: davClasses, Allow: methods, 'MS-Author-Via': 'DAV', 'Content-Length': 0 }).end()
    return
  }
  if (person !== session.account.id) {
    await answerForeignHome(exchange, base, person, segments)
    return
  }
  const handlers = { files: handleFiles, uploads: handleUploads, trashbin: handleTrash, versions: handleVersions }
  await handlers[area](exchange, base, segments)
}

async function handleFiles(exchange: Exchange, base: string, segments: readonly string[]): Promise<void> {
  const { request } = exchange
  switch (request.method) {
    case 'PROPFIND':
      await propfind(exchange, base, segments)
      return
    case 'GET':
    case 'HEAD':
      await download(exchange, segments)
      return
    case 'PUT':
      await upload(exchange, segments)
      return
    case 'PROPPATCH':
      await proppatch(exchange, base, segments)
      return
    case 'MKCOL':
      makeFolder(exchange, segments)
      return
    case 'DELETE':
      remove(exchange, segments)
      return
    case 'MOVE':
    case 'COPY':
      moveOrCopy(exchange, `${base}/`, segments)
      return
    case 'REPORT':
      await report(exchange, base, segments)
      return
    case 'LOCK':
    case 'UNLOCK':
      lockOrUnlock(exchange, segments)
      return
    case 'PATCH':
      if (header(request, 'x-recalculate-hash') === undefined) throw notImplemented('PATCH only recalculates hashes')
      await recalculateHash(exchange, segments)
      return
    default:
      throw notImplemented('There was no handler found for this method')
  }
}

/** Somebody else's home answers as the real server does: 207 with a folder that says nothing about itself. */
async function answerForeignHome(
  exchange: Exchange,
  base: string,
  person: string | undefined,
  segments: readonly string[]
): Promise<void> {
  const isPerson = person !== undefined && exchange.server.accounts.byId(person)?.id === person
  if (exchange.request.method !== 'PROPFIND' || !isPerson || segments.length > 0) {
    throw notFound(`Principal with name ${person ?? ''} not found`)
  }
  const names = parsePropfind(await readBody(exchange.request)) ?? defaultProperties
  const values = names.map((name) => [name, name.name === 'resourcetype' ? '<d:collection/>' : undefined] as const)
  sendMultistatus(exchange, multistatusOpen + responseXml(`${base}/`, values) + multistatusClose)
}
