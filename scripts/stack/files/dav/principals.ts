import type { Exchange } from '../context'
import { header } from '../context'
import { notFound, notImplemented } from './errors'
import { multistatusClose, multistatusOpen, responseXml } from './multistatus'
import { parseSegments } from './path'
import { sendMultistatus } from './propfind'
import { defaultProperties } from './properties'
import { parsePropfind, readBody } from './requestBody'
import { escapeXml } from './xml'

/**
 * `/remote.php/dav/` and `/remote.php/dav/principals/…`: who is signed in and where their calendars are
 * (RFC 5397, RFC 4791 section 6.2). `rest` begins after `/remote.php/dav/`.
 */
export async function handlePrincipals(exchange: Exchange, rest: string): Promise<void> {
  const { request, response, session } = exchange
  const { id, name, address } = session.account
  const principal = `/remote.php/dav/principals/users/${encodeURIComponent(id)}/`
  if (request.method === 'OPTIONS') {
    response.writeHead(200, { DAV: '1, 3, access-control, calendar-access', 'Content-Length': 0 }).end()
    return
  }
  if (request.method !== 'PROPFIND') throw notImplemented('There was no handler found for this method')
  const segments = parseSegments(rest)
  const isOwn = segments.length === 3 && segments.join('/') === `principals/users/${id}`
  if (segments.length > 0 && !isOwn) throw notFound('The principal is not there')
  const known: Readonly<Record<string, string>> = {
    'DAV: current-user-principal': hrefXml(principal),
    'DAV: resourcetype': isOwn ? '<d:principal/><d:collection/>' : '<d:collection/>',
    'urn:ietf:params:xml:ns:caldav calendar-home-set': hrefXml(`/remote.php/dav/calendars/${encodeURIComponent(id)}/`),
    ...(isOwn
      ? {
          'DAV: displayname': escapeXml(name),
          'DAV: principal-URL': hrefXml(principal),
          'urn:ietf:params:xml:ns:caldav calendar-user-address-set': hrefXml(`mailto:${address}`) + hrefXml(principal)
        }
      : {})
  }
  const names = parsePropfind(await readBody(request)) ?? defaultProperties
  const href = isOwn ? principal : '/remote.php/dav/'
  const values = names.map((property) => [property, known[`${property.namespace} ${property.name}`]] as const)
  response.setHeader('DAV', '1, 3, access-control, calendar-access')
  if (header(request, 'depth') === 'infinity') throw notImplemented('Depth is 0 or 1 here')
  sendMultistatus(exchange, multistatusOpen + responseXml(href, values) + multistatusClose)
}

const hrefXml = (href: string): string => `<d:href>${escapeXml(href)}</d:href>`
