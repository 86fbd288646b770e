import { pipeline } from 'node:stream/promises'

import type { Exchange } from '../context'
import { header, locate, writtenHeaders } from '../context'
import { methodNotAllowed, notFound, rangeNotSatisfiable } from './errors'
import { mimeOf } from './mime'
import { checkPreconditions } from './preconditions'
import { httpDate } from './properties'
import type { TreeNode } from '../store/tree'

/** Up to here one read is faster than a stream. */
const smallBytes = 64 * 1024

/** Answers GET and HEAD of a file, whole or one range of it. */
export async function download(exchange: Exchange, segments: readonly string[]): Promise<void> {
  const node = locate(exchange, segments)?.node
  if (node === undefined) throw notFound(`File with name ${segments.join('/')} could not be located`)
  await sendContent(exchange, node)
}

/** Sends a file's content, as the headers of the request ask for it. */
export async function sendContent(exchange: Exchange, node: TreeNode): Promise<void> {
  const { server, request, response } = exchange
  if (node.blob === null) throw methodNotAllowed('A folder has no content')
  const method = request.method ?? 'GET'
  const headers: Record<string, string | number> = {
    ...writtenHeaders(server, node),
    'Last-Modified': httpDate(node.mtime),
    'Content-Type': mimeOf(node.name),
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(node.name)}`,
    'Accept-Ranges': 'bytes',
    ...(node.checksum === null ? {} : { 'OC-Checksum': node.checksum })
  }
  if (checkPreconditions(request.headers, node, method) === 'not-modified') {
    response.writeHead(304, headers).end()
    return
  }
  const ifRange = header(request, 'if-range')
  const wanted = ifRange === undefined || ifRange === `"${node.etag}"` ? header(request, 'range') : undefined
  const range = parseRange(wanted, node.size)
  if (range === 'unsatisfiable') {
    throw rangeNotSatisfiable('The range is outside of the file', { 'Content-Range': `bytes */${node.size}` })
  }
  const status = range === undefined ? 200 : 206
  headers['Content-Length'] = range === undefined ? node.size : range.end - range.start + 1
  if (range !== undefined) headers['Content-Range'] = `bytes ${range.start}-${range.end}/${node.size}`
  if (method === 'HEAD' || node.size === 0) {
    response.writeHead(status, headers).end()
    return
  }
  if (range === undefined && node.size <= smallBytes) {
    response.writeHead(status, headers).end(server.blobs.readWhole(node.blob))
    return
  }
  const content = await server.blobs.read(node.blob, range)
  response.writeHead(status, headers)
  await pipeline(content, response)
}

/** One byte range (RFC 9110, section 14.1.2); several, or what is no range, mean the whole file. */
export function parseRange(
  value: string | undefined,
  size: number
): { readonly start: number; readonly end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(value ?? '')
  if (match === null) return undefined
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return undefined
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (start >= size) return 'unsatisfiable'
  return end < start ? undefined : { start, end }
}
