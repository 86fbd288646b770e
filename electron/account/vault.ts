import Store from 'electron-store'
import { z } from 'zod'
import { decryptText, encryptText } from '../compat'

const fileSchema = z.object({ version: z.literal(1), backend: z.string(), secret: z.base64() })

/** What one signed-in account needs to stay signed in. Never leaves main but to the process that uses it. */
const secretsSchema = z.object({
  chat: z.object({
    homeserver: z.url(),
    userId: z.string(),
    deviceId: z.string(),
    accessToken: z.string(),
    /** 32 random bytes that encrypt everything the Matrix worker keeps on disk, base64. */
    storeKey: z.base64()
  }),
  files: z.object({ loginName: z.string(), userId: z.string(), appPassword: z.string() }).optional()
})

export type Secrets = z.infer<typeof secretsSchema>

export type VaultContent =
  | { readonly state: 'empty' }
  | { readonly state: 'open'; readonly secrets: Secrets }
  /** Something is stored that this key store cannot open. It is never overwritten: the right one may come back. */
  | { readonly state: 'sealed'; readonly backend: string }

export interface Vault {
  /** Whether anything is stored, without opening it. */
  readonly isEmpty: () => boolean
  readonly read: () => Promise<VaultContent>
  readonly write: (secrets: Secrets, backend: string) => Promise<void>
  readonly clear: () => void
}

/** `vault.json`: one ciphertext of the OS key store, with the backend that wrote it. Nothing in it is plain. */
export function openVault(directory: string): Vault {
  const store = new Store<{ entry?: unknown }>({
    name: 'vault',
    cwd: directory,
    configFileMode: 0o600,
    clearInvalidConfig: false
  })
  return {
    isEmpty: () => store.get('entry') === undefined,
    read: async () => {
      const entry = store.get('entry')
      if (entry === undefined) return { state: 'empty' }
      const file = fileSchema.safeParse(entry)
      if (!file.success) return { state: 'sealed', backend: 'unknown' }
      const secrets = await open(file.data.secret)
      return secrets ? { state: 'open', secrets } : { state: 'sealed', backend: file.data.backend }
    },
    write: async (secrets, backend) => {
      const secret = (await encryptText(JSON.stringify(secrets))).toString('base64')
      store.set('entry', { version: 1, backend, secret })
    },
    clear: () => store.delete('entry')
  }
}

async function open(secret: string): Promise<Secrets | undefined> {
  try {
    return secretsSchema.parse(JSON.parse(await decryptText(Buffer.from(secret, 'base64'))))
  } catch {
    return undefined
  }
}
