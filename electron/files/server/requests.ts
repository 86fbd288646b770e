import type { Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { parseJson } from '../../../shared/json'
import type { FilesProblem } from '../../../shared/model/files'
import type { Language } from '../../../shared/model/settings'
import { basic } from '../../account/filesSignIn'
import { HttpError, type HttpResponse, type SendHttp } from '../../net/request'
import { readMultistatus, type DavResponse } from '../../net/multistatus'

const maxListingBytes = 16 << 20
const maxReasonLength = 200
/** How long to wait before a file is tried again that another request holds. */
const untilFreeMs = [300, 700, 1_500]

/** Something asked of the file server that did not happen, as the page will say it. */
export class FilesError extends Error {
  constructor(
    readonly problem: FilesProblem,
    cause?: unknown
  ) {
    super(problem.code, { cause })
  }
}

export interface FilesAccount {
  /** `https://host`, without a slash at the end. */
  readonly baseUrl: string
  readonly loginName: string
  readonly userId: string
  readonly appPassword: string
  readonly userAgent: string
  /** What the server says in words is said so, whatever the person has chosen there. */
  readonly language: Language
}

interface DavRequest {
  readonly method: string
  /** Below `/remote.php/dav/`, encoded. */
  readonly path: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Where a resource goes that is fetched as a file, and how much of it at most. */
export interface Fetching {
  readonly into: Writable
  readonly maxBytes: number
  readonly signal: AbortSignal
}

/** Requests to one person's file server (WebDAV, RFC 4918; OCS). All throw `FilesError`. */
export interface FilesRequests {
  readonly account: FilesAccount
  readonly dav: (request: DavRequest) => Promise<HttpResponse>
  /** A request answered by a multistatus. */
  readonly list: (request: DavRequest) => Promise<readonly DavResponse[]>
  readonly ocs: <T extends z.ZodType>(request: OcsRequest<T>) => Promise<z.infer<T>>
  /** A resource as bytes; undefined when the server has none. */
  readonly bytes: (path: string, maxBytes: number) => Promise<Uint8Array<ArrayBuffer> | undefined>
  /** A resource as a stream, which ends when all of it has come, and breaks otherwise. Throws also what it throws. */
  readonly fetchInto: (path: string, fetching: Fetching) => Promise<void>
}

interface OcsRequest<T extends z.ZodType> {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below the server, e.g. `/ocs/v2.php/apps/files_sharing/api/v1/shares`. */
  readonly path: string
  readonly params?: Readonly<Record<string, string>>
  readonly data: T
}

export function openFilesRequests(
  send: SendHttp,
  account: FilesAccount,
  waitMs: (ms: number) => Promise<unknown> = wait
): FilesRequests {
  const authorised = {
    Authorization: basic(account.loginName, account.appPassword),
    'User-Agent': account.userAgent
  }
  const said = `format=json&forceLanguage=${account.language}`
  const ask = async (request: Parameters<SendHttp>[0]): Promise<HttpResponse> => {
    try {
      return await send({ timeoutMs: 30_000, ...request, headers: { ...authorised, ...request.headers } })
    } catch (error) {
      throw new FilesError({ code: problemOfHttp(error) }, error)
    }
  }
  const dav = async ({ method, path, body, headers }: DavRequest) => {
    const askOnce = () =>
      ask({
        url: `${account.baseUrl}/remote.php/dav/${path}`,
        method,
        maxBytes: maxListingBytes,
        headers: { 'Content-Type': 'application/xml; charset=utf-8', ...headers },
        ...(body !== undefined && { body: `<?xml version="1.0" encoding="utf-8"?>${body}` })
      })
    let answer = await askOnce()
    // The file's own preview, or its way to this computer, holds it for a moment: nothing was done.
    for (const ms of untilFreeMs) {
      if (!isLocked(answer)) break
      await waitMs(ms)
      answer = await askOnce()
    }
    if (answer.status >= 200 && answer.status < 300) return answer
    throw new FilesError(isLocked(answer) ? { code: 'locked' } : problemOfStatus(answer.status))
  }
  return {
    account,
    dav,
    list: async (request) => {
      const answer = await dav(request)
      if (answer.status !== 207) throw new FilesError({ code: 'notUnderstood' })
      try {
        return readMultistatus(answer.body.toString('utf8'))
      } catch (error) {
        throw new FilesError({ code: 'notUnderstood' }, error)
      }
    },
    ocs: async ({ method = 'GET', path, params = {}, data }) => {
      const query = new URLSearchParams(params).toString()
      const isGet = method === 'GET'
      const answer = await ask({
        url: `${account.baseUrl}${path}?${said}${isGet && query !== '' ? `&${query}` : ''}`,
        method,
        headers: {
          'OCS-APIRequest': 'true',
          Accept: 'application/json',
          ...(!isGet && { 'Content-Type': 'application/x-www-form-urlencoded' })
        },
        ...(!isGet && { body: query })
      })
      return readOcs(answer, data)
    },
    bytes: async (path, maxBytes) => {
      const answer = await ask({ url: `${account.baseUrl}${path}`, maxBytes })
      return answer.status === 200 ? new Uint8Array(answer.body) : undefined
    },
    fetchInto: async (path, fetching) => {
      const answer = await ask({ url: `${account.baseUrl}${path}`, ...fetching }).catch((error: unknown) => {
        throw isTooLarge(error) ? new FilesError({ code: 'tooLarge' }, error) : error
      })
      if (answer.status !== 200) throw new FilesError(problemOfStatus(answer.status))
    }
  }
}

const envelope = z.object({
  ocs: z.object({ meta: z.object({ statuscode: z.number(), message: z.string().nullish() }), data: z.unknown() })
})

const nothing = '{"ocs":{"meta":{"statuscode":200},"data":[]}}'

function readOcs<T extends z.ZodType>(answer: HttpResponse, data: T): z.infer<T> {
  // An empty list of activities is said without a body, and that all of them are switched off as well.
  const text = answer.status === 304 || answer.status === 204 ? nothing : answer.body.toString('utf8')
  const parsed = envelope.safeParse(parseJson(text))
  if (!parsed.success)
    throw new FilesError(answer.status < 300 ? { code: 'notUnderstood' } : problemOfStatus(answer.status))
  const { meta, data: found } = parsed.data.ocs
  // 100 is version 1's way of saying 200.
  const status = meta.statuscode === 100 ? 200 : meta.statuscode
  if (status >= 300) {
    const reason = (meta.message ?? '').trim().slice(0, maxReasonLength)
    // A refusal in the server's own words, for example a password that its rules do not take.
    const says = reason !== '' && (status === 400 || status === 403 || status === 404)
    throw new FilesError(says ? { code: 'refused', reason } : problemOfStatus(status))
  }
  const value = data.safeParse(found)
  if (!value.success) throw new FilesError({ code: 'notUnderstood' }, value.error)
  return value.data
}

/** Nextcloud says 423; where a part of it does not expect that another request holds the file, 500 with the name of it. */
const isLocked = ({ status, body }: HttpResponse): boolean =>
  status === 423 || (status === 500 && body.includes('OCP\\Lock\\LockedException'))

const isTooLarge = (error: unknown): boolean =>
  error instanceof FilesError && error.cause instanceof HttpError && error.cause.code === 'tooLarge'

function problemOfHttp(error: unknown): 'offline' | 'certificate' | 'notUnderstood' {
  if (!(error instanceof HttpError)) throw error
  if (error.code === 'certificate') return 'certificate'
  return error.code === 'tooLarge' || error.code === 'redirect' ? 'notUnderstood' : 'offline'
}

/** What a status other than success means; one that is none, or not a number, is not understood. */
export function problemOfStatus(status: number): FilesProblem {
  switch (status) {
    case 401:
    case 997:
      return { code: 'signedOut' }
    case 403:
      return { code: 'noPermission' }
    case 404:
    case 409:
      return { code: 'gone' }
    case 412:
      return { code: 'exists' }
    case 423:
      return { code: 'locked' }
    case 503:
      return { code: 'maintenance' }
    // Too many requests, a fault in the server or in what stands before it; 996 is the sharing API's own word for one.
    case 429:
    case 500:
    case 502:
    case 504:
    case 996:
      return { code: 'serverTrouble' }
    case 507:
      return { code: 'quotaExceeded' }
    default:
      return { code: 'notUnderstood' }
  }
}

/** A path with its segments encoded for an address. */
export const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/')
