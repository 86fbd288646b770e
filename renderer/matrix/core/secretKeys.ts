import type { CryptoCallbacks } from 'matrix-js-sdk/lib/crypto-api'

/**
 * Holds the secret storage key while an operation needs it: the SDK asks for it once per secret. Nothing is kept
 * after `forget`, and without a key the SDK is refused.
 */
export class SecretKeys {
  private readonly held = new Map<string, Uint8Array<ArrayBuffer>>()
  private candidate: Uint8Array<ArrayBuffer> | null = null

  /** Offers a key for whatever secret storage asks next. */
  offer(key: Uint8Array): void {
    this.candidate = new Uint8Array(key)
  }

  forget(): void {
    this.held.clear()
    this.candidate?.fill(0)
    this.candidate = null
  }

  readonly callbacks: CryptoCallbacks = {
    getSecretStorageKey: ({ keys }) => {
      for (const keyId of Object.keys(keys)) {
        const key = this.held.get(keyId) ?? this.candidate
        if (key !== null) return Promise.resolve([keyId, key] as [string, Uint8Array<ArrayBuffer>])
      }
      return Promise.resolve(null)
    },
    cacheSecretStorageKey: (keyId, _info, key) => {
      this.held.set(keyId, new Uint8Array(key))
    }
  }
}
