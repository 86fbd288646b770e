import type { FilesProblem, FolderProblem, NewDocument } from '../../shared/model/files'
import type { SyncItem } from '../../shared/model/sync'
import { failure, success, type Result } from '../../shared/result'
import type { SyncedFolder } from '../files/folder'
import type { RemoteFiles } from '../files/remote'

interface Made {
  readonly path: string
  readonly fileId: string | null
  /** A one-time address of the editor; undefined when the server gave none that can be used. */
  readonly url: string | undefined
}

/** Documents that the server makes; the sync engine brings them to the folder. */
export interface NewDocuments {
  readonly make: (wanted: NewDocument) => Promise<Result<Made, FilesProblem>>
}

/** What is synced here, as far as a new document has to do with it. */
interface SyncedHere {
  readonly folder: () => Pick<SyncedFolder, 'freePath'>
  readonly list: (folder: string) => Promise<readonly Pick<SyncItem, 'name'>[]>
  readonly client: () => { readonly syncNow: () => Promise<unknown> } | undefined
}

export function openNewDocuments(remote: Pick<RemoteFiles, 'makeDocument'>, sync: SyncedHere): NewDocuments {
  return {
    make: async (wanted) => {
      const free = await sync.folder().freePath(wanted.folder, wanted.name)
      if (!free.ok) return failure({ code: problems[free.error.code] })
      // What lies on the server alone takes its name here as well.
      if (isTaken(nameOf(free.value), await sync.list(wanted.folder))) return failure({ code: 'exists' })
      const made = await remote.makeDocument(wanted, free.value)
      if (!made.ok) return made
      void sync.client()?.syncNow().catch(tell)
      return success({ ...made.value, path: free.value })
    }
  }
}

const tell = (error: unknown) => console.error('A new document', error)

const problems: Readonly<Record<FolderProblem['code'], Exclude<FilesProblem['code'], 'refused'>>> = {
  exists: 'exists',
  nameInvalid: 'nameInvalid',
  gone: 'gone',
  changed: 'notUnderstood',
  diskFull: 'notUnderstood',
  insideItself: 'notUnderstood',
  isRoot: 'notUnderstood',
  refused: 'noPermission'
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)

/** Two names that differ in capitals alone cannot be on every colleague's computer. */
const isTaken = (name: string, items: readonly Pick<SyncItem, 'name'>[]) =>
  items.some((item) => foldName(item.name) === foldName(name))

const foldName = (name: string) => name.normalize('NFC').toLowerCase()
