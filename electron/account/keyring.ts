import { safeStorage } from 'electron'
import type { MessageBus } from 'dbus-native'
import { canEncrypt } from '../compat'
import { isTrueVariant, openSessionBus } from '../net/sessionBus'

export type KeyringState = 'ready' | 'locked' | 'unavailable'

export interface Keyring {
  /** Asks without opening anything: a locked key store must not look like an empty one. */
  readonly state: () => Promise<KeyringState>
  /** Lets the desktop ask the user to unlock it. */
  readonly unlock: () => Promise<KeyringState>
  /** The backend that will encrypt, to be stored beside what it encrypted. */
  readonly backend: () => string
}

const service = 'org.freedesktop.secrets'
const collection = '/org/freedesktop/secrets/aliases/default'
const prefix = 'org.freedesktop.Secret'

/**
 * The operating system's key store. On Linux the Secret Service is asked over the session bus first: once Chromium has
 * tried a locked store it stays without one until the next start.
 */
export function createKeyring(busAddress: string | undefined): Keyring {
  if (process.platform !== 'linux')
    return { state: () => Promise.resolve(fromChromium()), unlock: () => Promise.resolve(fromChromium()), backend }
  const withBus = async (ask: (bus: MessageBus) => Promise<KeyringState>): Promise<KeyringState> => {
    const bus = await openSessionBus(busAddress)
    if (!bus) return 'unavailable'
    try {
      return await ask(bus)
    } catch {
      return 'unavailable'
    } finally {
      bus.connection.end()
    }
  }
  return {
    state: () => withBus(stateOf),
    unlock: () =>
      withBus(async (bus) => {
        await unlock(bus)
        return stateOf(bus)
      }),
    backend
  }
}

async function stateOf(bus: MessageBus): Promise<KeyringState> {
  const locked = await bus.invoke<unknown>({
    destination: service,
    path: collection,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    body: [`${prefix}.Collection`, 'Locked']
  })
  return isTrueVariant(locked) ? 'locked' : fromChromium()
}

async function unlock(bus: MessageBus): Promise<void> {
  const answer = await bus.invoke<unknown>({
    destination: service,
    path: '/org/freedesktop/secrets',
    interface: `${prefix}.Service`,
    member: 'Unlock',
    signature: 'ao',
    body: [[collection]]
  })
  const prompt: unknown = Array.isArray(answer) ? answer.at(-1) : undefined
  if (typeof prompt !== 'string' || prompt === '/') return
  const completed = new Promise<void>((resolve) => {
    bus.connection.on('message', (message: { path?: string; member?: string }) => {
      if (message.path === prompt && message.member === 'Completed') resolve()
    })
  })
  await bus.addMatch(`type='signal',interface='${prefix}.Prompt',path='${prompt}'`)
  await bus.invoke({
    destination: service,
    path: prompt,
    interface: `${prefix}.Prompt`,
    member: 'Prompt',
    signature: 's',
    body: ['']
  })
  await completed
}

function fromChromium(): KeyringState {
  if (!canEncrypt()) return 'unavailable'
  // Its fixed key can be read by whoever has the file.
  return backend() === 'basic_text' ? 'unavailable' : 'ready'
}

function backend(): string {
  return process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : process.platform
}
