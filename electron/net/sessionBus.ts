import dbus, { type MessageBus } from 'dbus-native'
import { openUnix } from './rawSocket'

const connectTimeoutMs = 2_000

/**
 * The user's session bus (tray, notifications, keyring), over the one Unix socket that the guard opens. Undefined
 * where there is none.
 */
export async function openSessionBus(address: string | undefined): Promise<MessageBus | undefined> {
  const path = socketPath(address)
  if (path === undefined) return undefined
  try {
    const stream = await openUnix(path, connectTimeoutMs)
    // A bus that goes away is not an error of the app.
    stream.on('error', () => stream.destroy())
    return dbus.createClient({ stream, timeout: 10_000 })
  } catch {
    return undefined
  }
}

/** The socket of a D-Bus address list such as `unix:path=/run/user/1000/bus,guid=…` (D-Bus specification, addresses). */
export function socketPath(address: string | undefined): string | undefined {
  for (const one of (address ?? '').split(';')) {
    const [family, parameters = ''] = one.split(':', 2)
    if (family !== 'unix') continue
    const values = new Map(parameters.split(',').map((pair) => pair.split('=', 2) as [string, string]))
    const abstract = values.get('abstract')
    const path = values.get('path') ?? (abstract === undefined ? undefined : `\0${abstract}`)
    if (path !== undefined) return decodeURIComponent(path)
  }
  return undefined
}

/** Whether a D-Bus variant holds `true`; it arrives as the value itself or wrapped with its signature. */
export function isTrueVariant(value: unknown): boolean {
  if (value !== null && typeof value === 'object') return Object.values(value).flat(3).some(isTrueVariant)
  return value === true
}
