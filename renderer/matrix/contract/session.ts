/** What the main process sends through the MessagePort that only it and the worker share. */
export type SessionMessage = {
  readonly type: 'session'
  /** https URL of the homeserver (http only on loopback). */
  readonly homeserver: string
  readonly userId: string
  readonly deviceId: string
  readonly accessToken: string
  /** 32 bytes; every store of this account is encrypted with keys derived from it. */
  readonly storeKey: Uint8Array
  /** True at the first start after signing in. */
  readonly isNewDevice: boolean
  /** Only right after signing in; used to upload the cross-signing keys, then dropped. */
  readonly password?: string
  readonly language: 'sv' | 'en'
}

/** What the worker answers on that port. */
export type SessionReply =
  { readonly type: 'started' } | { readonly type: 'failed'; readonly code: MatrixErrorCode; readonly message: string }

export type SyncState =
  | { readonly state: 'starting' }
  /** Our own snapshot or the encrypted cache is shown; the server has not answered yet. */
  | { readonly state: 'snapshot' }
  | { readonly state: 'catchingUp' }
  | { readonly state: 'live' }
  | { readonly state: 'offline'; readonly sinceTs: number }
  /** The server confirmed (whoami) that the session is gone. Data stays until the person decides. */
  | { readonly state: 'signedOut'; readonly soft: boolean }
  | { readonly state: 'error'; readonly code: MatrixErrorCode; readonly message: string }

/** Identity, secret storage and key backup in one state. */
export type RecoveryState =
  | { readonly state: 'unknown' }
  /** No identity yet: set it up and show the recovery code. */
  | { readonly state: 'needsSetup' }
  /** The account has an identity, this computer has not: ask for the recovery code. */
  | { readonly state: 'needsRecoveryKey' }
  | { readonly state: 'working' }
  | { readonly state: 'ready'; readonly backup: 'on' | 'off' | 'uploading'; readonly sessionsLeft: number }
  | { readonly state: 'problem'; readonly reason: 'backupNotTrusted' | 'noSecretStorage' | 'identityChanged' }

export type MatrixErrorCode =
  | 'network'
  | 'timeout'
  | 'server'
  | 'forbidden'
  | 'notFound'
  | 'rateLimited'
  | 'tooLarge'
  | 'signedOut'
  | 'wrongRecoveryKey'
  | 'needsPassword'
  | 'badInput'
  | 'mediaHashMismatch'
  | 'storage'
  | 'notStarted'
  | 'workerDied'
  | 'cancelled'
  | 'unknown'

/** How an error crosses between worker and window. */
export type PlainError = {
  readonly code: MatrixErrorCode
  readonly message: string
  readonly errcode: string | null
  readonly httpStatus: number | null
  readonly retryAfterMs: number | null
}
