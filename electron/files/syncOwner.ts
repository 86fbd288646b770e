import { app, BrowserWindow, dialog, shell } from 'electron'
import { createHash } from 'node:crypto'
import { copyFile, lstat, mkdir, readdir } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import type { SyncItem, SyncStatus } from '../../shared/model/sync'
import { userAgent, type AccountOwner } from '../account/account'
import type { Development } from '../net/development'
import type { DialLedger } from '../net/dial'
import { startSync, type SyncClient } from './syncClient'

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
      { status: (status) => listeners.forEach((listen) => listen(status)), changed: onChanged }
    )
  }
  const run = () => void follow().catch((error: unknown) => console.error('sync', error))
  account.onChange(run)
  run()

  const inside = (path: string) => {
    if (root === undefined) throw new Error('Nothing is synced')
    const absolute = join(root, path)
    const below = relative(root, absolute)
    if (below === '..' || below.startsWith(`..${sep}`)) throw new Error('Outside the synced folder')
    return absolute
  }
  const copyIn = async (sources: readonly string[], folder: string) => {
    let copied = 0
    for (const source of sources) copied += await copyTree(source, inside(folder))
    await client?.syncNow()
    return copied
  }
  return {
    root: () => root,
    client: () => client,
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

/** Copies a file or a folder; a name that is taken gets a number. Never through a symbolic link. */
async function copyTree(source: string, folder: string): Promise<number> {
  const found = await lstat(source)
  if (found.isSymbolicLink()) return 0
  const target = await freeName(folder, basename(source))
  if (found.isFile()) {
    await copyFile(source, target)
    return 1
  }
  if (!found.isDirectory()) return 0
  await mkdir(target)
  let copied = 0
  for (const name of await readdir(source)) copied += await copyTree(join(source, name), target)
  return copied
}

async function freeName(folder: string, name: string): Promise<string> {
  const taken = new Set((await readdir(folder)).map((one) => one.normalize('NFC').toLowerCase()))
  const dot = name.lastIndexOf('.')
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${stem} (${number})${extension}`
    if (!taken.has(candidate.normalize('NFC').toLowerCase())) return join(folder, candidate)
  }
}
