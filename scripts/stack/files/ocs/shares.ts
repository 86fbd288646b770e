import type { Request, Response, Router } from 'express'
import { Router as createRouter } from 'express'

import { baseOf } from '../address'
import type { FilesServer } from '../context'
import { may, type Located } from '../store/view'
import { shareTypes, type Share, type ShareChange } from '../store/shares'
import type { Session } from '../store/accounts'
import { minPasswordLength } from './capabilities'
import { OcsError, parameter, sendOcs } from './reply'
import { shareDocument } from './shareDocument'

type WhoAsks = (request: Request) => Session

/** `apps/files_sharing/api/v1/shares`: make, list, change and end shares with people, groups and by link. */
export function shareRoutes(server: FilesServer, whoAsks: WhoAsks): Router {
  const router = createRouter()
  const answer = (request: Request, response: Response, shares: readonly Share[] | Share): void => {
    const person = whoAsks(request).account.id
    const describe = (share: Share) => {
      const located = server.view.byId(person, share.node)
      if (located === undefined) return []
      const path = `/${located.segments.join('/')}`
      return [shareDocument(server, share, { person, base: baseOf(request), located, path })]
    }
    const data = Array.isArray(shares) ? shares.flatMap(describe) : describe(shares as Share)[0]
    sendOcs(request, response, { status: 200, data })
  }
  const own = (request: Request): Share => {
    const share = server.shares.byId(Number(request.params['id']))
    const person = whoAsks(request).account.id
    const isOwn = share?.initiator === person || server.tree.byId(share?.node ?? 0)?.owner === person
    if (share === undefined || !isOwn) throw new OcsError(404, 'Wrong share ID, share does not exist')
    return share
  }
  router.get('/shares', (request, response) => answer(request, response, list(server, whoAsks(request), request)))
  router.post('/shares', (request, response) => {
    answer(request, response, create(server, whoAsks(request).account.id, request))
  })
  router.get('/shares/:id', (request, response) => answer(request, response, [visible(request)]))
  router.put('/shares/:id', (request, response) => {
    const share = own(request)
    answer(request, response, server.shares.change(share, changeOf(server, share, request)))
  })
  router.delete('/shares/:id', (request, response) => {
    const person = whoAsks(request).account.id
    const share = visible(request)
    const isOwn = share.initiator === person || server.tree.byId(share.node)?.owner === person
    // Who was shared with only leaves.
    if (isOwn) server.shares.remove(share)
    else server.shares.leave(person, share.node)
    sendOcs(request, response, { status: 200 })
  })
  return router

  function visible(request: Request): Share {
    const share = server.shares.byId(Number(request.params['id']))
    const person = whoAsks(request).account.id
    const isMine = (one: Share): boolean =>
      one.initiator === person ||
      server.tree.byId(one.node)?.owner === person ||
      server.shares.withPerson(person).some(({ id }) => id === one.id)
    if (share === undefined || !isMine(share)) throw new OcsError(404, 'Wrong share ID, share does not exist')
    return share
  }
}

function list(server: FilesServer, { account }: Session, request: Request): readonly Share[] {
  const { shares, view } = server
  if (isTrue(parameter(request, 'shared_with_me'))) return shares.withPerson(account.id)
  const path = parameter(request, 'path')
  if (path === undefined) return shares.by(account.id)
  const located = at(server, account.id, path)
  const isSubfiles = isTrue(parameter(request, 'subfiles'))
  const nodes = isSubfiles ? view.list(account.id, located).map(({ node }) => node.id) : [located.node.id]
  const all = nodes.flatMap((node) => shares.ofNode(node))
  // Without `reshares` one sees those that one made oneself.
  return isTrue(parameter(request, 'reshares')) ? all : all.filter(({ initiator }) => initiator === account.id)
}

function create(server: FilesServer, person: string, request: Request): Share {
  const path = parameter(request, 'path')
  if (path === undefined) throw new OcsError(404, 'Please specify a file or folder path')
  const located = at(server, person, path)
  if ((located.permissions & may.share) === 0 || located.node.parent === null)
    throw new OcsError(404, `You are not allowed to share ${path}`)
  const type = Number(parameter(request, 'shareType'))
  const recipient = recipientOf(server, person, type, parameter(request, 'shareWith'))
  const wanted = parameter(request, 'permissions')
  const permissions = allowed(located, type, wanted === undefined ? undefined : Number(wanted))
  const again = server.shares.ofNode(located.node.id).some((one) => one.type === type && one.recipient === recipient)
  if (again && type !== shareTypes.link)
    throw new OcsError(
      403,
      `Sharing ${located.name} failed, because this item is already shared with ${recipient ?? ''}`
    )
  const isLink = type === shareTypes.link
  const password = passwordOf(server, parameter(request, 'password'))
  const expiration = expirationOf(parameter(request, 'expireDate')) ?? lastDay(isLink ? server.mood.links.days : null)
  if (isLink) requireLinkRules(server, { password, expiration })
  return server.shares.add({
    node: located.node.id,
    initiator: person,
    type: type === shareTypes.user ? shareTypes.user : type === shareTypes.group ? shareTypes.group : shareTypes.link,
    recipient,
    permissions,
    password: isLink ? password : null,
    expiration,
    note: parameter(request, 'note') ?? '',
    label: parameter(request, 'label') ?? ''
  })
}

