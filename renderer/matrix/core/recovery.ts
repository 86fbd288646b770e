import { MatrixError, type MatrixClient } from 'matrix-js-sdk'
import { CryptoEvent, decodeRecoveryKey, type CryptoApi } from 'matrix-js-sdk/lib/crypto-api'
import type { UIAuthCallback } from 'matrix-js-sdk/lib/interactive-auth'

import type { RecoveryState } from '../contract'
import { asPlain, asText } from './plain'
import { CoreError } from './plainError'
import type { SecretKeys } from './secretKeys'

export type RecoveryDeps = {
  readonly client: MatrixClient
  readonly secretKeys: SecretKeys
  readonly emit: (state: RecoveryState) => void
  /** What could not be read may be readable now. */
  readonly onKeys: () => void
}

const cryptoOf = (client: MatrixClient): CryptoApi => {
  const crypto = client.getCrypto()
  if (crypto === undefined) throw new CoreError('notStarted', 'Encryption is not there yet.')
  return crypto
}

/** Identity, secret storage and key backup: one state, two actions. */
export class Recovery {
  /** From the sign-in that just happened; used once at most, for uploading the identity. */
  private password: string | null
  private state: RecoveryState = { state: 'unknown' }
  private sessionsLeft = 0

  constructor(
    private readonly deps: RecoveryDeps,
    password: string | undefined
  ) {
    this.password = password ?? null
  }

  start(): () => void {
    const { client } = this.deps
    const remaining = (left: number): void => {
      this.sessionsLeft = left
      if (this.state.state === 'ready')
        this.tell({ ...this.state, sessionsLeft: left, backup: left > 0 ? 'uploading' : 'on' })
    }
    const again = (): void => void this.assess()
    client.on(CryptoEvent.KeyBackupSessionsRemaining, remaining)
    client.on(CryptoEvent.KeyBackupStatus, again)
    client.on(CryptoEvent.KeysChanged, again)
    return () => {
      client.off(CryptoEvent.KeyBackupSessionsRemaining, remaining)
      client.off(CryptoEvent.KeyBackupStatus, again)
      client.off(CryptoEvent.KeysChanged, again)
    }
  }

  private tell(state: RecoveryState): void {
    if (JSON.stringify(state) === JSON.stringify(this.state)) return
    this.state = state
    this.deps.emit(state)
  }

  resend(): void {
    this.deps.emit(this.state)
  }

  /** Finds out where things stand. Without the server the last known state holds. */
  async assess(): Promise<void> {
    if (this.state.state === 'working') return
    try {
      const found = await this.find()
      this.tell(found)
      if (found.state !== 'needsSetup') this.password = null
    } catch {
      // The server cannot be asked; the next sync asks again.
      this.deps.emit(this.state)
    }
  }

  private async find(): Promise<RecoveryState> {
    const { client } = this.deps
    const crypto = cryptoOf(client)
    const userId = client.getSafeUserId()
    if (!(await crypto.userHasCrossSigningKeys(userId, true))) return { state: 'needsSetup' }
    const device = await crypto.getDeviceVerificationStatus(userId, client.getDeviceId() ?? '')
    const isOurs = device?.signedByOwner === true && (await crypto.isCrossSigningReady())
    const hasStorage = (await client.secretStorage.getDefaultKeyId()) !== null
    if (!isOurs) return hasStorage ? { state: 'needsRecoveryKey' } : { state: 'problem', reason: 'noSecretStorage' }
    if (!hasStorage) return { state: 'needsSetup' }
    if ((await crypto.getActiveSessionBackupVersion()) !== null) {
      return { state: 'ready', backup: this.sessionsLeft > 0 ? 'uploading' : 'on', sessionsLeft: this.sessionsLeft }
    }
    const info = await crypto.getKeyBackupInfo()
    if (info !== null && !(await crypto.isKeyBackupTrusted(info)).trusted)
      return { state: 'problem', reason: 'backupNotTrusted' }
    return { state: 'ready', backup: 'off', sessionsLeft: 0 }
  }

  private async working<T>(action: (crypto: CryptoApi) => Promise<T>): Promise<T> {
    const crypto = cryptoOf(this.deps.client)
    this.tell({ state: 'working' })
    try {
      return await action(crypto)
    } finally {
      this.deps.secretKeys.forget()
      this.state = { state: 'unknown' }
      await this.assess()
    }
  }

  /** Makes what is missing and returns the recovery code. Throws CoreError `needsPassword` when the server wants it. */
  setUp(password: string | undefined): Promise<string> {
    const secret = password ?? this.password ?? undefined
    return this.working(async (crypto) => {
      await crypto.bootstrapCrossSigning({ authUploadDeviceSigningKeys: this.withPassword(secret) })
      const key = await crypto.createRecoveryKeyFromPassphrase()
      await crypto.bootstrapSecretStorage({
        createSecretStorageKey: () => Promise.resolve(key),
        setupNewSecretStorage: true,
        setupNewKeyBackup: true
      })
      await crypto.checkKeyBackupAndEnable()
      this.password = null
      if (key.encodedPrivateKey === undefined) throw new CoreError('unknown', 'No recovery code was made.')
      return key.encodedPrivateKey
    })
  }

  /** Interactive authentication with the password, where the server asks for it. */
  private withPassword(password: string | undefined): UIAuthCallback<void> {
    return async (makeRequest) => {
      try {
        await makeRequest(null)
      } catch (error) {
        if (!(error instanceof MatrixError) || error.httpStatus !== 401) throw error
        if (password === undefined)
          throw new CoreError('needsPassword', 'The server asks for the password.', { cause: error })
        const session = asText(asPlain(error.data)['session'])
        await makeRequest({
          type: 'm.login.password',
          identifier: { type: 'm.id.user', user: this.deps.client.getSafeUserId() },
          password,
          ...(session === null ? {} : { session })
        })
      }
    }
  }

  /** Unlocks the identity and the key backup on this computer. Throws CoreError `wrongRecoveryKey`. */
  async unlock(code: string): Promise<void> {
    const { client, secretKeys } = this.deps
    const key = await this.checkedKey(code)
    await this.working(async (crypto) => {
      secretKeys.offer(key)
      key.fill(0)
      await crypto.bootstrapCrossSigning({})
      try {
        await crypto.loadSessionBackupPrivateKeyFromSecretStorage()
      } catch (cause) {
        // Without a backup key in the storage there is no backup to read; the identity is unlocked all the same.
        if ((await crypto.getKeyBackupInfo()) !== null) throw cause
      }
      await crypto.checkKeyBackupAndEnable()
      await crypto.crossSignDevice(client.getDeviceId() ?? '')
    })
    this.deps.onKeys()
  }

  private async checkedKey(code: string): Promise<Uint8Array> {
    const { secretStorage } = this.deps.client
    const stored = await secretStorage.getKey()
    if (stored === null) throw new CoreError('notFound', 'The account has no recovery code.')
    let key: Uint8Array
    try {
      key = decodeRecoveryKey(code)
    } catch (cause) {
      throw new CoreError('wrongRecoveryKey', 'That is not a recovery code.', { cause })
    }
    if (!(await secretStorage.checkKey(key, stored[1]))) {
      throw new CoreError('wrongRecoveryKey', 'The recovery code is not this account’s.')
    }
    return key
  }
}
