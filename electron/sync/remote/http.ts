import { Readable } from 'node:stream'
import { SyncError } from '../errors'
import { errorFor, networkError } from './statuses'
import type { Dispatcher } from 'undici'
import type { Bytes } from '../ports'
import type { Throttle } from '../throttle'
import type { Addresses } from './addresses'
import type { Requester } from './requester'
import type { DavRequest } from './webdav'

interface Credentials {
  readonly loginName: string
  readonly appPassword: string
}

export interface HttpDeps extends RequestDeps {
  readonly dispatcher: Dispatcher
}

export interface RequestDeps {
  readonly dispatcher: Requester
  readonly credentials: Credentials
  readonly userAgent: string
  readonly requestId: () => string
  readonly throttle?: { readonly up: Throttle | undefined; readonly down: Throttle | undefined } | undefined
}

export interface Reply {
  readonly status: number
  readonly header: (name: string) => string | undefined
  readonly body: Bytes
}

export interface Http {
  /** Requests with small bodies: listings, folders, moves, deletions. Compressed answers are unpacked. */
  readonly dav: (method: string, pathname: string, headers?: Record<string, string>, body?: string) => Promise<Reply>
  /** A request that is made often: not through `webdav`, which takes as long to load as all the rest. */
  readonly small: (
    method: 'PROPFIND',
    pathname: string,
    headers: Record<string, string>,
    body: Uint8Array
  ) => Promise<Reply>
  readonly post: (pathname: string, headers: Record<string, string>) => Promise<Reply>
  /** A small request without the person's credentials. */
  readonly plain: (
    method: 'GET' | 'POST',
    pathname: string,
    headers?: Record<string, string>,
    body?: Uint8Array
  ) => Promise<Reply>
  /** Requests that carry files. */
  readonly transfer: (
    method: 'GET' | 'PUT',
    pathname: string,
    headers: Record<string, string>,
    body?: Uint8Array | Bytes
  ) => Promise<Reply>
}

const TRANSFER_MS = 5 * 60_000
const SMALL_BYTES = 16 * 1024
const SMALL_UNPACKED_BYTES = 16 * 1024 * 1024

/** @returns functions that throw SyncError for every answer but success; redirects are never followed. */
export function openHttp(addresses: Addresses, deps: RequestDeps): Http {
  const { loginName, appPassword } = deps.credentials
  const authorization = `Basic ${Buffer.from(`${loginName}:${appPassword}`, 'utf8').toString('base64')}`
  const common = (): Record<string, string> => ({
    authorization,
    'user-agent': deps.userAgent,
    'x-request-id': deps.requestId()
  })
  let webdav: Promise<DavRequest> | undefined

  return {
    dav: async (method, pathname, headers = {}, body) => {
      // Loaded when it is needed: the usual poll, which finds nothing new, does without.
      webdav ??= import('./webdav').then(({ openWebdav }) => openWebdav(addresses.origin, deps.dispatcher))
      const answered = await webdav
      const {
        status,
        header,
        body: bytes
      } = await attempt(() => answered(addresses.url(pathname), method, { ...common(), ...headers }, body))
      const answer = bytes === undefined ? nothing() : cutAsError(bytes)
      if (status < 200 || status >= 300) {
        const text = await beginning(answer)
        throw errorFor({ status, header, text }, addresses.origin)
      }
      return { status, header, body: answer }
    },
    small: async (method, pathname, headers, body) => {
      const own = { 'content-length': String(body.length), 'accept-encoding': 'gzip' }
      return unpacked(await send(method, pathname, { ...common(), ...own, ...headers }, body))
    },
    post: (pathname, headers) => send('POST', pathname, { ...common(), ...headers }),
    plain: (method, pathname, headers = {}, body) =>
      send(method, pathname, { 'user-agent': deps.userAgent, ...headers }, body),
    transfer: async (method, pathname, headers, body) => {
      const up = deps.throttle?.up
      const down = deps.throttle?.down
      const slowed =
        body === undefined || up === undefined ? body : up.pass(body instanceof Uint8Array ? one(body) : body)
      const reply = await send(method, pathname, { ...common(), ...headers }, slowed)
      return down === undefined ? reply : { ...reply, body: down.pass(reply.body) }
    }
  }

  async function send(
    method: Dispatcher.HttpMethod,
    pathname: string,
    headers: Record<string, string>,
    body?: Uint8Array | Bytes
  ): Promise<Reply> {
    const response = await attempt(() =>
      deps.dispatcher.request({
        origin: addresses.origin,
        path: pathname,
        method,
        headers,
        headersTimeout: TRANSFER_MS,
        bodyTimeout: TRANSFER_MS,
        ...(body === undefined
          ? {}
          : { body: body instanceof Uint8Array ? body : Readable.from(body, { objectMode: false }) })
      })
    )
    const header = (name: string): string | undefined => {
      const value = response.headers[name]
      return Array.isArray(value) ? value[0] : value
    }
    if (response.statusCode < 200 || response.statusCode >= 300) {
      const text = await beginning(response.body)
      throw errorFor({ status: response.statusCode, header, text }, addresses.origin)
    }
    return { status: response.statusCode, header, body: cutAsError(response.body) }
  }
}

