import type { Exchange } from '../context'
import { requireNode } from './change'
import { badRequest } from './errors'
import { multistatusClose, multistatusOpen, sameStatusXml } from './multistatus'
import { encodeSegment } from './path'
import { sendMultistatus } from './propfind'
import type { XmlElement } from './requestBody'
import { findChild, parseXml, readBody } from './requestBody'

/** Sets `d:lastmodified` (seconds since 1970) and `oc:favorite`; anything else is refused, and then nothing is set. */
export async function proppatch(exchange: Exchange, base: string, segments: readonly string[]): Promise<void> {
  const { server, session, request } = exchange
  const node = requireNode(server.tree.find(session.account.id, segments), segments)
  const wanted = parseProppatch(await readBody(request))
  const href = [base, ...segments.map(encodeSegment)].join('/') + (node.kind === 'folder' ? '/' : '')
  const isKnown = wanted.every(({ key, text }) => (key === mtimeKey ? /^-?\d{1,12}$/.test(text) : key === favoriteKey))
  if (isKnown) {
    server.tree.atomically(() => {
      for (const { key, text } of wanted) {
        if (key === mtimeKey) server.tree.setMtime(node, Number(text))
        else server.tree.setFavorite(session.account.id, node.id, /^[1-9]|^true$/.test(text))
      }
    })
  }
  const status = isKnown ? 'HTTP/1.1 200 OK' : 'HTTP/1.1 403 Forbidden'
  const names = wanted.map(({ element }) => element)
  sendMultistatus(exchange, multistatusOpen + sameStatusXml(href, names, status) + multistatusClose)
}

const mtimeKey = 'DAV: lastmodified'
const favoriteKey = 'http://owncloud.org/ns favorite'

function parseProppatch(body: string) {
  const root = parseXml(body)
  if (root.namespace !== 'DAV:' || root.name !== 'propertyupdate') throw badRequest('The body is no propertyupdate')
  return root.children.flatMap((action) => {
    const prop = findChild(action, 'prop')
    if (prop === undefined) return []
    return prop.children.map((element) => ({
      element: element satisfies XmlElement,
      key: `${element.namespace} ${element.name}`,
      text: action.name === 'remove' ? '0' : element.text.trim()
    }))
  })
}
