import { app, Menu, Tray, type MenuItemConstructorOptions } from 'electron'
import { join } from 'node:path'
import { followTrayHost } from './trayHost'
import { trayMenu, type TrayAction, type TrayEntry, type TrayState } from './trayMenu'

interface TrayOptions {
  readonly busAddress: string | undefined
  readonly state: () => TrayState
  readonly perform: (action: TrayAction) => void
  readonly showWindow: () => void
  /** The tray went away while the window was hidden in it. */
  readonly onLost: () => void
}

export interface AppTray {
  /** Shows the state anew. */
  readonly refresh: () => void
  /** Whether closing the window may hide it: only where a tray really shows the app. */
  readonly isShown: () => boolean
  readonly stop: () => void
}

const icon = join(import.meta.dirname, '../../resources/tray.png')

/** The app's icon and menu in the desktop's tray. */
export async function startTray({ busAddress, state, perform, showWindow, onLost }: TrayOptions): Promise<AppTray> {
  let tray: Tray | undefined
  let shown = ''
  const refresh = () => {
    if (!tray) return
    const entries = trayMenu(state())
    const next = JSON.stringify(entries)
    // Every menu set is a new one for the panel, so only a change is.
    if (next === shown) return
    shown = next
    tray.setContextMenu(Menu.buildFromTemplate(entries.map((entry) => toItem(entry, perform, refreshNow))))
  }
  const refreshNow = () => {
    shown = ''
    refresh()
  }
  const make = () => {
    tray?.destroy()
    tray = new Tray(icon)
    tray.setToolTip(app.name)
    tray.on('click', showWindow)
    refreshNow()
  }
  const host = await followTrayHost(busAddress, (isUp) => {
    // An icon made before the watcher came never registers by itself.
    if (isUp) make()
    else onLost()
  })
  make()
  return {
    refresh,
    isShown: () => tray !== undefined && host.isUp(),
    stop: () => {
      host.stop()
      tray?.destroy()
      tray = undefined
    }
  }
}

function toItem(
  entry: TrayEntry,
  perform: (action: TrayAction) => void,
  refresh: () => void
): MenuItemConstructorOptions {
  switch (entry.kind) {
    case 'separator':
      return { type: 'separator' }
    case 'label':
      return { label: escaped(entry.label), enabled: false }
    case 'action':
      return {
        label: escaped(entry.label),
        ...(entry.checked !== undefined && { type: 'checkbox' as const, checked: entry.checked }),
        click: () => {
          perform(entry.action)
          // A toggle does not change by itself everywhere.
          refresh()
        }
      }
  }
}

// An ampersand would mark the next letter as the shortcut.
const escaped = (label: string) => label.replaceAll('&', '&&')
