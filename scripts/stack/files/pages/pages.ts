import type { Express, Request, Response } from 'express'

import type { FilesServer } from '../context'
import { notFound } from '../dav/errors'
import { hasPreview, isImage, mimeOf } from '../dav/mime'
import type { Session } from '../store/accounts'
import type { TreeNode } from '../store/tree'
import { textPreview } from './placeholder'
import { textOf } from './textOf'

/** Previews, links by file id, and the page that those lead to. */
export function addPages(app: Express, server: FilesServer, whoAsks: (request: Request) => Session): void {
  app.get(['/index.php/core/preview', '/core/preview'], (request, response) => {
    const { account } = whoAsks(request)
    const located = server.view.byId(account.id, Number(request.query['fileId']))
    sendPreview(server, request, response, located?.node)
  })
  app.get('/index.php/apps/files_trashbin/preview', (request, response) => {
    const { account } = whoAsks(request)
    const node = server.tree.byId(Number(request.query['fileId']))
    const isOwn = node !== undefined && server.tree.lineage(node).at(-1)?.id === server.tree.trash(account.id).id
    const trashed = isOwn ? server.bin.about(node) : undefined
    sendPreview(server, request, response, trashed && { ...trashed.node, name: trashed.name })
  })
  app.get(['/index.php/f/:id', '/f/:id'], (request, response) => {
    const { account } = whoAsks(request)
    const located = server.view.byId(account.id, Number(request.params.id))
    if (located === undefined) throw notFound('The file is not there')
    const { node, segments } = located
    const dir = `/${(node.kind === 'folder' ? segments : segments.slice(0, -1)).join('/')}`
    response.redirect(303, `/index.php/apps/files/?${new URLSearchParams({ dir, fileid: String(node.id) }).toString()}`)
  })
  app.get(['/', '/index.php/apps/files/'], (request, response) => {
    whoAsks(request)
    response.type('html').send('<!doctype html><html lang="sv"><title>Filer</title><h1>Filer</h1></html>')
  })
}

/** Larger documents are not read for their preview. */
const maxDocumentBytes = 8 * 1024 * 1024

function sendPreview({ blobs }: FilesServer, request: Request, response: Response, node: TreeNode | undefined): void {
  if (node?.blob == null || !hasPreview(node.name) || (!isImage(node.name) && node.size > maxDocumentBytes)) {
    response.status(404).json([])
    return
  }
  const etag = `"${node.etag}"`
  response.set({ 'Cache-Control': 'private, max-age=86400', ETag: etag })
  if (request.get('if-none-match') === etag) response.status(304).end()
  else if (isImage(node.name)) {
    // The image itself: a browser scales it down as well as the server would.
    response.type(mimeOf(node.name))
    response.sendFile(blobs.path(node.blob), { etag: false, lastModified: false, cacheControl: false })
  } else response.type('image/png').send(textPreview(textOf(node.name, blobs.readWhole(node.blob))))
}
