import type { Exchange } from '../context'
import { header } from '../context'
import type { Trashed } from '../store/bin'
import type { TreeNode } from '../store/tree'
import { sendContent } from './download'
import { forbidden, methodNotAllowed, notFound, notImplemented } from './errors'
import { davName, ncName, ocName, sendEntries, type Entry } from './listing'
import { hasPreview, mimeOf } from './mime'
import { encodeSegment, parseDestination } from './path'
import { parseDepth } from './propfind'
import { httpDate } from './properties'
import { parsePropfind, readBody } from './requestBody'
import { escapeXml } from './xml'

/** `/remote.php/dav/trashbin/PERSON/trash/…`: list, GET, DELETE one or all, MOVE to `…/restore/X` puts it back. */
export async function handleTrash(exchange: Exchange, base: string, segments: readonly string[]): Promise<void> {
  const { server, session, request, response } = exchange
  const [area, ...path] = segments
  if (area !== 'trash') throw notFound(`${area ?? ''} not found`)
  const root = server.tree.trash(session.account.id)
  const node = path.reduce<TreeNode | undefined>((at, name) => at && server.tree.child(at.id, name), root)
  if (node === undefined) throw notFound(`${path.join('/')} not found`)
  switch (request.method) {
    case 'PROPFIND':
      await list(exchange, `${base}/trash`, node, path)
      return
    case 'GET':
    case 'HEAD':
      await sendContent(exchange, node)
      return
    case 'DELETE': {
      const gone = path.length > 0 ? [node] : server.tree.children(root.id)
      server.blobs.remove(server.tree.atomically(() => gone.flatMap((one) => server.bin.destroy(one))))
      response.writeHead(204).end()
      return
    }
    case 'MOVE':
      restore(exchange, base, node)
      return
    default:
      throw notImplemented('There was no handler found for this method')
  }
}

function restore(exchange: Exchange, base: string, node: TreeNode): void {
  const { server, request, response } = exchange
  const to = parseDestination(header(request, 'destination'), `${base}/`)
  if (to[0] !== 'restore' || to.length !== 2) throw forbidden()
  const trashed = server.bin.about(node)
  if (trashed === undefined) throw methodNotAllowed('Only what was deleted itself can be restored')
  server.tree.atomically(() => server.bin.restore(trashed))
  response.writeHead(201, { 'Content-Length': 0 }).end()
}

async function list(exchange: Exchange, base: string, node: TreeNode, path: readonly string[]): Promise<void> {
  const { server, request } = exchange
  const names = parsePropfind(await readBody(request))
  const href = [base, ...path.map(encodeSegment)].join('/')
  const isFolder = node.kind === 'folder'
  const self: Entry =
    path.length === 0
      ? { href: `${base}/`, known: { [`${davName} resourcetype`]: '<d:collection/>' } }
      : entryOf(exchange, node, isFolder ? `${href}/` : href)
  const isDeep = isFolder && parseDepth(header(request, 'depth')) !== '0'
  const below = isDeep ? server.tree.children(node.id) : []
  sendEntries(exchange, names, [
    self,
    ...below.map((child) =>
      entryOf(exchange, child, `${href}/${encodeSegment(child.name)}${child.kind === 'folder' ? '/' : ''}`)
    )
  ])
}

function entryOf({ server }: Exchange, node: TreeNode, href: string): Entry {
  const trashed = topOf(server.tree.lineage(node).map((above) => server.bin.about(above)))
  const name = trashed?.node.id === node.id ? trashed.name : node.name
  const isFolder = node.kind === 'folder'
  const known: Record<string, string> = {
    [`${davName} resourcetype`]: isFolder ? '<d:collection/>' : '',
    [`${davName} displayname`]: escapeXml(name),
    [`${davName} getetag`]: `&quot;${node.etag}&quot;`,
    [`${davName} getlastmodified`]: httpDate(node.mtime),
    [`${ocName} fileid`]: String(node.id),
    [`${ocName} size`]: String(node.size),
    // Read and delete.
    [`${ocName} permissions`]: 'GD',
    [`${ncName} has-preview`]: String(!isFolder && hasPreview(name)),
    [`${ncName} trashbin-filename`]: escapeXml(name),
    ...(isFolder
      ? {}
      : { [`${davName} getcontentlength`]: String(node.size), [`${davName} getcontenttype`]: mimeOf(name) })
  }
  if (trashed === undefined) return { href, known }
  const nameOf = (person: string): string => server.accounts.byId(person)?.name ?? person
  return {
    href,
    known: {
      ...known,
      [`${ncName} trashbin-original-location`]: escapeXml(trashed.origin),
      [`${ncName} trashbin-deletion-time`]: String(trashed.deleted),
      [`${ncName} trashbin-deleted-by-id`]: escapeXml(trashed.by),
      [`${ncName} trashbin-deleted-by-display-name`]: escapeXml(nameOf(trashed.by))
    }
  }
}

const topOf = (all: readonly (Trashed | undefined)[]): Trashed | undefined => all.find((one) => one !== undefined)
