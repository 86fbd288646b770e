import { safeStorage } from 'electron'

// Every difference between the Electron versions that the app runs on (33 in tests, 45 shipped) is held here.

interface AsyncSafeStorage {
  readonly encryptStringAsync: (text: string) => Promise<Buffer>
  readonly decryptStringAsync: (encrypted: Buffer) => Promise<string | { readonly result: string }>
}

// Older versions lack these: what is there is found out at run time.
const newer = safeStorage as Omit<typeof safeStorage, keyof AsyncSafeStorage> & Partial<AsyncSafeStorage>

/** Encrypts with the key of the OS key store. From Electron 42 off the main thread; the ciphertext is the same. */
export async function encryptText(text: string): Promise<Buffer> {
  return newer.encryptStringAsync ? newer.encryptStringAsync(text) : safeStorage.encryptString(text)
}

export async function decryptText(encrypted: Buffer): Promise<string> {
  if (!newer.decryptStringAsync) return safeStorage.decryptString(encrypted)
  const decrypted = await newer.decryptStringAsync(encrypted)
  return typeof decrypted === 'string' ? decrypted : decrypted.result
}

/** Whether the OS key store can encrypt. Not asked of a locked store: see account/keyring.ts. */
export function canEncrypt(): boolean {
  return safeStorage.isEncryptionAvailable()
}
