import { app, BrowserWindow, dialog, shell } from 'electron'
import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { failure } from '../../shared/result'
import type { SyncItem, SyncStatus } from '../../shared/model/sync'
import { MAIN_ROOT } from '../../shared/model/syncSetup'
import { userAgent, type AccountOwner } from '../account/account'
import type { Development } from '../net/development'
import type { DialLedger } from '../net/dial'
import { openSyncedFolder, type SyncedFolder } from './folder'
import { startSync, type SyncClient } from './syncClient'
import type { SyncSetupOwner } from './syncSetup'

/** Kinds that the desktop would run when opened; they are shown in their folder instead. */
const runnable = /\.(?:exe|com|bat|cmd|msi|ps1|vbs|js|jar|sh|desktop|appimage|scr|lnk|url|app|command)$/i

const foldersSearched = 2_000

interface SyncOwnerOptions {
  readonly account: AccountOwner
  readonly ledger: DialLedger
  readonly development: Development | undefined
  readonly certificateAuthorities: readonly string[]
  readonly onChanged: (folders: readonly string[]) => void
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
  /** Opens a file with its program, or its folder when the program would be the file itself. */
  readonly open: (path: string) => Promise<boolean>
  readonly reveal: (path: string) => void
  /** Copies dropped files into a synced folder under free names; they are uploaded from there. */
  readonly copyIn: (sources: readonly string[], folder: string) => Promise<number>
  readonly chooseAndCopyIn: (folder: string) => Promise<number>
  readonly onStatus: (listener: (status: SyncStatus) => void) => void
  /** The path of a synced file by its number on the server. */
  readonly findFile: (fileId: string) => Promise<string | undefined>
  readonly stop: () => Promise<void>
}

export function startSyncOwner(options: SyncOwnerOptions): SyncOwner {
  const { account, ledger, development, certificateAuthorities, onChanged } = options
  const listeners: ((status: SyncStatus) => void)[] = []
  let client: SyncClient | undefined
  let root: string | undefined

  const follow = async () => {
    const state = account.state()
    const files = account.secrets()?.files
    const service = state.state === 'signedIn' ? state.account.services.files : undefined
    if (state.state !== 'signedIn' || !files || !service) {
      const ending = client
      client = undefined
      root = undefined
      await ending?.stop()
      return
    }
    if (client) return
    const { services } = state.account
    root = join(app.getPath('home'), 'Samverk', folderName(services.name))
    const directory = join(app.getPath('userData'), 'accounts', accountHash(service.baseUrl, files.userId))
    await mkdir(root, { recursive: true })
    await mkdir(directory, { recursive: true, mode: 0o700 })
    client = startSync(
      {
        server: service.baseUrl,
        ...files,
        root,
        journalPath: join(directory, 'journal.sqlite'),
        certificateAuthorities: [...certificateAuthorities, ...(development?.certificateAuthorities ?? [])],
        developmentHosts: { ...development?.hosts },
        userAgent: userAgent(),
        pollIntervalMs: 30_000
      },
      ledger,
      {
        status: (status) => listeners.forEach((listen) => listen(status)),
        changed: onChanged,
        // A lost computer: what is left of the account goes as well.
        wiped: () => void account.signOut().catch((error: unknown) => console.error('wipe', error))
      }
    )
  }
  const run = () => void follow().catch((error: unknown) => console.error('sync', error))
  account.onChange(run)
  run()

  const folderNow = () => {
    if (root === undefined) throw new Error('Nothing is synced')
    return openSyncedFolder(root)
  }
  const inside = (path: string) => folderNow().absolute(path)
  const copyIn = async (sources: readonly string[], folder: string) => {
    const copied = await folderNow().copyIn(sources, folder)
    await client?.syncNow()
    return copied
  }
  return {
    root: () => root,
    folder: folderNow,
    client: () => client,
    setup: {
      read: () =>
        Promise.resolve(
          root === undefined
            ? undefined
            : {
                roots: [
                  { id: MAIN_ROOT, folder: '', place: root, state: client?.status()?.phase ?? { kind: 'starting' } }
                ],
                upBytesPerSecond: null,
                downBytesPerSecond: null,
                ignored: [],
                pins: []
              }
        ),
      addRoot: () => Promise.resolve(failure({ code: 'notSyncing' })),
      removeRoot: () => Promise.resolve(failure({ code: 'unknownRoot' })),
      setLimits: () => Promise.resolve(),
      setIgnored: () => Promise.resolve()
    },
    list: (folder) => client?.list(folder) ?? Promise.resolve([]),
    open: async (path) => {
      const absolute = inside(path)
      if (runnable.test(absolute)) {
        shell.showItemInFolder(absolute)
        return false
      }
      return (await shell.openPath(absolute)) === ''
    },
    reveal: (path) => {
      shell.showItemInFolder(inside(path))
    },
    copyIn,
    chooseAndCopyIn: async (folder) => {
      const [window] = BrowserWindow.getAllWindows()
      const choice = { properties: ['openFile' as const, 'multiSelections' as const], defaultPath: app.getPath('home') }
      const { filePaths } = await (window ? dialog.showOpenDialog(window, choice) : dialog.showOpenDialog(choice))
      return copyIn(filePaths, folder)
    },
    onStatus: (listener) => void listeners.push(listener),
    findFile: (fileId) => findFile(client, fileId),
    stop: async () => {
      await client?.stop()
    }
  }
}

/** Looks through the folders, nearest first; gives up after many. */
async function findFile(client: SyncClient | undefined, fileId: string): Promise<string | undefined> {
  const folders = ['']
  for (let index = 0; client && index < Math.min(folders.length, foldersSearched); index++) {
    const items = await client.list(folders[index] ?? '')
    const found = items.find((item) => item.fileId === fileId)
    if (found) return found.path
    folders.push(...items.filter(({ kind }) => kind === 'folder').map(({ path }) => path))
  }
  return undefined
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
