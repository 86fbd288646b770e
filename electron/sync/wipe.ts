import { asSyncError } from './errors'
import type { LocalPort, RemotePort } from './ports'

/**
 * After the server refused the sign-in: if it asks for everything to be removed from this computer, removes it,
 * forgets it and tells the server (case 67). @returns true when that was done.
 */
export async function wipeIfAsked(
  ports: { readonly remote: RemotePort; readonly local: LocalPort },
  forget: () => void,
  log: (message: string) => void
): Promise<boolean> {
  try {
    if (!(await ports.remote.wantsWipe())) return false
  } catch (cause) {
    log(`wipe: ${asSyncError(cause).code}`)
    return false
  }
  await ports.local.erase()
  forget()
  await ports.remote.confirmWipe().catch((cause: unknown) => {
    log(`wipe: not confirmed: ${asSyncError(cause).code}`)
  })
  return true
}