function recipientOf(server: FilesServer, person: string, type: number, wanted: string | undefined): string | null {
  switch (type) {
    case shareTypes.user: {
      const found = server.accounts.byId(wanted ?? '')
      if (found?.id !== wanted || found === undefined) throw new OcsError(404, 'Please specify a valid user')
      if (found.id === person) throw new OcsError(403, 'Cannot share with yourself')
      return found.id
    }
    case shareTypes.group:
      if (!server.accounts.groups.some(({ id }) => id === wanted))
        throw new OcsError(404, 'Please specify a valid group')
      return wanted ?? null
    case shareTypes.link:
      return null
    default:
      throw new OcsError(400, 'Unknown share type')
  }
}

/** Nobody gives more than there is; a link can always be shared on, which the real server adds too. */
function allowed({ node, permissions }: Located, type: number, wanted: number | undefined): number {
  const possible = node.kind === 'folder' ? permissions : permissions & (may.read | may.update | may.share)
  if (type === shareTypes.link) {
    const asked = wanted ?? may.read
    return (asked & possible & ~may.share) | may.read | may.share
  }
  if (wanted === undefined) return possible
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 31) throw new OcsError(400, 'invalid permissions')
  const forKind = node.kind === 'folder' ? wanted : wanted & (may.read | may.update | may.share)
  if ((forKind & ~possible) !== 0) throw new OcsError(404, `Cannot increase permissions of ${node.name}`)
  return forKind | may.read
}

function changeOf(server: FilesServer, share: Share, request: Request): ShareChange {
  const node = server.tree.byId(share.node)
  const located = node && server.view.byId(share.initiator, node.id)
  if (located === undefined) throw new OcsError(404, 'Wrong share ID, share does not exist')
  const [permissions, password] = [parameter(request, 'permissions'), parameter(request, 'password')]
  const [expiration, note] = [parameter(request, 'expireDate'), parameter(request, 'note')]
  const [label, hidden] = [parameter(request, 'label'), parameter(request, 'hideDownload')]
  const change: ShareChange = {
    ...(permissions === undefined ? {} : { permissions: allowed(located, share.type, Number(permissions)) }),
    ...(password === undefined ? {} : { password: passwordOf(server, password) }),
    ...(expiration === undefined ? {} : { expiration: expirationOf(expiration) }),
    ...(note === undefined ? {} : { note }),
    ...(label === undefined ? {} : { label }),
    ...(hidden === undefined ? {} : { hidden: isTrue(hidden) ? 1 : 0 })
  }
  if (Object.keys(change).length === 0) throw new OcsError(400, 'Wrong or no update parameter given')
  if (share.type === shareTypes.link) requireLinkRules(server, { ...share, ...change })
  return change
}

function at(server: FilesServer, person: string, path: string): Located {
  const segments = path.split('/').filter((name) => name !== '')
  const located = server.view.locate(person, segments)
  if (located === undefined) throw new OcsError(404, 'Wrong path, file/folder does not exist')
  return located
}

/** A password as it is kept; an empty one means none. */
function passwordOf(server: FilesServer, password: string | undefined): string | null {
  if (password === undefined || password === '') return null
  if (password.length < minPasswordLength)
    throw new OcsError(403, `Password needs to be at least ${minPasswordLength} characters long.`)
  return `3|${server.accounts.hash(password)}`
}

/** The last day, or null for none. */
function expirationOf(text: string | undefined): string | null {
  if (text === undefined || text === '') return null
  const day = /^(\d{4}-\d{2}-\d{2})(?:$|[T ])/u.exec(text)?.[1]
  if (day === undefined || Number.isNaN(Date.parse(day)))
    throw new OcsError(404, 'Invalid date, date format must be YYYY-MM-DD')
  if (day < new Date().toISOString().slice(0, 10)) throw new OcsError(404, 'Expiration date is in the past')
  return day
}

/** The day so many days from now, or null. */
function lastDay(days: number | null): string | null {
  return days === null ? null : new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}

/** What the administrator wants of links, in the words of the real server. */
function requireLinkRules({ mood }: FilesServer, { password, expiration }: Pick<Share, 'password' | 'expiration'>) {
  const { passwordNeeded, days } = mood.links
  if (passwordNeeded && password === null) throw new OcsError(403, 'Passwords are enforced for link and mail shares')
  const last = lastDay(days)
  if (last === null) return
  if (expiration === null) throw new OcsError(403, 'Expiration date is enforced')
  if (expiration > last) throw new OcsError(404, `Cannot set expiration date more than ${days} days in the future`)
}

const isTrue = (text: string | undefined): boolean => text === 'true' || text === '1'
