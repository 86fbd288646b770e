import type { Exchange } from '../context'
import { locate } from '../context'
import type { Located } from '../store/view'
import { requireLocated } from './change'
import { badRequest, notImplemented } from './errors'
import { multistatusClose, multistatusOpen, responseXml } from './multistatus'
import { ocName } from './listing'
import { encodeSegment } from './path'
import { propertyContext, sendMultistatus } from './propfind'
import { defaultProperties, propertyValues } from './properties'
import { findChild, parseXml, readBody } from './requestBody'

/** `REPORT oc:filter-files` with the rule `oc:favorite`: the person's favourites below a folder. */
export async function report(exchange: Exchange, base: string, segments: readonly string[]): Promise<void> {
  const { server, session, request } = exchange
  const root = parseXml(await readBody(request))
  if (root.namespace !== ocName || root.name !== 'filter-files') throw notImplemented('This report is not here')
  const rules = root.children.find(({ namespace, name }) => namespace === ocName && name === 'filter-rules')
  const favorite = rules?.children.find(({ namespace, name }) => namespace === ocName && name === 'favorite')
  if (favorite === undefined || rules?.children.length !== 1) throw badRequest('Only oc:favorite can be asked for')
  const names = findChild(root, 'prop')?.children ?? defaultProperties
  const context = propertyContext(exchange)
  const wanted = favorite.text.trim() === '1'
  const xml: string[] = []
  walk(exchange, requireLocated(locate(exchange, segments), segments), segments, (located, path) => {
    if (path.length === segments.length || server.tree.isFavorite(session.account.id, located.node.id) !== wanted)
      return
    const href = [base, ...path.map(encodeSegment)].join('/') + (located.node.kind === 'folder' ? '/' : '')
    xml.push(responseXml(href, propertyValues(names, located, 'listed', context)))
  })
  sendMultistatus(exchange, multistatusOpen + xml.join('') + multistatusClose)
}

/** Visits something and all below it, as the asking person sees it. */
export function walk(
  exchange: Exchange,
  at: Located,
  path: readonly string[],
  visit: (located: Located, path: readonly string[]) => void
): void {
  visit(at, path)
  if (at.node.kind === 'file') return
  for (const child of exchange.server.view.list(exchange.session.account.id, at))
    walk(exchange, child, [...path, child.name], visit)
}
