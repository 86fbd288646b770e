import { app, type Session } from 'electron'
import { randomBytes } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { arch, hostname } from 'node:os'
import { join } from 'node:path'
import type {
  Account,
  AccountState,
  Discovery,
  DiscoveryError,
  ManualServers,
  SignInError
} from '../../shared/model/account'
import { failure, success, type Result } from '../../shared/result'
import type { Policy } from '../../shared/policy'
import type { Guard } from '../net/guard'
import { httpThrough, type SendHttp } from '../net/request'
import type { SettingsStore, StoredAccount } from '../settings/settings'
import { hostsOfAccount } from './allowedHosts'
import { readDisplayName, signOutOfChat } from './chatSignIn'
import { signOutOfFiles } from './filesSignIn'
import type { Keyring, KeyringState } from './keyring'
import { startSignIn, type SignedIn, type SignIn } from './signIn'
import type { Secrets, Vault } from './vault'

const earlierAddressesKept = 5

interface Dependencies {
  readonly guard: Guard
  readonly settings: SettingsStore
  readonly vault: Vault
  readonly keyring: Keyring
  readonly policy: Policy
}

/** Owns who is signed in. Others get states; secrets are handed to the processes that need them. */
export interface AccountOwner {
  readonly state: () => AccountState
  readonly onChange: (listener: (state: AccountState) => void) => void
  /** The session of the account, or of the sign-in that may become it. */
  readonly session: () => Session
  readonly http: () => SendHttp
  readonly secrets: () => Secrets | undefined
  /** The password just typed, once, for the upload of the first keys; undefined later and at every later start. */
  readonly takePassword: () => string | undefined
  readonly isNewDevice: () => boolean
  readonly discover: (input: string) => Promise<Result<Discovery, DiscoveryError>>
  readonly discoverManual: (typed: ManualServers) => Promise<Result<Discovery, DiscoveryError>>
  readonly signIn: (password: string, name?: string) => Promise<Result<AccountState, SignInError>>
  readonly continueWithoutFiles: () => Promise<Result<AccountState, SignInError>>
  readonly cancelSignIn: () => Promise<void>
  readonly signOut: () => Promise<void>
  readonly unlockKeyring: () => Promise<AccountState>
  readonly retryKeyring: () => Promise<AccountState>
}

