import type { PlainError, SendFailure } from '../../contract'

/** What an error while sending means for the item. */
export type Verdict =
  { readonly kind: 'wait'; readonly delayMs: number } | { readonly kind: 'fail'; readonly reason: SendFailure }

const FIRST_DELAY_MS = 1_000
const LONGEST_DELAY_MS = 30_000
/** An error that is neither the network nor an answer of the server may be ours: after this many it is shown. */
const UNKNOWN_TRIES = 5

/** Doubles from one second to half a minute. */
export const backoffMs = (attempt: number): number =>
  Math.min(FIRST_DELAY_MS * 2 ** Math.max(0, attempt - 1), LONGEST_DELAY_MS)

/** Waits for what passes by itself (network, overload, sign-in), fails for what a person must decide. */
export const judge = (error: PlainError, attempt: number): Verdict => {
  switch (error.code) {
    case 'forbidden':
      return { kind: 'fail', reason: 'forbidden' }
    case 'tooLarge':
      return { kind: 'fail', reason: 'tooLarge' }
    case 'notFound':
      return { kind: 'fail', reason: 'roomGone' }
    case 'badInput':
      return { kind: 'fail', reason: 'rejected' }
    case 'rateLimited':
      return { kind: 'wait', delayMs: Math.max(error.retryAfterMs ?? 0, FIRST_DELAY_MS) }
    case 'unknown':
      return attempt >= UNKNOWN_TRIES
        ? { kind: 'fail', reason: 'rejected' }
        : { kind: 'wait', delayMs: backoffMs(attempt) }
    default:
      return { kind: 'wait', delayMs: backoffMs(attempt) }
  }
}
