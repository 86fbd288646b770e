import { app, BrowserWindow, dialog, shell, type OpenDialogOptions } from 'electron'
import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { SyncItem, SyncLock, SyncStart, SyncStatus } from '../../shared/model/sync'
import { MAIN_ROOT, type SyncRootStatus } from '../../shared/model/syncSetup'
import { userAgent, type AccountOwner } from '../account/account'
import type { Development } from '../net/development'
import type { DialLedger } from '../net/dial'
import type { SettingsStore } from '../settings/settings'
import type { CopyProgress } from '../../shared/model/files'
import { openCopies } from './copies'
import { describeStatus } from './roots'
import { isRunnable } from './runnable'
import { dropLeftovers } from './staging'
import { openSyncedFolder, type SyncedFolder } from './folder'
import { readChoices, usualChoices, type SyncChoices } from './syncChoices'
import { startSync, type SyncClient } from './syncClient'
import { journalPath, openSyncSetup, type SetUp, type SyncSetupOwner } from './syncSetup'

const lockAnswerMs = 1_500

/** The account's sync while it runs. */
interface Running extends SetUp {
  /** The account's name in the settings and on the disk. */
  readonly name: string
  /** Where the main root lies. */
  readonly place: string
  readonly start: Omit<SyncStart, 'roots'>
}

interface SyncOwnerOptions {
  readonly account: AccountOwner
  readonly settings: SettingsStore
  readonly ledger: DialLedger
  readonly development: Development | undefined
  readonly certificateAuthorities: readonly string[]
  readonly onChanged: (folders: readonly string[]) => void
  /** Told how far copying files in is, and undefined when it has ended. */
  readonly onCopying: (progress: CopyProgress | undefined) => void
}

/** Owns the sync of the signed-in account: starts and stops it with the account, and acts on its folder. */
export interface SyncOwner {
  readonly root: () => string | undefined
  readonly client: () => SyncClient | undefined
  /** What the person chose about the sync, and how it is changed. */
  readonly setup: SyncSetupOwner
  /** The synced folder on the disk. @throws while nothing is synced. */
  readonly folder: () => SyncedFolder
  readonly list: (folder: string) => Promise<readonly SyncItem[]>
  /** Has the server looked at soon: something was changed there, and not every server says so by itself. */
  readonly look: () => void
  /**
   * Opens a file with its program, or its folder when the program would be the file itself. Who has it locked is told,
   * unless the person knows.
   */
  readonly open: (path: string, isTold?: boolean) => Promise<boolean>
  readonly reveal: (path: string) => void
  /** Copies dropped files into a synced folder under free names; they are uploaded from there. */
  readonly copyIn: (sources: readonly string[], folder: string) => Promise<number | 'cancelled'>
  readonly chooseAndCopyIn: (folder: string) => Promise<number | 'cancelled'>
  /** Ends copying files in; what was copied so far is taken away again. */
  readonly cancelCopyIn: () => void
  readonly onStatus: (listener: (status: SyncStatus) => void) => void
  readonly onRootStatus: (listener: (status: SyncRootStatus) => void) => void
  /** A file that somebody else has locked was opened for editing here, or was changed. */
  readonly onLockedEdit: (listener: (path: string, lock: SyncLock) => void) => void
  /** The path of a synced file by its number on the server. */
  readonly findFile: (fileId: string) => Promise<string | undefined>
  readonly stop: () => Promise<void>
}

