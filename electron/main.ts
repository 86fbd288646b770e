import { app, nativeTheme, type Session } from 'electron'
import { join } from 'node:path'
import { openAccount, type AccountOwner } from './account/account'
import { createKeyring } from './account/keyring'
import { openVault } from './account/vault'
import { startDocuments } from './documents/documents'
import { openNewDocuments } from './documents/newDocuments'
import { accountHandlers } from './ipc/account'
import { appHandlers } from './ipc/app'
import { bindCalls } from './ipc/bind'
import { documentHandlers } from './ipc/documents'
import { meetingHandlers } from './ipc/meetings'
import { syncHandlers } from './ipc/sync'
import { trafficHandlers } from './ipc/traffic'
import { ledgerDirectoryOf, startMeetings } from './meetings/meetings'
import { readDevelopment, type Development } from './net/development'
import { openRemoteFiles } from './files/remote'
import { dropCopies } from './files/openForReading'
import { createVersionReader } from './files/versionReader'
import { startSyncOwner } from './files/syncOwner'
import { filesHandlers } from './ipc/files'
import { openGuard, type Guard } from './net/guard'
import { sealNode } from './net/seal'
import { openPolicy } from './policy/policy'
import { openSettings, type SettingsStore } from './settings/settings'
import { quitInOrder } from './shell/quit'
import { startShell } from './shell/shell'
import { contentSecurityPolicy } from './windows/contentSecurityPolicy'
import { mainPage, openMainWindow } from './windows/main'
import { createWindowRegistry } from './windows/registry'
import { registerAppScheme, serveAppPage } from './windows/scheme'
import { closePages } from './windows/security'

const bundle = join(import.meta.dirname, '../renderer')
const preload = join(import.meta.dirname, '../preload/main.cjs')
const meetingPreload = join(import.meta.dirname, '../preload/meeting.cjs')

sealNode()
if (app.requestSingleInstanceLock()) await prepare()
else app.exit(0)

/** What must stand before Chromium starts: the guard, the scheme, the closed doors. */
async function prepare(): Promise<void> {
  const directory = app.getPath('userData')
  // Chromium cannot sandbox as root; everywhere else every renderer is.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  registerAppScheme()
  closePages()
  const development = readDevelopment(process.env.SAMVERK_DEVELOPMENT, app.isPackaged)
  const guard = await openGuard({
    ledgerDirectory: ledgerDirectoryOf(directory),
    development,
    certificateAuthorities: []
  })
  void app.whenReady().then(() => start(guard, development, directory))
}

async function start(guard: Guard, development: Development | undefined, directory: string): Promise<void> {
  const settings = openSettings(directory)
  const registry = createWindowRegistry()
  const busAddress = process.env.DBUS_SESSION_BUS_ADDRESS
  const keyring = createKeyring(busAddress)
  const account = await openAccount({ guard, settings, vault: openVault(directory), keyring, policy: openPolicy() })
  followTheme(settings)
  servePages(account.session(), account)
  const sync = startSyncOwner({
    account,
    settings,
    ledger: guard.ledger,
    development,
    certificateAuthorities: [],
    onChanged: (folders) => registry.send('main', 'files.changed', folders),
    onCopying: (progress) => registry.send('main', 'files.copying', progress)
  })
  dropCopies()
  const remote = openRemoteFiles(account, () => settings.get().language, Date.now)
  const versionReader = createVersionReader(remote.fetchVersion, (progress) =>
    registry.send('main', 'files.versionProgress', progress)
  )
  const server = () => filesServerOf(account)
  const meetings = startMeetings({
    guard,
    account,
    settings,
    registry,
    bundle,
    preload: meetingPreload,
    ledgerDirectory: ledgerDirectoryOf(directory)
  })
  const shell = await startShell({
    account,
    settings,
    registry,
    sync,
    meetings,
    busAddress,
    openMainWindow: (onClose) =>
      void openMainWindow({ session: account.session(), settings, registry, preload, hidden: false, onClose })
  })
  bindCalls(
    {
      ...accountHandlers(account, settings, registry),
      ...appHandlers(settings, registry, shell),
      ...filesHandlers({ sync, remote, versionReader, server }),
      ...syncHandlers(sync),
      ...documentHandlers(
        startDocuments({
          guard,
          account,
          remote,
          registry,
          server,
          newDocuments: openNewDocuments(remote, sync),
          onClosed: sync.look
        })
      ),
      ...meetingHandlers(meetings),
      ...trafficHandlers(guard.ledger, account)
    },
    registry
  )
  account.onChange((state) => {
    // After a sign-out the page is loaded anew and asks for the state itself; told before, it would lose what is typed.
    if (state.state !== 'signedOut') registry.send('main', 'account.changed', state)
    else dropCopies()
  })
  settings.onChange((changed) => registry.send('main', 'settings.changed', changed))
  guard.ledger.onChange(({ verdict, host, port }) => {
    if (verdict === 'blocked') registry.send('main', 'traffic.blocked', { host, port })
  })
  app.on('window-all-closed', () => app.quit())
  sync.onStatus((status) => registry.send('main', 'files.status', status))
  sync.onRootStatus((status) => registry.send('main', 'sync.rootStatus', status))
  quitInOrder(async () => void (await Promise.all([shell.flush(), sync.stop()])))
  app.on('will-quit', () => {
    shell.stop()
    dropCopies()
    guard.close()
  })
  shell.open()
}

function filesServerOf(account: AccountOwner): string | undefined {
  const state = account.state()
  return state.state === 'signedIn' ? state.account.services.files?.baseUrl : undefined
}

function followTheme(settings: SettingsStore): void {
  const apply = () => {
    const { theme } = settings.get()
    nativeTheme.themeSource = theme === 'hc' ? 'dark' : theme
  }
  apply()
  settings.onChange(apply)
}

/** The main page may reach nothing but the app; its Matrix worker also the homeserver. */
function servePages(session: Session, account: AccountOwner): void {
  serveAppPage(session, bundle, {
    ...mainPage,
    contentSecurityPolicy: (path) => {
      const homeserver = account.secrets()?.chat.homeserver
      const isWorker = /^assets\/worker-/.test(path)
      return contentSecurityPolicy({
        connect: isWorker && homeserver !== undefined ? [new URL(homeserver).origin] : []
      })
    }
  })
}
