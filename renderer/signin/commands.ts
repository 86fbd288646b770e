import type { Discovery, DiscoveryError } from '../../shared/model/account'
import type { Result } from '../../shared/result'
import { invoke } from '../bridge'
import { signInStore } from './store'

const { getState: get, setState: set } = signInStore

export const typeAddress = (address: string): void => set({ address, error: undefined })
export const typeServer = (service: 'chat' | 'files' | 'meetings', url: string): void =>
  set({ manual: { ...get().manual, [service]: url }, error: undefined })

/** Looks the agency's servers up from the address. */
export const findServers = (): Promise<void> => look(() => invoke('account.discover', get().address))

/** Checks the server addresses typed by hand. */
export const checkServers = (): Promise<void> =>
  look(() => invoke('account.discoverManual', { address: get().address, ...get().manual }))

export const acceptSuggestion = (domain: string): Promise<void> => {
  const typed = get().address
  typeAddress(typed.includes('@') ? `${typed.split('@')[0] ?? ''}@${domain}` : domain)
  return findServers()
}

export const goToPassword = (discovery: Discovery): void =>
  set({ at: { step: 'password', discovery }, error: undefined })
export const goToManual = (): void => set({ at: { step: 'manual' }, error: undefined })

export function goToAddress(): void {
  void invoke('account.cancelSignIn')
  set({ at: { step: 'address' }, busy: false, error: undefined })
}

/** Sends the password; on success main tells everybody that the account changed. */
export const signIn = (password: string, name?: string): Promise<void> =>
  attempt(() => invoke('account.signIn', password, name))
export const continueWithoutFiles = (): Promise<void> => attempt(() => invoke('account.continueWithoutFiles'))

async function look(ask: () => Promise<Result<Discovery, DiscoveryError>>): Promise<void> {
  if (get().busy) return
  set({ busy: true, error: undefined })
  const found = await ask()
  if (!get().busy) return
  set(found.ok ? { busy: false, at: { step: 'found', discovery: found.value } } : { busy: false, error: found.error })
}

async function attempt(ask: () => Promise<Awaited<ReturnType<typeof invoke<'account.signIn'>>>>): Promise<void> {
  if (get().busy) return
  set({ busy: true, error: undefined })
  const signedIn = await ask()
  set(signedIn.ok ? { busy: false, at: { step: 'address' } } : { busy: false, error: signedIn.error })
}
