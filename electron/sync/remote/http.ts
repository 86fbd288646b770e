import { Readable } from 'node:stream'
import { ReadableStream } from 'node:stream/web'
import { Response as FetchResponse, fetch, request } from 'undici'
import { createClient, getPatcher } from 'webdav'
import { SyncError } from '../errors'
import { errorFor, networkError } from './statuses'
import type { Dispatcher, RequestInit as FetchInit } from 'undici'
import type { Bytes } from '../ports'
import type { Addresses } from './addresses'

interface Credentials {
  readonly loginName: string
  readonly appPassword: string
}

export interface HttpDeps {
  readonly dispatcher: Dispatcher
  readonly credentials: Credentials
  readonly userAgent: string
  readonly requestId: () => string
}

export interface Reply {
  readonly status: number
  readonly header: (name: string) => string | undefined
  readonly body: Bytes
}

export interface Http {
  /** Requests with small bodies: listings, folders, moves, deletions. Compressed answers are unpacked. */
  readonly dav: (method: string, pathname: string, headers?: Record<string, string>, body?: string) => Promise<Reply>
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

/** Which dispatcher serves which server: `webdav` knows only one `fetch` for all its clients. */
const dispatchers = new Map<string, Dispatcher>()
const LONG_MS = 30 * 60_000
const TRANSFER_MS = 5 * 60_000

/** @returns functions that throw SyncError for every answer but success; redirects are never followed. */
export function openHttp(addresses: Addresses, deps: HttpDeps): Http {
  const { loginName, appPassword } = deps.credentials
  const authorization = `Basic ${Buffer.from(`${loginName}:${appPassword}`, 'utf8').toString('base64')}`
  const common = (): Record<string, string> => ({
    authorization,
    'user-agent': deps.userAgent,
    'x-request-id': deps.requestId()
  })
  dispatchers.set(addresses.origin, deps.dispatcher)
  getPatcher().patch('fetch', (...given: unknown[]) => guardedFetch(String(given[0]), given[1] as FetchInit))
  const client = createClient(addresses.origin)

  return {
    dav: async (method, pathname, headers = {}, body) => {
      const response = await attempt(() =>
        client
          .customRequest('/', {
            url: addresses.url(pathname),
            method,
            headers: { ...common(), ...headers },
            ...(body === undefined ? {} : { data: body })
          })
          .catch((error: unknown) => {
            const answered = responseOf(error)
            if (answered === undefined) throw error
            return answered
          })
      )
      const answer = bodyOf(response)
      const header = (name: string): string | undefined => response.headers.get(name) ?? undefined
      if (!response.ok) {
        const text = await beginning(answer)
        throw errorFor({ status: response.status, header, text }, addresses.origin)
      }
      return { status: response.status, header, body: answer }
    },
    plain: (method, pathname, headers = {}, body) =>
      send(method, pathname, { 'user-agent': deps.userAgent, ...headers }, body),
    transfer: (method, pathname, headers, body) => send(method, pathname, { ...common(), ...headers }, body)
  }

  async function send(
    method: 'GET' | 'PUT' | 'POST',
    pathname: string,
    headers: Record<string, string>,
    body?: Uint8Array | Bytes
  ): Promise<Reply> {
    const response = await attempt(() =>
      request(addresses.url(pathname), {
        method,
        dispatcher: deps.dispatcher,
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

/** What `webdav` calls: our dispatcher for the server's own origin, and nothing else at all. */
function guardedFetch(url: string, init: FetchInit): Promise<unknown> {
  const dispatcher = dispatchers.get(new URL(url).origin)
  if (dispatcher === undefined) return Promise.reject(new SyncError('foreignRedirect', 'a request to another server'))
  return fetch(url, {
    ...init,
    dispatcher,
    redirect: 'manual',
    credentials: 'omit',
    signal: AbortSignal.timeout(LONG_MS)
  })
}

async function attempt<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    throw networkError(error)
  }
}

/** `webdav` throws for every failing status; the answer itself is what we want. */
function responseOf(error: unknown): FetchResponse | undefined {
  return error instanceof Error && 'response' in error && error.response instanceof FetchResponse
    ? error.response
    : undefined
}

/** undici's answers stream their bytes; the type that `webdav` declares is the browser's or another library's. */
function bodyOf(response: object): Bytes {
  const body: unknown = 'body' in response ? response.body : null
  return body instanceof ReadableStream ? cutAsError(body as AsyncIterable<unknown>) : nothing()
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

/** A small JSON answer. @throws SyncError `captivePortal` for anything else. */
export async function readJson(reply: Reply, maxBytes = 1024 * 1024): Promise<unknown> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of reply.body) {
    bytes += chunk.length
    if (bytes > maxBytes) throw new SyncError('captivePortal', 'too long an answer')
    parts.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'))
  } catch (cause) {
    throw new SyncError('captivePortal', 'not the answer of a file server', { cause })
  }
}
