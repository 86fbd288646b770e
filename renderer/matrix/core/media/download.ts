import type { MatrixClient } from 'matrix-js-sdk'

import type { MediaRequest, MediaResult } from '../../contract'
import type { Bytes } from '../../keys'
import { CoreError } from '../plainError'
import { decryptAttachment } from './attachment'
import { OPAQUE, showableType } from './mime'
import { parseMxc } from './ref'

const MAX_BYTES = 2 * 1024 ** 3
/** Nothing came for so long: given up. */
const IDLE_TIMEOUT_MS = 30_000

/** The authenticated media endpoints; a homeserver's own path prefix is kept. */
export const mediaUrl = (homeserver: string, request: MediaRequest): URL => {
  const media = parseMxc(request.media.mxc)
  if (media === null) throw new CoreError('badInput', 'Not an mxc address')
  const { thumbnail } = request
  const scaled = thumbnail !== undefined && request.media.encryption === null
  const base = homeserver.replace(/\/+$/u, '')
  const kind = scaled ? 'thumbnail' : 'download'
  const url = new URL(`${base}/_matrix/client/v1/media/${kind}/${encodeURIComponent(media.server)}/${media.id}`)
  if (scaled) {
    url.searchParams.set('width', String(Math.round(thumbnail.widthPx)))
    url.searchParams.set('height', String(Math.round(thumbnail.heightPx)))
    url.searchParams.set('method', thumbnail.method)
  }
  return url
}

const readAll = async (response: Response, abort: AbortController): Promise<Bytes> => {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = response.body?.getReader()
  if (reader === undefined) return new Uint8Array(await response.arrayBuffer())
  for (;;) {
    const timer = setTimeout(() => abort.abort(), IDLE_TIMEOUT_MS)
    const { done, value } = await reader.read().finally(() => clearTimeout(timer))
    if (done) break
    size += value.byteLength
    if (size > MAX_BYTES) throw new CoreError('tooLarge', 'The file is larger than the app opens.')
    chunks.push(value)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

/**
 * Fetches and, where needed, decrypts media. The token goes to the homeserver only (redirects elsewhere are refused),
 * the hash is checked before anything is used. Throws CoreError.
 */
export const downloadMedia = async (
  client: MatrixClient,
  fetchImpl: typeof fetch,
  request: MediaRequest
): Promise<MediaResult> => {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), IDLE_TIMEOUT_MS)
  const token = client.getAccessToken()
  if (token === null) throw new CoreError('signedOut', 'No access token')
  const response = await fetchImpl(mediaUrl(client.baseUrl, request), {
    headers: { Authorization: `Bearer ${token}` },
    cache: 'default',
    redirect: 'error',
    credentials: 'omit',
    signal: abort.signal
  }).finally(() => clearTimeout(timer))
  if (!response.ok) throw new CoreError(response.status === 404 ? 'notFound' : 'server', `Media: ${response.status}`)
  const received = await readAll(response, abort)
  const { encryption, mime } = request.media
  const bytes = encryption === null ? received : await decryptAttachment(received, encryption)
  const claimed =
    encryption === null && request.thumbnail !== undefined ? (response.headers.get('content-type') ?? mime) : mime
  const type = showableType(claimed, bytes)
  return { blob: new Blob([bytes], { type }), showable: type !== OPAQUE }
}
