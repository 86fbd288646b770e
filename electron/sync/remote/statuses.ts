import { systemClock } from '../clock'
import { SyncError } from '../errors'
import type { SyncErrorCode } from '../../../shared/model/sync'

export interface Answer {
  readonly status: number
  readonly header: (name: string) => string | undefined
  /** The beginning of the body, for the exception's name. */
  readonly text: string
}

const RETRY_AFTER_MOST_MS = 3_600_000
const NAME_REFUSED = /invalid character|too long|File name is|copying file to target|reserved|blacklisted|InvalidPath/iu

/** What an answer other than success means (the table in sync.md 1.9 and nextcloud.md section 4). */
export function errorFor(answer: Answer, origin: string): SyncError {
  const { status, text } = answer
  // Only the name of a class: anything else could be what we sent, and would end in a log (I20).
  const exception = /<s:exception>((?:Sabre|OC[AP]?)(?:\\\w{1,60}){1,8})</u.exec(text)?.[1] ?? ''
  const retryAfterMs = retryAfter(answer.header('retry-after'), answer.header('date'))
  const make = (code: SyncErrorCode, delayMs = retryAfterMs): SyncError =>
    new SyncError(
      code,
      `the server answered ${String(status)}${exception === '' ? '' : ` ${exception}`}`,
      delayMs === undefined ? { status } : { status, retryAfterMs: delayMs }
    )
  if (status >= 300 && status < 400)
    return make(isForeign(answer.header('location'), origin) ? 'foreignRedirect' : 'captivePortal')
  switch (status) {
    case 401:
      return make('signedOut')
    // 415 is about what is in the file (a virus scanner, a rule), not about its size.
    case 403:
    case 415:
      return make('noPermission')
    case 404:
    case 409:
      return make('gone')
    case 405:
      return make('exists')
    case 412:
      return make('preconditionFailed')
    case 413:
      return make('tooLarge')
    case 416:
      return make('changed')
    case 423:
      return make('locked')
    case 429:
      return make('tooManyRequests')
    case 507:
      return make('quotaExceeded')
    case 503: {
      const isMaintenance = answer.header('x-nextcloud-maintenance-mode') === '1' || exception.includes('Maintenance')
      return isMaintenance ? make('maintenance', retryAfterMs ?? 120_000) : make('storageUnavailable')
    }
    case 400:
      if (text.includes('do not sum up')) return make('transferLost')
      return make(NAME_REFUSED.test(text) ? 'nameRefused' : 'serverError')
    case 500:
      if (exception.includes('Lock')) return make('locked')
      return make(NAME_REFUSED.test(text) ? 'nameRefused' : 'serverError')
    default:
      return make(status < 300 ? 'captivePortal' : 'serverError')
  }
}

/**
 * How long to wait, in ms: `Retry-After` is seconds or a date (RFC 9110 10.2.3). A date is compared with the answer's
 * own, since the clocks here and there may be apart.
 */
function retryAfter(value: string | undefined, date: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const waitMs = /^\d+$/u.test(value)
    ? Number(value) * 1000
    : httpDateMs(value) - (httpDateMs(date) || systemClock.nowMs())
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(waitMs, 0), RETRY_AFTER_MOST_MS)
}

const DATE_WITH_ZONE = /^[A-Z][a-z]{2,8}, \d\d[ -][A-Z][a-z]{2}[ -]\d{2,4} \d\d:\d\d:\d\d GMT$/u
const DATE_WITHOUT_ZONE = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/u

/** A date in one of the three ways of RFC 9110 5.6.7; NaN for anything else, of which `Date.parse` takes a lot. */
function httpDateMs(value = ''): number {
  if (DATE_WITH_ZONE.test(value)) return Date.parse(value)
  return DATE_WITHOUT_ZONE.test(value) ? Date.parse(`${value} GMT`) : Number.NaN
}

function isForeign(location: string | undefined, origin: string): boolean {
  if (location === undefined) return false
  try {
    return new URL(location, origin).origin !== origin
  } catch {
    return true
  }
}

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EEGRESS',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_DESTROYED',
  'UND_ERR_CLOSED'
])
const CERTIFICATE = /^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS|HOSTNAME_MISMATCH|INVALID_CA)/u

/** What a request that got no answer means: the server can't be reached, or the connection was cut on the way. */
export function networkError(cause: unknown): SyncError {
  if (cause instanceof SyncError) return cause
  for (let at: unknown = cause; at instanceof Error; at = at.cause) {
    const code = 'code' in at ? String(at.code) : ''
    if (CERTIFICATE.test(code)) return new SyncError('certificate', code, { cause })
    if (UNREACHABLE.has(code)) return new SyncError('offline', code, { cause })
    if (at instanceof AggregateError && at.errors.length > 0) return networkError(at.errors[0])
  }
  return new SyncError('truncated', cause instanceof Error ? cause.message : 'the connection was cut', { cause })
}
