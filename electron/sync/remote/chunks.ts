import { SyncError } from '../errors'
import { SMALLEST_CHUNK_BYTES } from './capabilities'
import { drain } from './http'
import { readMultistatus } from './multistatus'
import { PASSES_OWN_LOCK, timeHeader } from './uploads'
import type { Bytes, ChunkedRequest } from '../ports'
import type { Addresses } from './addresses'
import type { UploadLimits } from './capabilities'
import type { Http } from './http'

const LENGTH = 'DAV:|getcontentlength'
/** The bytes are read in order, one chunk after the other: more than this would only wait. */
const MOST_UNDER_WAY = 2
const SIZES_BODY =
  '<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:"><d:prop><d:getcontentlength/></d:prop></d:propfind>'

/**
 * Sends a large file as chunks into the transfer's folder and has the server put them together
 * (Nextcloud chunked upload v2). A transfer begun earlier goes on after its last whole chunk.
 * Where the server takes several at once, a chunk is sent while the answer to the one before is on its way; they are half
 * as large then, so that a cut costs no more than before.
 */
export async function sendChunks(
  http: Http,
  addresses: Addresses,
  request: ChunkedRequest,
  limits: Pick<UploadLimits, 'maxParallelChunks' | 'takesSha1'>
): Promise<void> {
  const { transferId, sizeBytes } = request
  const underWay = Math.min(limits.maxParallelChunks, MOST_UNDER_WAY)
  const chunkBytes = Math.min(
    request.chunkBytes,
    Math.max(SMALLEST_CHUNK_BYTES, Math.ceil(request.chunkBytes / underWay))
  )
  const destination = addresses.url(addresses.file(request.path))
  const common = { destination, 'oc-total-length': String(sizeBytes) }
  let present: readonly number[] = []
  try {
    await drain(await http.dav('MKCOL', addresses.upload(transferId), { destination }))
  } catch (error) {
    if (!(error instanceof SyncError && error.code === 'exists')) throw error
    present = await presentChunks(http, addresses, { ...request, chunkBytes })
  }
  let at = 0
  let index = 0
  for (const bytes of present) {
    await skip(request.read(at, at + bytes))
    at += bytes
    index += 1
    request.progress(at)
  }
  await sendRest(http, addresses, { ...request, chunkBytes }, { at, index, common, underWay })
  await request.verify()
  const precondition: Record<string, string> =
    request.precondition.kind === 'absent'
      ? { overwrite: 'F' }
      : { if: `<${destination}> (["${request.precondition.etag}"])` }
  const reply = await http.dav('MOVE', addresses.upload(transferId, '.file'), {
    ...common,
    ...PASSES_OWN_LOCK,
    ...precondition,
    ...timeHeader(request.mtimeS),
    ...(limits.takesSha1 ? { 'oc-checksum': request.checksum() } : {})
  })
  await drain(reply)
}

interface Rest {
  /** The first byte that the server does not have, and the number of the chunk before it. */
  readonly at: number
  readonly index: number
  readonly common: Readonly<Record<string, string>>
  /** How many chunks may wait for their answer. */
  readonly underWay: number
}

/**
 * Sends what is missing. A chunk is read after the one before it, so that the hash sees all bytes once and in order; but
 * it need not wait for the answers of those before it, as far as the server takes several at once.
 */
async function sendRest(http: Http, addresses: Addresses, request: ChunkedRequest, rest: Rest): Promise<void> {
  const unanswered: Promise<void>[] = []
  let fail: (cause: unknown) => void = () => undefined
  const failure = new Promise<never>((_resolve, reject) => (fail = reject))
  failure.catch(() => undefined)
  let { at, index } = rest
  try {
    while (at < request.sizeBytes) {
      if (unanswered.length >= rest.underWay) {
        const [oldest] = unanswered
        await Promise.race([oldest, failure])
        void unanswered.shift()
      }
      const from = at
      at = Math.min(from + request.chunkBytes, request.sizeBytes)
      index += 1
      const to = addresses.upload(request.transferId, chunkName(index))
      const { isRead, isAnswered } = sendChunk(http, to, rest.common, request, { from, to: at })
      unanswered.push(isAnswered)
      isAnswered.catch((cause: unknown) => {
        fail(cause)
      })
      await Promise.race([isRead, isAnswered, failure])
    }
    await Promise.all(unanswered)
  } catch (error) {
    await Promise.allSettled(unanswered)
    throw error
  }
}

function sendChunk(
  http: Http,
  pathname: string,
  common: Readonly<Record<string, string>>,
  request: ChunkedRequest,
  { from, to }: { readonly from: number; readonly to: number }
): { readonly isRead: Promise<void>; readonly isAnswered: Promise<void> } {
  const headers = { ...common, 'content-length': String(to - from), 'content-type': 'application/octet-stream' }
  let read = (): void => undefined
  const isRead = new Promise<void>((resolve) => (read = resolve))
  const send = async (): Promise<void> => {
    await drain(await http.transfer('PUT', pathname, headers, counted(request, from, to, read)))
    await request.verify()
  }
  return { isRead, isAnswered: send() }
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
  let isElsewhere = false
  for (const entry of await readMultistatus(reply.body)) {
    const name = addresses.below(folder, entry.href)
    if (/^\d{1,5}$/u.test(name)) sizes.set(Number(name), Number(entry.properties.get(LENGTH) ?? NaN))
    else if (name === '.target') isElsewhere = true
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
  // An object store keeps the parts itself, calls them 1, 2, 3, and puts all of them together: there none can be taken
  // away by itself, and one that does not fit spoils the file.
  if (isElsewhere && whole.length < sizes.size) throw new SyncError('transferLost', 'parts of another transfer')
  for (const index of sizes.keys()) {
    if (index > whole.length)
      await drain(await http.dav('DELETE', addresses.upload(request.transferId, chunkName(index))))
  }
  return whole
}

async function skip(bytes: Bytes): Promise<void> {
  for await (const block of bytes) if (block.length === 0) return
}

async function* counted(request: ChunkedRequest, from: number, to: number, whenRead: () => void): Bytes {
  let at = from
  for await (const block of request.read(from, to)) {
    yield block
    at += block.length
    request.progress(at)
  }
  whenRead()
}
