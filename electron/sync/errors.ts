import type { SyncErrorCode } from '../../shared/model/sync'

/** `soft`: look again and plan anew; `item`: leave the item alone for a while; `run`: nothing works now. */
export type ErrorScope = 'soft' | 'item' | 'run'

const SCOPES: Readonly<Record<SyncErrorCode, ErrorScope>> = {
  offline: 'run',
  captivePortal: 'run',
  foreignRedirect: 'run',
  maintenance: 'run',
  signedOut: 'run',
  certificate: 'run',
  rootMissing: 'run',
  rootForeign: 'run',
  rootBusy: 'run',
  remoteRootMissing: 'run',
  journalFailed: 'run',
  tooManyRequests: 'run',
  changed: 'soft',
  gone: 'soft',
  exists: 'soft',
  preconditionFailed: 'soft',
  transferLost: 'soft',
  truncated: 'soft',
  badListing: 'item',
  badChecksum: 'item',
  noPermission: 'item',
  locked: 'item',
  quotaExceeded: 'item',
  tooLarge: 'item',
  nameRefused: 'item',
  nameClash: 'item',
  serverError: 'item',
  storageUnavailable: 'item',
  diskFull: 'item',
  diskRefused: 'item',
  outsideRoot: 'item',
  internal: 'item'
}

export const ERROR_CODES = Object.keys(SCOPES) as readonly SyncErrorCode[]

/** An error of the engine: the code decides what happens next, the message is for the log only. */
export class SyncError extends Error {
  constructor(
    readonly code: SyncErrorCode,
    message: string,
    readonly detail: { readonly retryAfterMs?: number; readonly status?: number; readonly cause?: unknown } = {}
  ) {
    super(message, detail.cause === undefined ? {} : { cause: detail.cause })
    this.name = 'SyncError'
  }

  get scope(): ErrorScope {
    return SCOPES[this.code]
  }
}

export function asSyncError(error: unknown): SyncError {
  if (error instanceof SyncError) return error
  return new SyncError('internal', error instanceof Error ? error.message : 'unknown failure', { cause: error })
}
