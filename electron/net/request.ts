import { net, type IncomingMessage, type Session } from 'electron'
import type { Readable, Writable } from 'node:stream'
import { finished } from 'node:stream/promises'

export interface HttpRequest {
  readonly url: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly timeoutMs?: number
  readonly maxBytes?: number
  /** Where an answer of 200 goes instead of into `body`. `timeoutMs` is then the longest silence. */
  readonly into?: Writable
  /** Ends the request, with `cancelled`. */
  readonly signal?: AbortSignal
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

export type HttpErrorCode = 'timeout' | 'tooLarge' | 'redirect' | 'unreachable' | 'certificate' | 'cancelled'

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
 * Requests from main through a session, so that certificates and proxies are Chromium's. Sends no cookies, and bounds
 * size, time and redirects. Not for uploads: Chromium sends these chunked. Throws `HttpError`, and what `into` throws.
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
    const end = () => {
      clearTimeout(timer)
      request.signal?.removeEventListener('abort', cancel)
    }
    const fail = (error: Error) => {
      end()
      reject(error)
      sent.abort()
    }
    const cancel = () => fail(new HttpError('cancelled', url))
    const timer = setTimeout(() => fail(new HttpError('timeout', url)), timeoutMs)
    if (request.signal?.aborted === true) return cancel()
    request.signal?.addEventListener('abort', cancel)
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
      const done = (body: Buffer) => {
        end()
        resolve({ status: response.statusCode, headers: flat(response.headers), body, url: finalUrl })
      }
      if (request.into && response.statusCode === 200) {
        const bounds = { url: finalUrl, maxBytes, onPart: () => void timer.refresh() }
        receiveInto(request.into, response, bounds).then(() => done(Buffer.alloc(0)), fail)
        return
      }
      const parts: Buffer[] = []
      let sizeBytes = 0
      response.on('data', (part) => {
        sizeBytes += part.length
        // What was to go elsewhere is allowed to be large, and a refusal is not.
        if (sizeBytes > (request.into ? defaultMaxBytes : maxBytes)) fail(new HttpError('tooLarge', finalUrl))
        else parts.push(part)
      })
      response.on('error', (error: unknown) => fail(new HttpError('unreachable', finalUrl, error)))
      response.on('end', () => done(Buffer.concat(parts)))
    })
    sent.end(request.body)
  })
}

interface Bounds {
  readonly url: string
  readonly maxBytes: number
  readonly onPart: () => void
}

/** Hands an answer on as it comes, no faster than it is taken, and sees to it that all of it came. */
export async function receiveInto(
  into: Writable,
  response: Pick<IncomingMessage, 'headers'>,
  { url, maxBytes, onPart }: Bounds
): Promise<void> {
  const { 'content-length': announced, 'content-encoding': encoding } = flat(response.headers)
  let sizeBytes = 0
  try {
    if (Number(announced) > maxBytes) throw new HttpError('tooLarge', url)
    // It is a stream, as its documentation says and its type does not.
    for await (const part of arriving(response as unknown as Readable, url)) {
      onPart()
      sizeBytes += part.length
      if (sizeBytes > maxBytes) throw new HttpError('tooLarge', url)
      await write(into, part)
    }
    if (announced !== undefined && encoding === undefined && sizeBytes !== Number(announced))
      throw new HttpError('unreachable', url)
    await finished(into.end())
  } catch (error) {
    into.destroy()
    throw error
  }
}

async function* arriving(response: AsyncIterable<Buffer>, url: string): AsyncGenerator<Buffer> {
  try {
    yield* response
  } catch (error) {
    throw new HttpError('unreachable', url, error)
  }
}

const write = (into: Writable, part: Buffer): Promise<void> =>
  new Promise((resolve, reject) => into.write(part, (error) => (error ? reject(error) : resolve())))

const flat = (headers: Record<string, string | string[]>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]))

function codeOf(error: Error): HttpErrorCode {
  return /ERR_CERT|ERR_SSL/.test(error.message) ? 'certificate' : 'unreachable'
}
