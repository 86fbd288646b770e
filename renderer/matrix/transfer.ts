import { transferHandlers } from 'comlink'

import type { MatrixErrorCode, PlainError } from './contract'

/** What a command of the Matrix client throws in the window. */
export class MatrixCommandError extends Error {
  readonly code: MatrixErrorCode
  readonly errcode: string | null
  readonly httpStatus: number | null
  readonly retryAfterMs: number | null

  constructor(plain: PlainError) {
    super(plain.message)
    this.name = 'MatrixCommandError'
    this.code = plain.code
    this.errcode = plain.errcode
    this.httpStatus = plain.httpStatus
    this.retryAfterMs = plain.retryAfterMs
  }
}

export const failure = (code: MatrixErrorCode, message: string): MatrixCommandError =>
  new MatrixCommandError({ code, message, errcode: null, httpStatus: null, retryAfterMs: null })

const isThrown = (value: unknown): value is { readonly value: unknown } =>
  typeof value === 'object' && value !== null && 'value' in value

const isPlainError = (value: unknown): value is PlainError =>
  typeof value === 'object' && value !== null && 'code' in value && 'message' in value

/**
 * Replaces comlink's way of carrying errors, which loses errcode and HTTP status. Both sides install it; `toPlain` is
 * only used where errors are thrown (the worker).
 */
export const installErrorTransfer = (toPlain: (error: unknown) => PlainError): void => {
  const before = transferHandlers.get('throw')
  if (before === undefined) return
  transferHandlers.set('throw', {
    canHandle: before.canHandle.bind(before),
    serialize: (thrown: unknown) => [toPlain(isThrown(thrown) ? thrown.value : thrown), []],
    deserialize: (plain: unknown): never => {
      if (isPlainError(plain)) throw new MatrixCommandError(plain)
      throw failure('unknown', 'Unknown error')
    }
  })
}
