import { MessageChannelMain } from 'electron'
import { hkdfSync } from 'node:crypto'
import type { AccountOwner } from '../account/account'
import type { SettingsStore } from '../settings/settings'
import type { WindowRegistry } from '../windows/registry'
import type { Handlers } from './bind'

type AccountHandlers = Pick<
  Handlers,
  | 'account.state'
  | 'account.discover'
  | 'account.discoverManual'
  | 'account.signIn'
  | 'account.continueWithoutFiles'
  | 'account.cancelSignIn'
  | 'account.signOut'
  | 'account.unlockKeyring'
  | 'account.retryKeyring'
  | 'account.matrixPort'
  | 'account.snapshotKey'
>

export function accountHandlers(
  account: AccountOwner,
  settings: SettingsStore,
  registry: WindowRegistry
): AccountHandlers {
  return {
    'account.state': () => account.state(),
    'account.discover': (_context, input) => account.discover(input),
    'account.discoverManual': (_context, typed) => account.discoverManual(typed),
    'account.signIn': (_context, password, name) => account.signIn(password, name),
    'account.continueWithoutFiles': () => account.continueWithoutFiles(),
    'account.cancelSignIn': async () => {
      await account.cancelSignIn()
      return undefined
    },
    'account.signOut': async () => {
      await account.signOut()
      // The page's worker still holds what was just cleared.
      registry.find('main')?.reload()
    },
    'account.unlockKeyring': () => account.unlockKeyring(),
    'account.retryKeyring': () => account.retryKeyring(),
    'account.matrixPort': () => sendMatrixSession(account, settings, registry),
    'account.snapshotKey': () => snapshotKey(account)
  }
}

/** Hands the worker its session through a port of its own: the page's scripts only pass the port on. */
function sendMatrixSession(account: AccountOwner, settings: SettingsStore, registry: WindowRegistry): undefined {
  const secrets = account.secrets()
  if (!secrets) return
  const { homeserver, userId, deviceId, accessToken, storeKey } = secrets.chat
  const password = account.takePassword()
  const { port1, port2 } = new MessageChannelMain()
  registry.sendPort('main', 'matrix', port1)
  port2.postMessage({
    type: 'session',
    homeserver,
    userId,
    deviceId,
    accessToken,
    storeKey: new Uint8Array(Buffer.from(storeKey, 'base64')),
    isNewDevice: account.isNewDevice(),
    ...(password !== undefined && { password }),
    language: settings.get().language
  })
  port2.start()
}

// The same words as in the worker (renderer/matrix/keys.ts), which derives its own keys from the store key.
const snapshotPurpose = 'samverk:snapshot:v1'

/** The window gets this one key, never the store key: HKDF-SHA-256 (RFC 5869), empty salt. */
function snapshotKey(account: AccountOwner) {
  const chat = account.secrets()?.chat
  if (!chat) return undefined
  const storeKey = Buffer.from(chat.storeKey, 'base64')
  const snapshotKey = new Uint8Array(hkdfSync('sha256', storeKey, new Uint8Array(0), snapshotPurpose, 32))
  return { userId: chat.userId, deviceId: chat.deviceId, snapshotKey }
}
