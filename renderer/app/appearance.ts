import type { Settings } from '../../shared/model/settings'
import { appStore } from './store'

/** Writes theme, density and language on the root element, and follows the computer where the user said so. */
export function startAppearance(): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const contrast = window.matchMedia('(prefers-contrast: more)')
  const forced = window.matchMedia('(forced-colors: active)')
  const apply = () => {
    const { settings } = appStore.getState()
    const root = document.documentElement
    // Colours that the system forces say nothing by tints either: what is chosen has a line around it.
    root.dataset.theme = forced.matches ? 'hc' : themeOf(settings, dark.matches, contrast.matches)
    root.dataset.density = settings.density
    root.lang = settings.language
  }
  appStore.subscribe(apply)
  for (const query of [dark, contrast, forced]) query.addEventListener('change', apply)
  apply()
}

function themeOf({ theme }: Settings, prefersDark: boolean, prefersContrast: boolean): 'light' | 'dark' | 'hc' {
  if (theme !== 'system') return theme
  if (prefersContrast) return 'hc'
  return prefersDark ? 'dark' : 'light'
}
