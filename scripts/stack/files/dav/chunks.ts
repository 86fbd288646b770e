import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { resolve } from 'node:path'

import type { Exchange } from '../context'
import { header, locate, requireSpace } from '../context'
import { badRequest, conflict, forbidden, methodNotAllowed, notFound, preconditionFailed } from './errors'
import { multistatusClose, multistatusOpen, responseXml } from './multistatus'
import { encodeSegment, parseDestination } from './path'
import { httpDate } from './properties'
import { parseDepth, sendMultistatus } from './propfind'
import { defaultProperties } from './properties'
import type { XmlName } from './requestBody'
import { parsePropfind, readBody } from './requestBody'
import { writeStream } from '../store/writeStream'
import { commitFile, contentLength } from './upload'

/** Unfinished uploads are dropped after a day without a new chunk, as the real server does. */
const expiryMs = 24 * 3_600_000

export function dropExpiredUploads(uploadsDir: string, nowMs: number): void {
  mkdirSync(uploadsDir, { recursive: true })
  for (const person of readdirSync(uploadsDir)) {
    for (const name of readdirSync(resolve(uploadsDir, person))) {
      const dir = resolve(uploadsDir, person, name)
      if (nowMs - statSync(dir).mtimeMs > expiryMs) rmSync(dir, { recursive: true })
    }
  }
}

/**
 * `/remote.php/dav/uploads/PERSON/TRANSFER/CHUNK`: MKCOL begins, PUT adds a chunk, PROPFIND shows what has arrived,
 * MOVE of `.file` puts the whole in place, DELETE gives up.
 */
export async function handleUploads(exchange: Exchange, base: string, segments: readonly string[]): Promise<void> {
  const [transfer, chunk, ...more] = segments
  if (transfer === undefined || more.length > 0) throw methodNotAllowed('Uploads are made in a folder of their own')
  const dir = transferDir(exchange, transfer)
  switch (exchange.request.method) {
    case 'MKCOL':
      if (chunk !== undefined) throw forbidden('Chunks only')
      begin(exchange, dir)
      return
    case 'PUT':
      if (chunk === undefined) throw conflict('A folder has this name')
      await addChunk(exchange, requireTransfer(dir), chunk)
      return
    case 'PROPFIND':
      await list(exchange, requireTransfer(dir), `${base}/${encodeSegment(transfer)}/`)
      return
    case 'MOVE':
      if (chunk !== '.file') throw forbidden('Only .file can be moved')
      await assemble(exchange, requireTransfer(dir))
      return
    case 'DELETE':
      rmSync(chunk === undefined ? requireTransfer(dir) : requireChunk(dir, chunk), { recursive: true })
      exchange.response.writeHead(204).end()
      return
    default:
      throw methodNotAllowed('Chunks can only be written')
  }
}

function begin(exchange: Exchange, dir: string): void {
  if (existsSync(dir)) throw methodNotAllowed('The resource you tried to create already exists')
  requireTotalSpace(exchange)
  mkdirSync(dir, { recursive: true })
  exchange.response.writeHead(201, { 'Content-Length': 0 }).end()
}

async function addChunk(exchange: Exchange, dir: string, chunk: string): Promise<void> {
  const { request, response } = exchange
  if (!chunkName.test(chunk)) throw badRequest('A chunk has a number as its name')
  const lengthBytes = contentLength(request)
  requireTotalSpace(exchange)
  const temporary = resolve(dir, `part-${randomBytes(6).toString('hex')}`)
  if ((await writeStream(request, temporary)) !== lengthBytes) {
    rmSync(temporary)
    throw badRequest(`Expected filesize of ${lengthBytes} bytes`)
  }
  renameSync(temporary, resolve(dir, chunk))
  response.writeHead(201, { 'Content-Length': 0 }).end()
}

async function list(exchange: Exchange, dir: string, href: string): Promise<void> {
  const { request } = exchange
  const names = parsePropfind(await readBody(request)) ?? defaultProperties
  const values = (value: (name: string) => string | undefined) =>
    names.map((name: XmlName) => [name, name.namespace === 'DAV:' ? value(name.name) : undefined] as const)
  const xml = [
    multistatusOpen,
    responseXml(
      href,
      values((name) => (name === 'resourcetype' ? '<d:collection/>' : undefined))
    )
  ]
  const chunks = parseDepth(header(request, 'depth')) === '0' ? [] : listChunks(dir)
  for (const { name, path } of chunks) {
    const { size, mtimeMs } = statSync(path)
    const chunk: Readonly<Record<string, string>> = {
      resourcetype: '',
      getcontentlength: String(size),
      getlastmodified: httpDate(mtimeMs / 1000)
    }
    xml.push(
      responseXml(
        href + encodeSegment(name),
        values((property) => chunk[property])
      )
    )
  }
  xml.push(multistatusClose)
  sendMultistatus(exchange, xml.join(''))
}

async function assemble(exchange: Exchange, dir: string): Promise<void> {
  const { server, session, request, response } = exchange
  const prefix = `/remote.php/dav/files/${encodeURIComponent(session.account.id)}/`
  const to = parseDestination(header(request, 'destination'), prefix)
  const chunks = listChunks(dir)
  const sum = chunks.reduce((total, { path }) => total + statSync(path).size, 0)
  const total = header(request, 'oc-total-length')
  if (total !== undefined && Number(total) !== sum) {
    throw badRequest(`Chunks on server do not sum up to ${total} but to ${sum} bytes`)
  }
  const isThere = locate(exchange, to) !== undefined
  if (isThere && header(request, 'overwrite')?.toUpperCase() === 'F') {
    throw preconditionFailed('The destination node already exists, and the overwrite header is set to false')
  }
  requireSpace(
    exchange,
    locate(exchange, to.slice(0, -1))?.node ?? server.tree.home(session.account.id),
    to.join('/'),
    sum
  )
  const received = await server.blobs.join(chunks.map(({ path }) => path))
  const { status, headers } = commitFile(exchange, to, received)
  rmSync(dir, { recursive: true, force: true })
  response.writeHead(status, { ...headers, 'Content-Length': 0 }).end()
}

const chunkName = /^\d{1,32}$/

/** Chunks in the order of their numbers: 1, 2, 10. */
const listChunks = (dir: string) =>
  readdirSync(dir)
    .filter((name) => chunkName.test(name))
    .map((name) => ({ name, path: resolve(dir, name), number: BigInt(name) }))
    .sort((a, b) => (a.number < b.number ? -1 : 1))

/** A client that says where the upload will go and how large it is learns at once that it does not fit. */
function requireTotalSpace(exchange: Exchange): void {
  const total = header(exchange.request, 'oc-total-length')
  const destination = header(exchange.request, 'destination')
  if (destination === undefined || total === undefined) return
  const { server, session } = exchange
  const prefix = `/remote.php/dav/files/${encodeURIComponent(session.account.id)}/`
  const folder = locate(exchange, parseDestination(destination, prefix).slice(0, -1))
  requireSpace(exchange, folder?.node ?? server.tree.home(session.account.id), destination, Number(total))
}

/** Transfers lie under hashes, since a client picks their names. */
const transferDir = ({ server, session }: Exchange, transfer: string): string =>
  resolve(server.uploadsDir, hashName(session.account.id), hashName(transfer))

const hashName = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 32)

function requireTransfer(dir: string): string {
  if (!existsSync(dir)) throw notFound('The upload is not there')
  return dir
}

function requireChunk(dir: string, chunk: string): string {
  const path = resolve(requireTransfer(dir), chunk)
  if (!chunkName.test(chunk) || !existsSync(path)) throw notFound('The chunk is not there')
  return path
}
