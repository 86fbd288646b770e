/** Bytes over a plain (not shared) buffer, as WebCrypto wants them. */
export type Bytes = Uint8Array<ArrayBuffer>

const text = new TextEncoder()

/**
 * What each derived key is for. The main process derives the snapshot key with the same parameters
 * (HKDF-SHA-256, empty salt, this text as info, 32 bytes), so that the window never sees the store key.
 */
export const KEY_PURPOSE = {
  records: 'samverk:records:v1',
  names: 'samverk:names:v1',
  cryptoStore: 'samverk:crypto-store:v1',
  snapshot: 'samverk:snapshot:v1'
} as const

/** Derives 32 bytes from the account's store key by HKDF-SHA-256 (RFC 5869). */
export const deriveBytes = async (storeKey: Uint8Array, purpose: string): Promise<Bytes> => {
  if (storeKey.byteLength !== 32) throw new RangeError('The store key must be 32 bytes.')
  const base = await crypto.subtle.importKey('raw', new Uint8Array(storeKey), 'HKDF', false, ['deriveBits'])
  const params = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: text.encode(purpose) }
  return new Uint8Array(await crypto.subtle.deriveBits(params, base, 256))
}

/** Imports 32 bytes as an AES-GCM key that cannot be read out again. */
export const importAesKey = (bytes: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])

const IV_BYTES = 12

/** AES-256-GCM with a random IV in front; `about` is bound to the ciphertext, so that records cannot be swapped. */
export const seal = async (key: CryptoKey, plain: Bytes, about: string): Promise<Bytes> => {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const params = { name: 'AES-GCM', iv, additionalData: text.encode(about) }
  const sealed = new Uint8Array(await crypto.subtle.encrypt(params, key, plain))
  const out = new Uint8Array(IV_BYTES + sealed.byteLength)
  out.set(iv)
  out.set(sealed, IV_BYTES)
  return out
}

/** Opens what `seal` made; throws when a single bit is wrong. */
export const unseal = async (key: CryptoKey, sealed: Bytes, about: string): Promise<Bytes> => {
  const params = { name: 'AES-GCM', iv: sealed.slice(0, IV_BYTES), additionalData: text.encode(about) }
  return new Uint8Array(await crypto.subtle.decrypt(params, key, sealed.slice(IV_BYTES)))
}

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Names of one account's databases. Hashed, so that a listing of the profile does not tell who uses it. */
export const databaseNames = async (
  userId: string,
  deviceId: string
): Promise<{ readonly records: string; readonly snapshot: string; readonly crypto: string }> => {
  const digest = await crypto.subtle.digest('SHA-256', text.encode(`${userId}\n${deviceId}`))
  const account = toHex(new Uint8Array(digest)).slice(0, 32)
  return {
    records: `samverk-records-${account}`,
    snapshot: `samverk-snapshot-${account}`,
    crypto: `samverk-crypto-${account}`
  }
}
