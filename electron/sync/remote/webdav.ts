import { createClient, getPatcher } from 'webdav'
import { SyncError } from '../errors'
import type { Requester } from './requester'

interface Owner {
  readonly origin: string
  readonly requester: Requester
}

/** `webdav` knows only one `fetch` for all its clients: whose a request is, a header says that is not sent. */
const owners = new Map<string, Owner>()
let requests = 0
const OWNER = 'x-owner'
const LONG_MS = 30 * 60_000
/** What is listed in one answer is only wanted while that is quicker than folder by folder. */
const LISTING_MS = 60_000

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

/** The custom requests of `webdav`, over the requester that was handed in; every answer is given, none is thrown. */
export function openWebdav(origin: string, requester: Requester): DavRequest {
  getPatcher().patch('fetch', (...given: unknown[]) => guardedFetch(String(given[0]), given[1] as Wish))
  const client = createClient(origin)
  return async (url, method, headers, body) => {
    const owner = String((requests += 1))
    owners.set(owner, { origin, requester })
    const response = await client
      .customRequest('/', {
        url,
        method,
        headers: { ...headers, [OWNER]: owner },
        ...(body === undefined ? {} : { data: body })
      })
      .catch((error: unknown) => {
        const answered = responseOf(error)
        if (answered === undefined) throw error
        return answered
      })
      .finally(() => owners.delete(owner))
    return {
      status: response.status,
      header: (name) => response.headers.get(name) ?? undefined,
      body: response instanceof Answer ? response.body : undefined
    }
  }
}

/** What `webdav` makes of a custom request. */
interface Wish {
  readonly method: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** As much of a `Response` as `webdav` looks at: to load the whole of it would take longer than the request. */
class Answer {
  readonly ok: boolean
  readonly statusText = ''
  readonly headers: { readonly get: (name: string) => string | null }

  constructor(
    readonly status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
    readonly body: AsyncIterable<unknown>
  ) {
    this.ok = status >= 200 && status < 300
    this.headers = {
      get: (name) => {
        const value = headers[name.toLowerCase()]
        return (Array.isArray(value) ? value[0] : value) ?? null
      }
    }
  }
}

/** What `webdav` calls: the client's requester for its server's own origin, and nothing else. No redirect is followed. */
async function guardedFetch(url: string, { method, headers = {}, body }: Wish): Promise<Answer> {
  const { origin, pathname, search } = new URL(url)
  const { [OWNER]: owner = '', ...sent } = headers
  const { origin: own, requester } = owners.get(owner) ?? {}
  if (requester === undefined || own !== origin) throw new SyncError('foreignRedirect', 'a request to another server')
  const patienceMs = method === 'PROPFIND' ? LISTING_MS : LONG_MS
  const { statusCode, ...answer } = await requester.request({
    origin,
    path: pathname + search,
    method: method,
    headers: sent,
    headersTimeout: patienceMs,
    bodyTimeout: patienceMs,
    ...(body === undefined ? {} : { body: Buffer.from(body) })
  })
  return new Answer(statusCode, answer.headers, answer.body)
}

/** `webdav` throws for every failing status; the answer itself is what we want. */
function responseOf(error: unknown): Answer | undefined {
  return error instanceof Error && 'response' in error && error.response instanceof Answer ? error.response : undefined
}
