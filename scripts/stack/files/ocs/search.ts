import { baseOf } from '../address'
import type { Exchange } from '../context'
import { hasPreview } from '../dav/mime'
import { walk } from '../dav/report'
import type { Located } from '../store/view'

/** What unified search can look in: here only files. */
export const searchProviders = [
  {
    id: 'files',
    appId: 'files',
    name: 'Filer',
    icon: '',
    order: 5,
    triggers: ['files'],
    filters: { term: 'string' },
    inAppSearch: false
  }
]

/** One page of the files whose names hold the term; `cursor` is how many came before. */
export function searchDocument(exchange: Exchange, term: string, limit: number, cursor: number) {
  const { server, session, request } = exchange
  const root = server.view.locate(session.account.id, [])
  const found: { located: Located; path: readonly string[] }[] = []
  const wanted = term.toLowerCase()
  if (root !== undefined && term !== '')
    walk(exchange, root, [], (located, path) => {
      if (path.length > 0 && located.name.toLowerCase().includes(wanted)) found.push({ located, path })
    })
  const page = found.slice(cursor, cursor + limit)
  const base = baseOf(request)
  return {
    name: 'Filer',
    isPaginated: true,
    entries: page.map(({ located: { node, name }, path }) => ({
      thumbnailUrl:
        node.kind === 'file' && hasPreview(name) ? `${base}/index.php/core/preview?x=32&y=32&fileId=${node.id}` : '',
      title: name,
      subline: path.length > 1 ? `i ${path.slice(0, -1).join('/')}` : '',
      resourceUrl: `${base}/index.php/f/${node.id}`,
      icon: node.kind === 'folder' ? 'icon-folder' : 'icon-filetype-file',
      rounded: false,
      attributes: { fileId: String(node.id), path: `/${path.join('/')}` }
    })),
    cursor: page.length < limit ? null : cursor + limit
  }
}
