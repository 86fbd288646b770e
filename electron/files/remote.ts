import type {
  DocumentCreator,
  DocumentTemplate,
  FileActivity,
  FileAuthor,
  FilesAbilities,
  FilesProblem,
  FileVersion,
  FileVersions,
  NewDocument,
  NewShare,
  Quota,
  RemoteItem,
  RemoteMark,
  RemoteView,
  Share,
  ShareChange,
  Sharee,
  TrashItem
} from '../../shared/model/files'
import type { Language } from '../../shared/model/settings'
import { failure, success, type Result } from '../../shared/result'
import { userAgent, type AccountOwner } from '../account/account'
import { readActivity } from './server/activity'
import { openEditor, readAbilities, readOfficeOrigin } from './server/abilities'
import { makeDocument, readTemplates, type MadeDocument } from './server/editors'
import { readItem, readQuota, readView, setFavourite } from './server/items'
import { readMarks } from './server/marks'
import { openPeople } from './server/people'
import { FilesError, openFilesRequests, type Fetching, type FilesRequests } from './server/requests'
import { changeShare, findSharees, readShares, share, unshare } from './server/shares'
import { deleteFromTrash, readTrash, restoreFromTrash } from './server/trash'
import { deleteVersion, fetchVersion, nameVersion, readAuthor, readVersions, restoreVersion } from './server/versions'

const maxPreviewBytes = 4 << 20
const previewPx = 512

type Answer<T> = Promise<Result<T, FilesProblem>>

/** What the Files place asks the file server itself; the sync engine has its own way there. */
export interface RemoteFiles {
  readonly abilities: () => Answer<FilesAbilities>
  readonly quota: () => Answer<Quota>
  readonly view: (view: RemoteView) => Answer<readonly RemoteItem[]>
  /** Locks, shares and mounts in one folder. */
  readonly marks: (folder: string) => Answer<readonly RemoteMark[]>
  readonly item: (path: string) => Answer<RemoteItem | undefined>
  /** A small picture of the file as an image file; undefined when the server makes none. */
  readonly preview: (fileId: string) => Answer<Uint8Array<ArrayBuffer> | undefined>
  readonly setFavourite: (path: string, on: boolean) => Answer<undefined>
  readonly trash: () => Answer<readonly TrashItem[]>
  readonly restore: (ids: readonly string[]) => Answer<undefined>
  /** For good; everything when no ids are given. */
  readonly deleteForGood: (ids: readonly string[] | undefined) => Answer<undefined>
  readonly versions: (fileId: string) => Answer<FileVersions>
  /** Who made what a file holds now; undefined where the server names nobody. */
  readonly author: (fileId: string) => Answer<FileAuthor | undefined>
  /** What happened to a file or folder, newest first. */
  readonly activity: (fileId: string) => Answer<readonly FileActivity[]>
  readonly restoreVersion: (fileId: string, versionId: string) => Answer<undefined>
  /** What a file held then. Throws what the stream throws. */
  readonly fetchVersion: (fileId: string, versionId: string, fetching: Fetching) => Answer<undefined>
  /** '' takes the name away. */
  readonly nameVersion: (fileId: string, versionId: string, label: string) => Answer<undefined>
  readonly deleteVersion: (fileId: string, versionId: string) => Answer<undefined>
  readonly shares: (path: string) => Answer<readonly Share[]>
  readonly share: (path: string, isFolder: boolean, wanted: NewShare) => Answer<undefined>
  readonly changeShare: (id: string, isFolder: boolean, change: ShareChange) => Answer<undefined>
  readonly unshare: (id: string) => Answer<undefined>
  readonly sharees: (term: string, isFolder: boolean) => Answer<readonly Sharee[]>
  /** A one-time address of the server's editor. */
  readonly editorUrl: (path: string) => Answer<string>
  /** Where the office suite in the editor's page is, if not on the file server. */
  readonly officeOrigin: () => Answer<string | undefined>
  /** What a new document can begin with. */
  readonly templates: (creator: Pick<DocumentCreator, 'id' | 'editorId'>) => Answer<readonly DocumentTemplate[]>
  /** The picture of a template that was told last; undefined when the server has none. */
  readonly templatePreview: (id: string) => Answer<Uint8Array<ArrayBuffer> | undefined>
  /** Makes a document at a path, with a one-time address of its editor. */
  readonly makeDocument: (wanted: NewDocument, path: string) => Answer<MadeDocument>
}

