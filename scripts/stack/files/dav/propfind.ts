import { gzip } from 'node:zlib'

import type { Exchange } from '../context'
import { availableBytes, header, locate } from '../context'
import type { Located } from '../store/view'
import { badRequest, notFound } from './errors'
import { multistatusClose, multistatusOpen, responseXml } from './multistatus'
import { encodeSegment } from './path'
import type { PropertyContext } from './properties'
import { defaultProperties, propertyValues } from './properties'
import { parsePropfind, readBody } from './requestBody'

type Depth = '0' | '1' | 'infinity'

/** Lists a file or folder, with what is in it (depth 1, also when not said) or all below it (infinity). */
export async function propfind(exchange: Exchange, base: string, segments: readonly string[]): Promise<void> {
  const { server, session, request } = exchange
  const names = parsePropfind(await readBody(request)) ?? defaultProperties
  const located = locate(exchange, segments)
  if (located === undefined) throw notFound(`File with name ${segments.join('/')} could not be located`)
  const context = propertyContext(exchange)
  const isMinimal = /(?:^|[,\s])return=minimal(?:$|[,;\s])/iu.test(header(request, 'prefer') ?? '')
  const xml: string[] = [multistatusOpen]
  const visit = (at: Located, href: string, depth: Depth, seen: 'itself' | 'listed'): void => {
    const own = at.node.kind === 'folder' ? `${href}/` : href
    xml.push(responseXml(own, propertyValues(names, at, seen, context), isMinimal))
    if (depth === '0' || at.node.kind === 'file') return
    const next = depth === 'infinity' ? 'infinity' : '0'
    for (const child of server.view.list(session.account.id, at))
      visit(child, own + encodeSegment(child.name), next, 'listed')
  }
  visit(located, [base, ...segments.map(encodeSegment)].join('/'), parseDepth(header(request, 'depth')), 'itself')
  xml.push(multistatusClose)
  sendMultistatus(exchange, xml.join(''))
}

export function propertyContext({ server, session: { account } }: Exchange): PropertyContext {
  return {
    instanceId: server.instanceId,
    fingerprint: server.mood.fingerprint,
    nameOf: (person) => server.accounts.byId(person)?.name ?? person,
    etagOf: server.view.etags(account.id),
    shareTypes: (id) => [...new Set(server.shares.ofNode(id).map(({ type }) => type))],
    lockOf: server.locks.of,
    stored: server.tree.properties,
    quotaAvailable: ({ owner }) => availableBytes(server, owner) ?? -3,
    person: account.id,
    isFavorite: (id) => server.tree.isFavorite(account.id, id)
  }
}

/** Sends the listing, compressed where the client takes that: a large one shrinks to a twentieth. */
export function sendMultistatus({ request, response }: Exchange, xml: string): void {
  const body = Buffer.from(xml)
  const send = (bytes: Buffer, headers: Record<string, string>): void => {
    response.writeHead(207, {
      'Content-Type': 'application/xml; charset=utf-8',
      ...headers,
      'Content-Length': bytes.length
    })
    response.end(bytes)
  }
  if (body.length < 2048 || !/\bgzip\b/.test(header(request, 'accept-encoding') ?? '')) {
    send(body, {})
    return
  }
  gzip(body, { level: 1 }, (error, packed) => {
    if (error === null) send(packed, { 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' })
    else send(body, {})
  })
}

export function parseDepth(value: string | undefined): Depth {
  const depth = (value ?? '1').toLowerCase()
  if (depth === '0' || depth === '1' || depth === 'infinity') return depth
  throw badRequest('The depth is not valid')
}
