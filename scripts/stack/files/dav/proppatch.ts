import type { Exchange } from '../context'
import { locate, requirePermission } from '../context'
import { may } from '../store/view'
import { requireLocated } from './change'
import { badRequest } from './errors'
import { multistatusClose, multistatusOpen, sameStatusXml } from './multistatus'
import { encodeSegment } from './path'
import { isLive } from './properties'
import { sendMultistatus } from './propfind'
import type { XmlElement } from './requestBody'
import { findChild, innerXml, parseXml, readBody } from './requestBody'

/**
 * Sets `d:lastmodified` (seconds since 1970), `oc:favorite`, and whatever properties clients make up themselves. When
 * one cannot be set, none is.
 */
export async function proppatch(exchange: Exchange, base: string, segments: readonly string[]): Promise<void> {
  const { server, session, request } = exchange
  const wanted = parseProppatch(await readBody(request))
  const located = requireLocated(locate(exchange, segments), segments)
  const { node } = located
  const href = [base, ...segments.map(encodeSegment)].join('/') + (node.kind === 'folder' ? '/' : '')
  if (wanted.some(({ key }) => key !== favoriteKey)) requirePermission(located, may.update)
  const isPossible = wanted.every(({ key, element, text }) =>
    key === mtimeKey ? /^-?\d{1,12}$/.test(text) : key === favoriteKey || !isLive(element)
  )
  if (isPossible) {
    server.tree.atomically(() => {
      for (const { key, element, text, isRemoved } of wanted) {
        if (key === mtimeKey) server.tree.setMtime(node, Number(text))
        else if (key === favoriteKey) {
          server.tree.setFavorite(session.account.id, node.id, !isRemoved && /^[1-9]|^true$/.test(text))
        } else {
          server.tree.setProperty(node.id, element.namespace, element.name, isRemoved ? undefined : innerXml(element))
        }
      }
    })
  }
  const status = isPossible ? 'HTTP/1.1 200 OK' : 'HTTP/1.1 403 Forbidden'
  const names = wanted.map(({ element }) => element)
  sendMultistatus(exchange, multistatusOpen + sameStatusXml(href, names, status) + multistatusClose)
}

const mtimeKey = 'DAV: lastmodified'
const favoriteKey = 'http://owncloud.org/ns favorite'

/** What a `propertyupdate` asks for, in its order. */
export function parseProppatch(body: string) {
  const root = parseXml(body)
  if (root.namespace !== 'DAV:' || root.name !== 'propertyupdate') throw badRequest('The body is no propertyupdate')
  return root.children.flatMap((action) => {
    const prop = findChild(action, 'prop')
    if (prop === undefined) return []
    return prop.children.map((element) => ({
      element: element satisfies XmlElement,
      key: `${element.namespace} ${element.name}`,
      text: element.text.trim(),
      isRemoved: action.name === 'remove'
    }))
  })
}
