import { BrowserWindow, screen, type Session } from 'electron'
import type { SettingsStore } from '../settings/settings'
import { fitBounds } from './bounds'
import { frameOptions } from './frame'
import type { WindowRegistry } from './registry'
import { appScheme } from './scheme'

interface MainWindowOptions {
  readonly session: Session
  readonly settings: SettingsStore
  readonly registry: WindowRegistry
  readonly preload: string
  readonly hidden: boolean
  /** Whether closing only hides it, because a tray keeps the app within reach. */
  readonly onClose: (event: { preventDefault: () => void }) => void
}

export const mainPage = { host: 'main', entry: 'index.html' } as const

/** Opens the main window: the frame of chat, files and settings, or sign-in. */
export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const { session, settings, registry, preload, hidden, onClose } = options
  const saved = settings.read('bounds')
  const window = new BrowserWindow({
    ...fitBounds(
      saved,
      screen.getAllDisplays().map(({ workArea }) => workArea)
    ),
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Samverk',
    ...frameOptions({ session, preload, isHighContrast: settings.get().theme === 'hc' })
  })
  registry.add('main', window)
  if (saved?.maximised) window.maximize()
  const tellMaximised = () => registry.send('main', 'window.maximised', window.isMaximized())
  window.on('maximize', tellMaximised)
  window.on('unmaximize', tellMaximised)
  const saveBounds = () => settings.write('bounds', { ...window.getNormalBounds(), maximised: window.isMaximized() })
  window.on('resized', saveBounds)
  window.on('moved', saveBounds)
  window.on('close', (event) => {
    saveBounds()
    onClose(event)
  })
  if (!hidden) window.once('ready-to-show', () => window.show())
  void window.loadURL(`${appScheme}://${mainPage.host}/`)
  return window
}
