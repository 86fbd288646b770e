import type { Exchange } from '../context'
import { header, locate } from '../context'
import type { Located } from '../store/view'
import { requireLocated } from './change'
import { badRequest, notFound, notImplemented } from './errors'
import { davName, ocName } from './listing'
import { mimeOf } from './mime'
import { multistatusClose, multistatusOpen, responseXml } from './multistatus'
import { encodeSegment, parseSegments } from './path'
import { propertyContext, sendMultistatus } from './propfind'
import { defaultProperties, propertyValues } from './properties'
import { walk } from './report'
import { findChild, parseXml, readBody, type XmlElement } from './requestBody'

type Found = { readonly located: Located; readonly path: readonly string[] }
type Test = (found: Found) => boolean

/** `SEARCH /remote.php/dav/` with a `d:basicsearch` (RFC 5323) in the person's files. */
export async function search(exchange: Exchange): Promise<void> {
  const { session, request } = exchange
  // Without XML nobody feels addressed, as on the real server.
  if (!/^(?:application|text)\/xml\b/u.test(header(request, 'content-type') ?? ''))
    throw notImplemented('There was no handler found for this method')
  const root = parseXml(await readBody(request))
  const basic = findChild(root, 'basicsearch')
  if (root.name !== 'searchrequest' || basic === undefined) throw badRequest('The body is no basicsearch')
  const scope = descend(basic, 'from', 'scope')
  const prefix = `/files/${encodeURIComponent(session.account.id)}`
  const href = (scope && findChild(scope, 'href')?.text.trim()) ?? ''
  if (href !== prefix && !href.startsWith(`${prefix}/`)) throw notFound(`Search scope ${href} is not yours`)
  const segments = parseSegments(href.slice(prefix.length + 1))
  const condition = findChild(basic, 'where')?.children[0]
  const matches: Test = condition === undefined ? () => true : testOf(exchange, condition)
  const found: Found[] = []
  walk(exchange, requireLocated(locate(exchange, segments), segments), segments, (located, path) => {
    if (path.length > segments.length && matches({ located, path })) found.push({ located, path })
  })
  const limit = descend(basic, 'limit', 'nresults')?.text ?? descend(basic, 'limit', 'limit')?.text
  const sorted = sort(exchange, found, findChild(basic, 'orderby')?.children ?? [])
  const names = descend(basic, 'select', 'prop')?.children ?? defaultProperties
  const context = propertyContext(exchange)
  const xml = sorted.slice(0, limit === undefined ? undefined : Number(limit)).map(({ located, path }) => {
    const address = ['/remote.php/dav/files', session.account.id, ...path].map((part, at) =>
      at === 0 ? part : encodeSegment(part)
    )
    const slash = located.node.kind === 'folder' ? '/' : ''
    // The name itself is not among what a search gives.
    const values = propertyValues(names, located, 'listed', context).map(([name, value]) =>
      name.namespace === davName && name.name === 'displayname'
        ? ([name, undefined] as const)
        : ([name, value] as const)
    )
    return responseXml(address.join('/') + slash, values)
  })
  sendMultistatus(exchange, multistatusOpen + xml.join('') + multistatusClose)
}

const descend = (element: XmlElement, ...names: readonly string[]): XmlElement | undefined =>
  names.reduce<XmlElement | undefined>((at, name) => at && findChild(at, name), element)

function testOf(exchange: Exchange, condition: XmlElement): Test {
  const inner = condition.children.filter(({ namespace }) => namespace === davName)
  switch (condition.name) {
    case 'and': {
      const tests = inner.map((one) => testOf(exchange, one))
      return (found) => tests.every((test) => test(found))
    }
    case 'or': {
      const tests = inner.map((one) => testOf(exchange, one))
      return (found) => tests.some((test) => test(found))
    }
    case 'not': {
      const test = inner[0] && testOf(exchange, inner[0])
      return (found) => test?.(found) === false
    }
    case 'is-collection':
      return ({ located }) => located.node.kind === 'folder'
    default:
      return comparison(exchange, condition)
  }
}

function comparison(exchange: Exchange, condition: XmlElement): Test {
  const property = findChild(condition, 'prop')?.children[0]
  const literal = findChild(condition, 'literal')?.text
  const read = property && reader(exchange, property)
  if (read === undefined || literal === undefined) throw badRequest(`${condition.name} cannot be asked for`)
  if (condition.name === 'like') {
    const pattern = new RegExp(`^${literal.split('%').map(escapeRegExp).join('.*')}$`, 'isu')
    return (found) => pattern.test(String(read(found)))
  }
  const wanted = valueOf(literal)
  const against = (holds: (order: number) => boolean): Test => {
    return (found) => {
      const value = read(found)
      const other = typeof value === 'number' ? Number(wanted) : literal
      return holds(value < other ? -1 : value > other ? 1 : 0)
    }
  }
  switch (condition.name) {
    case 'eq':
      return against((order) => order === 0)
    case 'gt':
      return against((order) => order > 0)
    case 'gte':
      return against((order) => order >= 0)
    case 'lt':
      return against((order) => order < 0)
    case 'lte':
      return against((order) => order <= 0)
    default:
      throw badRequest(`${condition.name} is no condition here`)
  }
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')

/** A number, a date as seconds since 1970, or the text itself. A date without a zone or with fractions is 1970 to PHP. */
function valueOf(literal: string): number | string {
  if (/^-?\d+$/u.test(literal.trim())) return Number(literal)
  const ms = Date.parse(literal)
  if (Number.isNaN(ms)) return literal
  return /T\d\d:\d\d:\d\d(?:[+-]\d\d:\d\d|Z)$/u.test(literal) ? ms / 1000 : 0
}

function reader(
  { server, session }: Exchange,
  { namespace, name }: XmlElement
): ((found: Found) => number | string) | undefined {
  const known: Readonly<Record<string, (found: Found) => number | string>> = {
    [`${davName} displayname`]: ({ located }) => located.name,
    [`${davName} getcontenttype`]: ({ located: { node } }) =>
      node.kind === 'folder' ? 'httpd/unix-directory' : mimeOf(node.name),
    [`${davName} getlastmodified`]: ({ located }) => located.node.mtime,
    [`${davName} creationdate`]: () => 0,
    [`${ocName} size`]: ({ located }) => located.node.size,
    [`${ocName} fileid`]: ({ located }) => located.node.id,
    [`${ocName} favorite`]: ({ located }) => Number(server.tree.isFavorite(session.account.id, located.node.id))
  }
  return known[`${namespace} ${name}`]
}

function sort(exchange: Exchange, found: readonly Found[], orders: readonly XmlElement[]): readonly Found[] {
  const keys = orders.flatMap((order) => {
    const property = findChild(order, 'prop')?.children[0]
    const read = property && reader(exchange, property)
    return read === undefined ? [] : [{ read, sign: findChild(order, 'descending') === undefined ? 1 : -1 }]
  })
  return [...found].sort((one, other) => {
    for (const { read, sign } of keys) {
      const [a, b] = [read(one), read(other)]
      if (a !== b) return a < b ? -sign : sign
    }
    return 0
  })
}
