import { net, type Session } from 'electron'

export interface HttpRequest {
  readonly url: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly timeoutMs?: number
  readonly maxBytes?: number
  /** Whether a redirect to this URL may be followed; none is by default. */
  readonly mayRedirect?: (url: URL) => boolean
}

export interface HttpResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** Where the answer came from, after redirects. */
  readonly url: string
}

export type HttpErrorCode = 'timeout' | 'tooLarge' | 'redirect' | 'unreachable' | 'certificate'

export class HttpError extends Error {
  constructor(
    readonly code: HttpErrorCode,
    readonly url: string,
    cause?: unknown
  ) {
    super(`${url}: ${code}`, { cause })
  }
}

const defaultTimeoutMs = 10_000
const defaultMaxBytes = 1 << 20

export type SendHttp = (request: HttpRequest) => Promise<HttpResponse>

/**
 * Small requests from main through a session, so that certificates and proxies are Chromium's. Sends no cookies, and
 * bounds size, time and redirects. Not for uploads: Chromium sends these chunked.
 */
export function httpThrough(through: Session): SendHttp {
  return (request) => send(through, request)
}

function send(through: Session, request: HttpRequest): Promise<HttpResponse> {
  const { url, method = 'GET', timeoutMs = defaultTimeoutMs, maxBytes = defaultMaxBytes } = request
  return new Promise((resolve, reject) => {
    const sent = net.request({
      url,
      method,
      session: through,
      credentials: 'omit',
      redirect: 'manual',
      cache: 'no-store'
    })
    let finalUrl = url
    const fail = (error: HttpError) => {
      clearTimeout(timer)
      reject(error)
      sent.abort()
    }
    const timer = setTimeout(() => fail(new HttpError('timeout', url)), timeoutMs)
    for (const [name, value] of Object.entries(request.headers ?? {})) sent.setHeader(name, value)
    sent.on('redirect', (_status, _method, target) => {
      const next = URL.canParse(target, finalUrl) ? new URL(target, finalUrl) : undefined
      if (next?.protocol === 'https:' && request.mayRedirect?.(next) === true) {
        finalUrl = next.href
        sent.followRedirect()
      } else fail(new HttpError('redirect', target))
    })
    sent.on('error', (error) => fail(new HttpError(codeOf(error), finalUrl, error)))
    sent.on('response', (response) => {
      const parts: Buffer[] = []
      let sizeBytes = 0
      response.on('data', (part) => {
        sizeBytes += part.length
        if (sizeBytes > maxBytes) fail(new HttpError('tooLarge', finalUrl))
        else parts.push(part)
      })
      response.on('error', (error: unknown) => fail(new HttpError('unreachable', finalUrl, error)))
      response.on('end', () => {
        clearTimeout(timer)
        resolve({
          status: response.statusCode,
          headers: flat(response.headers),
          body: Buffer.concat(parts),
          url: finalUrl
        })
      })
    })
    sent.end(request.body)
  })
}

const flat = (headers: Record<string, string | string[]>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]))

function codeOf(error: Error): HttpErrorCode {
  return /ERR_CERT|ERR_SSL/.test(error.message) ? 'certificate' : 'unreachable'
}