export function openRemoteFiles(account: AccountOwner, language: () => Language, nowMs: () => number): RemoteFiles {
  const people = openPeople()
  let previewPaths: ReadonlyMap<string, string | undefined> = new Map()
  const requests = (): FilesRequests => {
    const state = account.state()
    const secrets = account.secrets()?.files
    const service = state.state === 'signedIn' ? state.account.services.files : undefined
    if (!secrets || !service) throw new FilesError({ code: 'signedOut' })
    return openFilesRequests(account.http(), {
      baseUrl: service.baseUrl,
      ...secrets,
      userAgent: userAgent(),
      language: language()
    })
  }
  const ask = async <T>(question: (to: FilesRequests) => Promise<T>): Answer<T> => {
    try {
      return success(await question(requests()))
    } catch (error) {
      if (!(error instanceof FilesError)) throw error
      return failure(error.problem)
    }
  }
  const tell = (act: (to: FilesRequests) => Promise<unknown>): Answer<undefined> =>
    ask(async (to) => {
      await act(to)
      return undefined
    })
  return {
    abilities: () => ask(readAbilities),
    quota: () => ask(readQuota),
    view: (view) => ask((to) => readView(to, view, nowMs())),
    marks: (folder) => ask((to) => readMarks(to, folder)),
    item: (path) => ask((to) => readItem(to, path)),
    preview: (fileId) =>
      ask((to) =>
        to.bytes(
          `/index.php/core/preview?fileId=${encodeURIComponent(fileId)}&x=${previewPx}&y=${previewPx}&a=1&forceIcon=0`,
          maxPreviewBytes
        )
      ),
    setFavourite: (path, on) => tell((to) => setFavourite(to, path, on)),
    trash: () => ask(readTrash),
    restore: (ids) =>
      tell(async (to) => {
        for (const id of ids) await restoreFromTrash(to, id)
      }),
    deleteForGood: (ids) =>
      tell(async (to) => {
        if (!ids) await deleteFromTrash(to)
        else for (const id of ids) await deleteFromTrash(to, id)
      }),
    versions: (fileId) =>
      ask(async (to) => {
        const { now, earlier } = await readVersions(to, fileId)
        const names = await people.names(
          to,
          [now ?? [], earlier].flat().flatMap(({ author }) => author ?? [])
        )
        const named = ({ author, ...version }: FileVersion): FileVersion => ({
          ...version,
          ...(author !== undefined && { author: names.get(author) ?? author })
        })
        return { now: now && named(now), earlier: earlier.map(named) }
      }),
    author: (fileId) =>
      ask(async (to) => {
        const userId = await readAuthor(to, fileId)
        if (userId === undefined) return undefined
        const name = (await people.names(to, [userId])).get(userId)
        return name === undefined ? undefined : { userId, name, isSelf: userId === to.account.userId }
      }),
    activity: (fileId) =>
      ask(async (to) => {
        const activity = await readActivity(to, fileId)
        const names = await people.names(
          to,
          activity.map(({ userId }) => userId)
        )
        return activity.map((one) => ({ ...one, userName: names.get(one.userId) ?? one.userName }))
      }),
    restoreVersion: (fileId, versionId) => tell((to) => restoreVersion(to, fileId, versionId)),
    fetchVersion: (fileId, versionId, fetching) => tell((to) => fetchVersion(to, fileId, versionId, fetching)),
    nameVersion: (fileId, versionId, label) => tell((to) => nameVersion(to, fileId, versionId, label)),
    deleteVersion: (fileId, versionId) => tell((to) => deleteVersion(to, fileId, versionId)),
    shares: (path) => ask((to) => readShares(to, path)),
    share: (path, isFolder, wanted) => tell((to) => share(to, { path, isFolder }, wanted)),
    changeShare: (id, isFolder, change) => tell((to) => changeShare(to, id, isFolder, change)),
    unshare: (id) => tell((to) => unshare(to, id)),
    sharees: (term, isFolder) => ask((to) => findSharees(to, term, isFolder)),
    editorUrl: (path) => ask((to) => openEditor(to, path)),
    templates: (creator) =>
      ask(async (to) => {
        const templates = await readTemplates(to, creator)
        previewPaths = new Map(templates.map(({ id, previewPath }) => [id, previewPath]))
        return templates.map(({ id, title }) => ({ id, title }))
      }),
    templatePreview: (id) =>
      ask(async (to) => {
        const path = previewPaths.get(id)
        return path === undefined ? undefined : to.bytes(path, maxPreviewBytes)
      }),
    makeDocument: (wanted, path) => ask((to) => makeDocument(to, wanted, path)),
    officeOrigin: () => ask(readOfficeOrigin)
  }
}