export function startSyncOwner(options: SyncOwnerOptions): SyncOwner {
  const { account, settings, ledger, development, certificateAuthorities, onChanged } = options
  const listeners: ((status: SyncStatus) => void)[] = []
  const rootListeners: ((status: SyncRootStatus) => void)[] = []
  const lockListeners: ((path: string, lock: SyncLock) => void)[] = []
  let running: Running | undefined
  const client = () => running?.client

  const keepChoices = ({ name }: Running, choices: SyncChoices) =>
    settings.write('sync', { ...settings.read('sync'), [name]: choices })
  const setup = openSyncSetup({
    now: () => running,
    apply: async (choices) => {
      const changing = running
      if (!changing) return
      keepChoices(changing, choices)
      running = { ...changing, choices }
      await changing.client.restart(startOf(running))
    },
    choosePlace: async () => (await ask({ properties: ['openDirectory', 'createDirectory'] }))[0]
  })
  const warnOfLock = (path: string, lock: SyncLock) => lockListeners.forEach((listen) => listen(path, lock))

  const startOf = ({ choices, start, directory, place }: Omit<Running, 'client'>): SyncStart => ({
    ...start,
    roots: [{ id: MAIN_ROOT, folder: '', place }, ...choices.roots].map((root) => ({
      ...root,
      journalPath: journalPath(directory, root)
    })),
    ignored: [...choices.ignored],
    upBytesPerSecond: choices.limits.up,
    downBytesPerSecond: choices.limits.down
  })
  const follow = async () => {
    const state = account.state()
    const files = account.secrets()?.files
    const service = state.state === 'signedIn' ? state.account.services.files : undefined
    if (state.state !== 'signedIn' || !files || !service) {
      const ending = running
      running = undefined
      await ending?.client.stop()
      return
    }
    if (running) return
    const name = accountHash(service.baseUrl, files.userId)
    const place = join(app.getPath('home'), 'Samverk', folderName(state.account.services.name))
    const directory = join(app.getPath('userData'), 'accounts', name)
    const set = {
      name,
      place,
      directory,
      choices: readChoices(settings.read('sync')[name], (message) => console.error(message)),
      start: {
        server: service.baseUrl,
        ...files,
        certificateAuthorities: [...certificateAuthorities, ...(development?.certificateAuthorities ?? [])],
        developmentHosts: { ...development?.hosts },
        userAgent: userAgent(),
        pollIntervalMs: 30_000
      }
    }
    await mkdir(place, { recursive: true })
    for (const root of [place, ...set.choices.roots.map((one) => one.place)]) await dropLeftovers(root).catch(tell)
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const started = startSync(startOf(set), ledger, {
      status: (status) => listeners.forEach((listen) => listen(status)),
      rootStatus: (id, status) => rootListeners.forEach((listen) => listen(describeStatus(id, status))),
      changed: onChanged,
      moved: (id, folder) => void setup.follow(id, folder).catch(tell),
      lockedEdit: warnOfLock,
      wiped: () => {
        if (running) keepChoices(running, usualChoices)
        // A lost computer: what is left of the account goes as well.
        void account.signOut().catch((error: unknown) => console.error('wipe', error))
      }
    })
    running = { ...set, client: started }
  }
  const run = () => void follow().catch(tell)
  account.onChange(run)
  run()

  const folderNow = () => {
    if (running === undefined) throw new Error('Nothing is synced')
    return openSyncedFolder(running.client.roots())
  }
  const inside = (path: string) => folderNow().absolute(path)
  const copies = openCopies(options.onCopying)
  const copyIn = async (sources: readonly string[], folder: string) => {
    const copied = await copies.run((job) => folderNow().copyIn(sources, folder, job))
    // The files are there, whatever the server says; they wait for it.
    await client()?.syncNow().catch(tell)
    return copied
  }
  return {
    root: () => running?.place,
    folder: folderNow,
    client,
    setup,
    list: (folder) => client()?.list(folder) ?? Promise.resolve([]),
    look: () => void client()?.syncNow().catch(tell),
    open: async (path, isTold = false) => {
      const absolute = inside(path)
      if (isRunnable(absolute)) {
        shell.showItemInFolder(absolute)
        return false
      }
      const lock = await lockBeforeOpening(client(), path)
      if (lock && !isTold) warnOfLock(path, lock)
      return (await shell.openPath(absolute)) === ''
    },
    reveal: (path) => {
      shell.showItemInFolder(inside(path))
    },
    copyIn,
    cancelCopyIn: copies.cancel,
    chooseAndCopyIn: async (folder) => {
      return copyIn(await ask({ properties: ['openFile', 'multiSelections'] }), folder)
    },
    onStatus: (listener) => void listeners.push(listener),
    onRootStatus: (listener) => void rootListeners.push(listener),
    onLockedEdit: (listener) => void lockListeners.push(listener),
    findFile: (fileId) => client()?.find(fileId) ?? Promise.resolve(undefined),
    stop: async () => {
      await client()?.stop()
    }
  }
}

const tell = (error: unknown) => console.error('sync', error)

/** Asks the person for files or a folder of this computer; nothing when the question was closed. */
async function ask(choice: OpenDialogOptions): Promise<readonly string[]> {
  const [window] = BrowserWindow.getAllWindows()
  const question = { defaultPath: app.getPath('home'), ...choice }
  const { filePaths } = await (window ? dialog.showOpenDialog(window, question) : dialog.showOpenDialog(question))
  return filePaths
}

/** Opening does not wait long for a server that is slow to say who has the file open. */
async function lockBeforeOpening(client: SyncClient | undefined, path: string): Promise<SyncLock | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), lockAnswerMs)))
  const asked = client?.lock(path).catch(() => undefined)
  return Promise.race([late, asked]).finally(() => clearTimeout(timer))
}

/** A name that every file system takes, from the agency's own. */
export function folderName(agency: string): string {
  const name = agency
    .replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[. ]+$/, '')
    .trim()
  return name === '' ? 'Filer' : name.slice(0, 80)
}

const accountHash = (server: string, userId: string) =>
  createHash('sha256').update(`${server}\n${userId}`).digest('hex').slice(0, 32)
