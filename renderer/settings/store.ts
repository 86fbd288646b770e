import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { openPlace } from '../app/store'

export type SettingsPage = 'appearance' | 'sync' | 'traffic' | 'account'

export const settingsStore = createStore<{ readonly page: SettingsPage }>(() => ({ page: 'traffic' }))

export const useSettings = <T>(select: (state: { readonly page: SettingsPage }) => T): T =>
  useStore(settingsStore, select)

export function openSettings(page: SettingsPage): void {
  settingsStore.setState({ page })
  openPlace('settings')
}
