import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { AppInfo } from '../../shared/ipc'
import type { AccountState } from '../../shared/model/account'
import { defaultSettings, type Settings } from '../../shared/model/settings'
import { invoke, on } from '../bridge'
import type { RecoveryStep } from '../signin/recovery'

export type Place = 'chat' | 'files' | 'settings'

interface AppState {
  /** Undefined until main has answered for the first time. */
  readonly account: AccountState | undefined
  readonly settings: Settings
  readonly info: AppInfo | undefined
  readonly place: Place
  readonly maximised: boolean
  /** True from a sign-in in this window until its recovery step is done. */
  readonly justSignedIn: boolean
  readonly recoveryStep: RecoveryStep | undefined
  /** A sentence that is shown for a while; empty when there is none. */
  readonly notice: string
}

export const appStore = createStore<AppState>(() => ({
  account: undefined,
  settings: defaultSettings,
  info: undefined,
  place: 'chat',
  maximised: false,
  justSignedIn: false,
  recoveryStep: undefined,
  notice: ''
}))

export const useApp = <T>(select: (state: AppState) => T): T => useStore(appStore, select)

/** Fills the store from main and keeps it so. */
export async function startAppStore(): Promise<void> {
  on('account.changed', (account) => {
    const wasSignedOut = appStore.getState().account?.state === 'signedOut'
    appStore.setState({ account, ...(wasSignedOut && account.state === 'signedIn' && { justSignedIn: true }) })
  })
  on('settings.changed', (settings) => appStore.setState({ settings }))
  on('window.maximised', (maximised) => appStore.setState({ maximised }))
  const [account, settings, info] = await Promise.all([
    invoke('account.state'),
    invoke('settings.get'),
    invoke('app.info')
  ])
  appStore.setState({ account, settings, info })
}

export const openPlace = (place: Place): void => appStore.setState({ place })
/** Shows the recovery step again, for who left it for later. */
export const openRecovery = (step: RecoveryStep): void => appStore.setState({ justSignedIn: true, recoveryStep: step })
export const finishSignIn = (): void => appStore.setState({ justSignedIn: false, recoveryStep: undefined })
