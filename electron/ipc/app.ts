import { app, shell as desktop } from 'electron'
import type { SettingsStore } from '../settings/settings'
import { externalUrl } from '../shell/openExternal'
import type { Shell } from '../shell/shell'
import type { WindowRegistry } from '../windows/registry'
import type { Handlers } from './bind'

type AppHandlers = Pick<
  Handlers,
  | 'app.info'
  | 'app.openExternal'
  | 'app.reportUnread'
  | 'app.notify'
  | 'app.takeRoutes'
  | 'app.flushed'
  | 'window.control'
  | 'settings.get'
  | 'settings.set'
>

export function appHandlers(settings: SettingsStore, registry: WindowRegistry, shell: Shell): AppHandlers {
  return {
    'app.reportUnread': (_context, report) => {
      shell.reportUnread(report)
      return undefined
    },
    'app.notify': (_context, message) => {
      shell.notifyMessage(message)
      return undefined
    },
    'app.takeRoutes': () => shell.takeRoutes(),
    'app.flushed': () => {
      shell.flushed()
      return undefined
    },
    'app.info': () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      platform: process.platform as 'linux' | 'darwin' | 'win32',
      isTestRuntime: Number.parseInt(process.versions.electron, 10) < 42
    }),
    'app.openExternal': async (_context, text) => {
      const url = externalUrl(text)
      if (url !== undefined) await desktop.openExternal(url)
      return url !== undefined
    },
    'window.control': ({ sender }, action) => {
      const window = registry.windowOf(sender)
      if (action === 'minimise') window?.minimize()
      else if (action === 'close') window?.close()
      else if (window?.isMaximized()) window.unmaximize()
      else window?.maximize()
    },
    'settings.get': () => settings.get(),
    'settings.set': (_context, change) => settings.set(dropUndefined(change))
  }
}

const dropUndefined = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [Key in keyof T]: NonNullable<T[Key]>
  }
