import { ConnectionError, HTTPError, MatrixError } from 'matrix-js-sdk'

import type { MatrixErrorCode, PlainError } from '../contract'

/** An error of our own with a code from the contract. */
export class CoreError extends Error {
  constructor(
    readonly code: MatrixErrorCode,
    message: string,
    options?: ErrorOptions
  ) {
    super(message, options)
    this.name = 'CoreError'
  }
}

const codeOf = (errcode: string | null, httpStatus: number | null): MatrixErrorCode => {
  if (errcode === 'M_UNKNOWN_TOKEN' || errcode === 'M_MISSING_TOKEN') return 'signedOut'
  if (errcode === 'M_LIMIT_EXCEEDED' || httpStatus === 429) return 'rateLimited'
  if (errcode === 'M_TOO_LARGE' || httpStatus === 413) return 'tooLarge'
  if (errcode === 'M_FORBIDDEN' || httpStatus === 403) return 'forbidden'
  if (errcode === 'M_NOT_FOUND' || httpStatus === 404) return 'notFound'
  if (httpStatus !== null && httpStatus >= 500) return 'server'
  return httpStatus === null ? 'unknown' : 'badInput'
}

/** Any thrown value as plain data that can cross to the window. */
export const toPlainError = (error: unknown): PlainError => {
  const message = error instanceof Error ? error.message : String(error)
  const none = { message, errcode: null, httpStatus: null, retryAfterMs: null }
  if (error instanceof CoreError) return { ...none, code: error.code }
  if (error instanceof MatrixError || error instanceof HTTPError) {
    const errcode = error instanceof MatrixError ? (error.errcode ?? null) : null
    const httpStatus = error.httpStatus ?? null
    return { code: codeOf(errcode, httpStatus), message, errcode, httpStatus, retryAfterMs: retryAfterMs(error) }
  }
  if (error instanceof ConnectionError) return { ...none, code: 'network' }
  if (error instanceof Error && error.name === 'TimeoutError') return { ...none, code: 'timeout' }
  if (error instanceof Error && error.name === 'AbortError') return { ...none, code: 'cancelled' }
  return { ...none, code: error instanceof TypeError ? 'network' : 'unknown' }
}

/** The server's Retry-After in ms; null when absent or garbage (the SDK throws on garbage). */
const retryAfterMs = (error: HTTPError): number | null => {
  try {
    return error.getRetryAfterMs()
  } catch {
    return null
  }
}
