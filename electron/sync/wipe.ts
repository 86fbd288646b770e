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

export type WipePort = Pick<RemotePort, 'wantsWipe' | 'confirmWipe'>

interface Erasable {
  readonly erase: () => Promise<void>
}

/**
 * With several roots of one account, the first whose sign-in is refused asks for all, and the server is told only
 * when everything of every root is gone: after that it would not answer again.
 */
export function shareWipe(roots: () => readonly Erasable[]): (own: WipePort, self: () => Erasable) => WipePort {
  let asker: Erasable | undefined
  return (own, self) => ({
    wantsWipe: async () => {
      if (asker !== undefined && asker !== self()) return false
      asker = self()
      const isWanted = await own.wantsWipe().catch((error: unknown) => {
        asker = undefined
        throw error
      })
      if (!isWanted) asker = undefined
      return isWanted
    },
    confirmWipe: async () => {
      const others = roots().filter((root) => root !== self())
      await Promise.all(others.map((root) => root.erase()))
      await own.confirmWipe()
    }
  })
}
