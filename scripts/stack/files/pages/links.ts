import { randomBytes } from 'node:crypto'

import type { Express, Request, Response } from 'express'
import { urlencoded } from 'express'

import type { FilesServer } from '../context'
import { notFound } from '../dav/errors'
import { mimeOf } from '../dav/mime'
import { escapeXml } from '../dav/xml'
import type { Share } from '../store/shares'
import type { TreeNode } from '../store/tree'

/** `/s/TOKEN`: what a link leads to, for anybody who has it, and its password if it has one. */
export function addLinks(app: Express, server: FilesServer): void {
  const opened = new Map<string, string>()
  const find = (request: Request): { readonly share: Share; readonly node: TreeNode } => {
    const share = server.shares.byToken(String(request.params['token']))
    const node = share && server.tree.byId(share.node)
    if (share === undefined || node === undefined) throw notFound('The link is not there, or no longer')
    return { share, node }
  }
  const mayEnter = (request: Request, share: Share): boolean =>
    share.password === null || opened.get(keyOf(request)) === share.token
  app.get(['/s/:token', '/index.php/s/:token'], (request, response) => {
    const { share, node } = find(request)
    if (mayEnter(request, share)) response.send(page(node.name, contentOf(server, share, node)))
    else response.send(page('Länken har ett lösenord', passwordForm(share.token ?? '')))
  })
  app.post(
    ['/s/:token/authenticate/showShare', '/index.php/s/:token/authenticate/showShare'],
    urlencoded({ extended: false, limit: '4kb' }),
    (request, response) => {
      const { share } = find(request)
      const password: unknown = typeof request.body === 'object' ? Reflect.get(request.body as object, 'password') : ''
      if (share.password !== `3|${server.accounts.hash(String(password))}`) {
        response.send(page('Fel lösenord', passwordForm(share.token ?? '')))
        return
      }
      const key = randomBytes(24).toString('base64url')
      opened.set(key, share.token ?? '')
      response.cookie(cookieName, key, { httpOnly: true, sameSite: 'lax', path: '/' })
      response.redirect(303, `/s/${share.token ?? ''}`)
    }
  )
  app.get(['/s/:token/download', '/index.php/s/:token/download'], (request, response) => {
    const { share, node } = find(request)
    if (!mayEnter(request, share)) response.redirect(303, `/s/${share.token ?? ''}`)
    else sendFile(server, response, pick(server, node, request.query['files']))
  })
}

/** The file itself, or one in the folder that the link is of. */
function pick(server: FilesServer, node: TreeNode, name: unknown): TreeNode | undefined {
  if (node.kind === 'file') return node
  return typeof name === 'string' ? server.tree.child(node.id, name) : undefined
}

function sendFile({ blobs }: FilesServer, response: Response, node: TreeNode | undefined): void {
  if (node?.blob == null) throw notFound('The file is not there')
  response.set({
    'Content-Type': mimeOf(node.name),
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(node.name)}`
  })
  response.sendFile(blobs.path(node.blob), { etag: false, lastModified: false, cacheControl: false })
}

const cookieName = 'public-link'

const keyOf = (request: Request): string =>
  new RegExp(`(?:^|; )${cookieName}=([^;]+)`, 'u').exec(request.headers.cookie ?? '')?.[1] ?? ''

const passwordForm = (token: string): string =>
  `<form method="post" action="/s/${token}/authenticate/showShare"><label>Lösenord <input type="password" name="password"></label><button>Öppna</button></form>`

function contentOf({ tree }: FilesServer, { token }: Share, node: TreeNode): string {
  const link = (name: string, query: string): string =>
    `<li><a href="/s/${token ?? ''}/download${query}">${escapeXml(name)}</a></li>`
  if (node.kind === 'file') return `<ul>${link(node.name, '')}</ul>`
  const files = tree.children(node.id).filter(({ kind }) => kind === 'file')
  return `<ul>${files.map(({ name }) => link(name, `?files=${encodeURIComponent(name)}`)).join('')}</ul>`
}

const page = (title: string, content: string): string =>
  `<!doctype html><html lang="sv"><meta charset="utf-8"><title>${escapeXml(title)}</title><h1>${escapeXml(title)}</h1>${content}</html>`
