import { SyncError } from '../errors'
import { drain } from './http'
import { readMultistatus } from './multistatus'
import type { Bytes, ChunkedRequest } from '../ports'
import type { Addresses } from './addresses'
import type { Http } from './http'

const LENGTH = 'DAV:|getcontentlength'
const SIZES_BODY =
  '<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:"><d:prop><d:getcontentlength/></d:prop></d:propfind>'

/**
 * Sends a large file as chunks into the transfer's folder and has the server put them together
 * (Nextcloud chunked upload v2). A transfer begun earlier goes on after its last whole chunk.
 */
export async function sendChunks(http: Http, addresses: Addresses, request: ChunkedRequest): Promise<void> {
  const { transferId, sizeBytes } = request
  const destination = addresses.url(addresses.file(request.path))
  const common = { destination, 'oc-total-length': String(sizeBytes) }
  let present: readonly number[] = []
  try {
    await drain(await http.dav('MKCOL', addresses.upload(transferId), { destination }))
  } catch (error) {
    if (!(error instanceof SyncError && error.code === 'exists')) throw error
    present = await presentChunks(http, addresses, request)
  }
  let at = 0
  let index = 0
  for (const bytes of present) {
    await skip(request.read(at, at + bytes))
    at += bytes
    index += 1
    request.progress(at)
  }
  while (at < sizeBytes) {
    const to = Math.min(at + request.chunkBytes, sizeBytes)
    index += 1
    const headers = { ...common, 'content-length': String(to - at), 'content-type': 'application/octet-stream' }
    const from = at
    const reply = await http.transfer(
      'PUT',
      addresses.upload(transferId, chunkName(index)),
      headers,
      counted(request, from, to)
    )
    await drain(reply)
    await request.verify()
    at = to
    request.progress(at)
  }
  await request.verify()
  const precondition: Record<string, string> =
    request.precondition.kind === 'absent'
      ? { overwrite: 'F' }
      : { if: `<${destination}> (["${request.precondition.etag}"])` }
  const reply = await http.dav('MOVE', addresses.upload(transferId, '.file'), {
    ...common,
    ...precondition,
    'x-oc-mtime': String(request.mtimeS),
    'oc-checksum': request.checksum()
  })
  await drain(reply)
}

/** Names from 00001: a zero fails on some storages. */
function chunkName(index: number): string {
  return String(index).padStart(5, '0')
}

/** The sizes of the chunks that are there without a gap from the first; those after a gap are removed (case 32). */
async function presentChunks(http: Http, addresses: Addresses, request: ChunkedRequest): Promise<number[]> {
  const folder = addresses.upload(request.transferId)
  const reply = await http.dav(
    'PROPFIND',
    folder,
    { depth: '1', 'content-type': 'application/xml; charset=utf-8' },
    SIZES_BODY
  )
  const sizes = new Map<number, number>()
  for (const entry of await readMultistatus(reply.body)) {
    const name = addresses.below(folder, entry.href)
    if (/^\d{5}$/u.test(name)) sizes.set(Number(name), Number(entry.properties.get(LENGTH) ?? NaN))
  }
  const whole: number[] = []
  let total = 0
  for (let index = 1; sizes.has(index); index += 1) {
    const bytes = sizes.get(index) ?? NaN
    // A chunk of another length than this transfer's was cut on the way.
    const isWhole = bytes === request.chunkBytes || total + bytes === request.sizeBytes
    if (!isWhole || total + bytes > request.sizeBytes) break
    whole.push(bytes)
    total += bytes
  }
  for (const index of sizes.keys()) {
    if (index > whole.length)
      await drain(await http.dav('DELETE', addresses.upload(request.transferId, chunkName(index))))
  }
  return whole
}

async function skip(bytes: Bytes): Promise<void> {
  for await (const block of bytes) if (block.length === 0) return
}

async function* counted(request: ChunkedRequest, from: number, to: number): Bytes {
  let at = from
  for await (const block of request.read(from, to)) {
    yield block
    at += block.length
    request.progress(at)
  }
}