async function attempt<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    throw networkError(error)
  }
}

/** A listing of 1,000 files is a twentieth when packed (nextcloud.md 4.7). */
async function unpacked(reply: Reply): Promise<Reply> {
  const encoding = reply.header('content-encoding') ?? 'identity'
  if (encoding === 'identity') return reply
  if (encoding !== 'gzip') throw new SyncError('captivePortal', 'an encoding that was not asked for')
  const { createGunzip, gunzipSync } = await import('node:zlib')
  if (Number(reply.header('content-length') ?? Infinity) <= SMALL_BYTES) {
    // A folder's listing at once: a stream to unpack it takes ten times as long as unpacking it.
    const packed = await readBytes(reply, SMALL_BYTES)
    try {
      return { ...reply, body: one(gunzipSync(packed, { maxOutputLength: SMALL_UNPACKED_BYTES })) }
    } catch (cause) {
      throw new SyncError('badListing', 'an answer that can not be unpacked', { cause })
    }
  }
  const unzip = createGunzip()
  const source = Readable.from(reply.body, { objectMode: false })
  // A cut on the way ends the unpacking with the same error.
  source.on('error', (error) => unzip.destroy(error))
  return { ...reply, body: cutAsError(source.pipe(unzip)) }
}

async function* one(block: Uint8Array): Bytes {
  await Promise.resolve()
  yield block
}

async function* nothing(): Bytes {
  await Promise.resolve()
  yield* []
}

async function* cutAsError(body: AsyncIterable<unknown>): Bytes {
  try {
    for await (const chunk of body) yield chunk as Uint8Array
  } catch (error) {
    throw networkError(error)
  }
}

/** Enough of an error's body to find the exception's name. */
async function beginning(body: AsyncIterable<unknown>): Promise<string> {
  let text = ''
  try {
    for await (const chunk of body) {
      text += Buffer.from(chunk as Uint8Array).toString('utf8')
      if (text.length > 8192) break
    }
  } catch {
    return text
  }
  return text
}

/** Reads a body to its end, so that the connection can be used again. */
export async function drain(reply: Reply): Promise<void> {
  for await (const chunk of reply.body) if (chunk.length === 0) continue
}

/** A short text. @throws SyncError `captivePortal` when it is not short. */
export async function readText(reply: Reply, maxBytes: number): Promise<string> {
  return (await readBytes(reply, maxBytes)).toString('utf8')
}

async function readBytes(reply: Reply, maxBytes: number): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of reply.body) {
    bytes += chunk.length
    if (bytes > maxBytes) throw new SyncError('captivePortal', 'too long an answer')
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}

/** A small JSON answer. @throws SyncError `captivePortal` for anything else. */
export async function readJson(reply: Reply, maxBytes = 1024 * 1024): Promise<unknown> {
  const text = await readText(reply, maxBytes)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new SyncError('captivePortal', 'not the answer of a file server', { cause })
  }
}
