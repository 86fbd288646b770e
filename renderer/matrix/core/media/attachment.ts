import type { EncryptedFileInfo } from '../../contract'
import type { Bytes } from '../../keys'
import type { Plain } from '../plain'
import { CoreError } from '../plainError'

const COUNTER_BITS = 64

/** Unpadded base64 (client-server API, "Unpadded Base64"). */
export const toBase64 = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replace(/=+$/u, '')
}

/** Base64 or base64url, padded or not. Throws CoreError `badInput`. */
export const fromBase64 = (text: string): Bytes => {
  try {
    return Uint8Array.from(atob(text.replace(/-/gu, '+').replace(/_/gu, '/').replace(/=+$/u, '')), (c) =>
      c.charCodeAt(0)
    )
  } catch (cause) {
    throw new CoreError('badInput', 'Not base64', { cause })
  }
}

const sha256 = async (bytes: Bytes): Promise<string> =>
  toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))

/** Encrypts an attachment: AES-256-CTR, random key, 64-bit counter from zero, SHA-256 over the ciphertext. */
export const encryptAttachment = async (
  plain: Bytes
): Promise<{ readonly bytes: Bytes; readonly toEncryptedFile: (mxc: string) => Plain }> => {
  const iv = new Uint8Array(16)
  crypto.getRandomValues(iv.subarray(0, 8))
  const key = await crypto.subtle.generateKey({ name: 'AES-CTR', length: 256 }, true, ['encrypt', 'decrypt'])
  const params = { name: 'AES-CTR', counter: iv, length: COUNTER_BITS }
  const bytes = new Uint8Array(await crypto.subtle.encrypt(params, key, plain))
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', key))
  const k = toBase64(raw).replace(/\+/gu, '-').replace(/\//gu, '_')
  const hash = await sha256(bytes)
  return {
    bytes,
    toEncryptedFile: (mxc) => ({
      url: mxc,
      v: 'v2',
      key: { alg: 'A256CTR', ext: true, k, key_ops: ['encrypt', 'decrypt'], kty: 'oct' },
      iv: toBase64(iv),
      hashes: { sha256: hash }
    })
  }
}

/** Decrypts an attachment after its hash was found right. Throws CoreError `mediaHashMismatch` or `badInput`. */
export const decryptAttachment = async (bytes: Bytes, info: EncryptedFileInfo): Promise<Bytes> => {
  if ((await sha256(bytes)) !== info.sha256.replace(/=+$/u, '')) {
    throw new CoreError('mediaHashMismatch', 'The file is not the one that was sent.')
  }
  const rawKey = fromBase64(info.key)
  const counter = fromBase64(info.iv)
  if (rawKey.byteLength !== 32 || counter.byteLength !== 16) throw new CoreError('badInput', 'Bad attachment key')
  const key = await crypto.subtle.importKey('raw', rawKey, 'AES-CTR', false, ['decrypt'])
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CTR', counter, length: COUNTER_BITS }, key, bytes))
}
