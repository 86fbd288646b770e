import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Discovery, DiscoveryError, ManualServers, SignInError } from '../../shared/model/account'

/** Where the person is on the way in. */
export type SignInStep =
  | { readonly step: 'address' }
  | { readonly step: 'manual' }
  | { readonly step: 'found'; readonly discovery: Discovery }
  | { readonly step: 'password'; readonly discovery: Discovery }

interface SignInState {
  readonly address: string
  readonly manual: Omit<ManualServers, 'address'>
  readonly at: SignInStep
  readonly busy: boolean
  readonly error: DiscoveryError | SignInError | undefined
}

export const signInStore = createStore<SignInState>(() => ({
  address: '',
  manual: { chat: '', files: '', meetings: '' },
  at: { step: 'address' },
  busy: false,
  error: undefined
}))

export const useSignIn = <T>(select: (state: SignInState) => T): T => useStore(signInStore, select)
