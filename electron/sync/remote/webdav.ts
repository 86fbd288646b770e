import { ReadableStream } from 'node:stream/web'
import { Response as FetchResponse, fetch } from 'undici'
import { createClient, getPatcher } from 'webdav'
import { SyncError } from '../errors'
import type { Dispatcher, RequestInit as FetchInit } from 'undici'

/** Which dispatcher serves which server: `webdav` knows only one `fetch` for all its clients. */
const dispatchers = new Map<string, Dispatcher>()
const LONG_MS = 30 * 60_000

export interface DavAnswer {
  readonly status: number
  readonly header: (name: string) => string | undefined
  readonly body: AsyncIterable<unknown> | undefined
}

export type DavRequest = (
  url: string,
  method: string,
  headers: Record<string, string>,
  body: string | undefined
) => Promise<DavAnswer>

/** The custom requests of `webdav`, over the dispatcher that was handed in; every answer is given, none is thrown. */
export function openWebdav(origin: string, dispatcher: Dispatcher): DavRequest {
  dispatchers.set(origin, dispatcher)
  getPatcher().patch('fetch', (...given: unknown[]) => guardedFetch(String(given[0]), given[1] as FetchInit))
  const client = createClient(origin)
  return async (url, method, headers, body) => {
    const response = await client
      .customRequest('/', { url, method, headers, ...(body === undefined ? {} : { data: body }) })
      .catch((error: unknown) => {
        const answered = responseOf(error)
        if (answered === undefined) throw error
        return answered
      })
    return {
      status: response.status,
      header: (name) => response.headers.get(name) ?? undefined,
      body: bodyOf(response)
    }
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

/** `webdav` throws for every failing status; the answer itself is what we want. */
function responseOf(error: unknown): FetchResponse | undefined {
  return error instanceof Error && 'response' in error && error.response instanceof FetchResponse
    ? error.response
    : undefined
}

/** undici's answers stream their bytes; the type that `webdav` declares is the browser's or another library's. */
function bodyOf(response: object): AsyncIterable<unknown> | undefined {
  const body: unknown = 'body' in response ? response.body : null
  return body instanceof ReadableStream ? (body as AsyncIterable<unknown>) : undefined
}