export async function openAccount({ guard, settings, vault, keyring, policy }: Dependencies): Promise<AccountOwner> {
  const partition = settings.read('account')?.partition ?? newPartition()
  await removeOtherPartitions(partition)
  const session = await guard.sessions.open(`persist:${partition}`, 'account')
  const send = httpThrough(session)
  const listeners: ((state: AccountState) => void)[] = []
  let secrets: Secrets | undefined
  let password: string | undefined
  let isNewDevice = false
  let attempt: SignIn | undefined
  let forgetHosts = () => {}

  const signedOut = (): AccountState => ({ state: 'signedOut', earlierAddresses: settings.read('earlierAddresses') })
  let state: AccountState = signedOut()
  const enter = (next: AccountState) => {
    state = next
    for (const listener of listeners) listener(state)
    return state
  }
  const restore = async () => {
    const stored = settings.read('account')
    if (vault.isEmpty() || !stored) return enter(signedOut())
    const keyringState = await keyring.state()
    if (keyringState !== 'ready') return enter(keyringProblem(keyringState))
    const content = await vault.read()
    if (content.state === 'sealed') return enter({ state: 'keyringChanged' })
    if (content.state === 'empty') return enter(signedOut())
    return become(stored, content.secrets)
  }
  const become = (stored: StoredAccount, opened: Secrets) => {
    secrets = opened
    const services = servicesOf(stored)
    forgetHosts()
    forgetHosts = guard.allowList.add(hostsOfAccount(services))
    const account: Account = {
      services,
      address: stored.address,
      displayName: stored.displayName,
      hasFiles: opened.files !== undefined
    }
    return enter({ state: 'signedIn', account })
  }
  const keep = async ({ discovery, chat, files }: SignedIn): Promise<Result<AccountState, SignInError>> => {
    const { services, address } = discovery
    const opened: Secrets = {
      chat: { homeserver: services.chat.baseUrl, ...chat, storeKey: randomBytes(32).toString('base64') },
      ...(files && { files })
    }
    const displayName = await readDisplayName(send, services.chat.baseUrl, chat.userId)
    await vault.write(opened, keyring.backend())
    const stored: StoredAccount = { partition, address, displayName, services: { ...services } }
    settings.write('account', stored)
    const earlier = settings.read('earlierAddresses').filter((one) => one !== address)
    settings.write('earlierAddresses', [address, ...earlier].slice(0, earlierAddressesKept))
    isNewDevice = true
    // The account's own hosts come first, so that nothing is cut in between.
    const entered = become(stored, opened)
    attempt?.succeed()
    attempt = undefined
    return success(entered)
  }
  const begin = () =>
    (attempt ??= startSignIn({
      guard,
      send,
      userAgent: userAgent(),
      deviceName: `Samverk (${hostname()})`,
      managed: policy.Services
    }))

  const owner: AccountOwner = {
    state: () => state,
    onChange: (listener) => void listeners.push(listener),
    session: () => session,
    http: () => send,
    secrets: () => secrets,
    takePassword: () => {
      const taken = password
      password = undefined
      return taken
    },
    isNewDevice: () => isNewDevice,
    discover: (input) => begin().discover(input, knownDomains(settings, policy)),
    discoverManual: (typed) => begin().discoverManual(typed),
    signIn: async (typed, name) => {
      const keyringState = await keyring.state()
      // Asked before the password goes anywhere: without a key store the session could not be kept.
      if (keyringState !== 'ready') return failure({ code: 'keyring', state: keyringState })
      const signedIn = await begin().withPassword(typed, name)
      if (signedIn.ok || signedIn.error.code === 'filesRefused') password = typed
      return signedIn.ok ? keep(signedIn.value) : signedIn
    },
    continueWithoutFiles: async () => {
      const signedIn = attempt?.withoutFiles()
      return signedIn ? keep(signedIn) : failure({ code: 'nothingToSignInTo' })
    },
    cancelSignIn: async () => {
      password = undefined
      await attempt?.end()
      attempt = undefined
    },
    signOut: async () => {
      const { services } = state.state === 'signedIn' ? state.account : { services: undefined }
      const ended = secrets
      await Promise.allSettled([
        ended && services && signOutOfChat(send, services.chat.baseUrl, ended.chat.accessToken),
        ended?.files && services?.files && signOutOfFiles(send, services.files.baseUrl, ended.files)
      ])
      secrets = undefined
      vault.clear()
      settings.write('account', undefined)
      forgetHosts()
      enter(signedOut())
      await session.clearStorageData()
      await session.clearCache()
    },
    unlockKeyring: async () => ((await keyring.unlock()) === 'ready' ? restore() : state),
    retryKeyring: restore
  }
  await restore()
  return owner
}

/** `Samverk/<version> (<os>)`: names the app password for the person who may revoke it (contracts.md section 6). */
export function userAgent(): string {
  return `Samverk/${app.getVersion()} (${process.platform} ${arch()})`
}

const newPartition = () => `account-${randomBytes(8).toString('hex')}`

const keyringProblem = (state: Exclude<KeyringState, 'ready'>): AccountState =>
  state === 'locked' ? { state: 'keyringLocked' } : { state: 'keyringUnavailable' }

function knownDomains(settings: SettingsStore, { Services: managed }: Policy): string[] {
  const earlier = settings.read('earlierAddresses').map((address) => address.slice(address.indexOf('@') + 1))
  return managed ? [managed.domain, ...earlier] : earlier
}

function servicesOf({
  services: { name, domain, chat, files, meetings, calendar }
}: StoredAccount): Account['services'] {
  return { name, domain, chat, ...(files && { files }), ...(meetings && { meetings }), ...(calendar && { calendar }) }
}

/** A sign-in that came to nothing leaves its partition behind; the next start takes it away. */
async function removeOtherPartitions(kept: string): Promise<void> {
  const directory = join(app.getPath('userData'), 'Partitions')
  const names = await readdir(directory).catch(() => [])
  const left = names.filter((name) => name.startsWith('account-') && name !== kept)
  await Promise.all(left.map((name) => rm(join(directory, name), { recursive: true, force: true })))
}
