import type { MessageBus } from 'dbus-native'
import { isTrueVariant, openSessionBus } from '../net/sessionBus'

const watcher = 'org.kde.StatusNotifierWatcher'

export interface TrayHost {
  /** Whether a tray really shows icons now. */
  readonly isUp: () => boolean
  readonly stop: () => void
}

/**
 * Whether the desktop has a tray. Electron does not say: without one a tray icon simply never shows, and a window
 * hidden "into" it would be gone. On Linux the StatusNotifier watcher is asked over the session bus and followed.
 * @param onChange told when a tray comes or goes; when one comes, the icon has to be made anew.
 */
export async function followTrayHost(
  busAddress: string | undefined,
  onChange: (isUp: boolean) => void
): Promise<TrayHost> {
  if (process.platform !== 'linux') return { isUp: () => true, stop: () => undefined }
  const bus = await openSessionBus(busAddress)
  if (!bus) return { isUp: () => false, stop: () => undefined }
  let isUp = await hasHost(bus)
  const ask = () =>
    void hasHost(bus).then((now) => {
      if (now === isUp) return
      isUp = now
      onChange(now)
    })
  bus.connection.on('message', (message: { readonly member?: string; readonly body?: readonly unknown[] }) => {
    const isOwnerChange = message.member === 'NameOwnerChanged' && message.body?.[0] === watcher
    if (isOwnerChange || message.member?.startsWith('StatusNotifierHost') === true) ask()
  })
  await bus.addMatch(`type='signal',member='NameOwnerChanged',arg0='${watcher}'`)
  await bus.addMatch(`type='signal',interface='${watcher}'`)
  return { isUp: () => isUp, stop: () => bus.connection.end() }
}

async function hasHost(bus: MessageBus): Promise<boolean> {
  try {
    const value = await bus.invoke<unknown>({
      destination: watcher,
      path: '/StatusNotifierWatcher',
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: [watcher, 'IsStatusNotifierHostRegistered']
    })
    return isTrueVariant(value)
  } catch {
    // Nobody owns the name: there is no tray.
    return false
  }
}
