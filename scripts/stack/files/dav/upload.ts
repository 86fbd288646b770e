import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

import type { Exchange } from '../context'
import { header, locate, requirePermission, requireSpace, requireUnlocked, writtenHeaders } from '../context'
import type { Received } from '../store/blobs'
import { badRequest, conflict, DavError, forbidden, lengthRequired, notFound } from './errors'
import { may } from '../store/view'
import { checkIfHeader, checkPreconditions } from './preconditions'

/** Takes a file's new content: received whole first, then put in place if the preconditions still hold. */
export async function upload(exchange: Exchange, segments: readonly string[]): Promise<void> {
  const { request, response } = exchange
  const path = segments.join('/')
  const lengthBytes = contentLength(request)
  const { parent } = checkTarget(exchange, segments)
  requireSpace(exchange, parent, path, lengthBytes)
  const hash = wantedHash(request)
  const received = await exchange.server.blobs.receive(request, hash && ((chunk) => void hash.update(chunk)))
  if (received.sizeBytes !== lengthBytes) {
    received.discard()
    throw badRequest(`Expected filesize of ${lengthBytes} bytes but read ${received.sizeBytes} bytes`)
  }
  const extra = hash === undefined ? {} : { [`X-Hash-${hash.name}`]: hash.digest() }
  const { status, headers } = commitFile(exchange, segments, received)
  response.writeHead(status, { ...headers, ...extra, 'Content-Length': 0 }).end()
}

/**
 * Puts received content in place, as PUT and the MOVE of an assembled upload both do. What the client asked for is
 * checked again here, since others may have written while this content was received.
 */
export function commitFile(
  exchange: Exchange,
  segments: readonly string[],
  received: Received
): { readonly status: 201 | 204; readonly headers: Record<string, string> } {
  const { server, session, request } = exchange
  const wanted = parseMtime(header(request, 'x-oc-mtime'))
  const mtime = wanted === undefined || wanted > firstDayS ? wanted : undefined
  let kept: string | undefined
  let done: ReturnType<typeof commitFile>
  try {
    const { parent, name, old } = checkTarget(exchange, segments)
    requireSpace(exchange, parent, segments.join('/'), received.sizeBytes)
    const blob = (kept = received.keep())
    const { node, unused } = server.tree.atomically(() => {
      const put = server.tree.putFile(parent, name, {
        blob,
        size: received.sizeBytes,
        mtime: mtime ?? Math.floor(Date.now() / 1000),
        checksum: header(request, 'oc-checksum') ?? null
      })
      return { node: put.node, unused: server.versions.wrote(put.node, put.replaced, session.account.id) }
    })
    server.blobs.remove(unused)
    const accepted: Record<string, string> = mtime === undefined ? {} : { 'X-OC-MTime': 'accepted' }
    done = { status: old === undefined ? 201 : 204, headers: { ...writtenHeaders(server, node), ...accepted } }
  } catch (error) {
    if (kept === undefined) received.discard()
    else server.blobs.remove([kept])
    throw error
  }
  // As the real server does: it looks at the time last, and refuses what it has stored by then.
  if (wanted !== mtime)
    throw new DavError(500, 'InvalidArgumentException', 'X-OC-MTime header must be greater than one day')
  return done
}

const firstDayS = 24 * 3600
/** What a file's name has after it while the file arrives; the disk below takes 255 bytes. */
const arriving = '.ocTransferId2147483647.part'

/** Where the file goes and what is there now; refuses what cannot be written there. */
function checkTarget(exchange: Exchange, segments: readonly string[]) {
  const { server, session, request } = exchange
  const last = segments.at(-1)
  if (last === undefined) throw forbidden('The home cannot be written')
  if (Buffer.byteLength(last + arriving) > 255)
    throw new DavError(500, 'Sabre\\DAV\\Exception', 'Error while copying file to target location (copied: -1 bytes)')
  const folder = locate(exchange, segments.slice(0, -1))
  if (folder?.node.kind !== 'folder') {
    const missing = `File with name ${segments.slice(0, -1).join('/')} could not be located`
    // A direct PUT says 404 there, the MOVE of an upload 409.
    throw request.method === 'PUT' ? notFound(missing) : conflict('The destination node is not found')
  }
  const target = server.view.entry(session.account.id, folder, last)
  const old = target?.node
  if (request.method === 'PUT') checkPreconditions(request.headers, old, 'PUT')
  checkIfHeader(header(request, 'if'), old)
  if (old?.kind === 'folder') throw conflict('A folder has this name')
  requirePermission(target ?? folder, target === undefined ? may.create : may.update)
  if (old !== undefined) requireUnlocked(exchange, old, segments.join('/'))
  // A shared file is written where its owner has it.
  const parent = (old?.parent == null ? undefined : server.tree.byId(old.parent)) ?? folder.node
  return { parent, name: old?.name ?? last, old }
}

/** The announced size. Without one a broken upload could not be told from a short file. */
export function contentLength(request: IncomingMessage): number {
  const length = header(request, 'content-length')
  if (length === undefined || !/^\d{1,15}$/.test(length)) throw lengthRequired('Content-Length is needed')
  return Number(length)
}

/** `X-OC-MTime`: seconds since 1970, a fraction is cut off. */
export function parseMtime(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const seconds = Math.trunc(Number(value))
  if (value.trim() === '' || !Number.isSafeInteger(seconds)) throw badRequest('X-OC-MTime is not a time')
  return seconds
}

/** `X-Hash: sha256` asks the server for the hash of what it received. */
function wantedHash(request: IncomingMessage) {
  const name = header(request, 'x-hash')?.toLowerCase()
  if (name !== 'md5' && name !== 'sha1' && name !== 'sha256') return undefined
  const hash = createHash(name)
  return {
    name: name.toUpperCase(),
    update: (chunk: Buffer) => hash.update(chunk),
    digest: () => hash.digest('hex')
  }
}
