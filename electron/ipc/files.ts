import { clipboard } from 'electron'
import { join } from 'node:path'
import type { FilesProblem } from '../../shared/model/files'
import { toPages } from '../../shared/model/pages'
import type { Result } from '../../shared/result'
import { openForReading } from '../files/openForReading'
import type { RemoteFiles } from '../files/remote'
import { isRunnable } from '../files/runnable'
import type { SyncOwner } from '../files/syncOwner'
import type { VersionReader } from '../files/versionReader'
import type { Handlers } from './bind'

type FilesHandlers = Pick<Handlers, Extract<keyof Handlers, `files.${string}`>>

const dragIcon = join(import.meta.dirname, '../renderer/icon.png')

interface Files {
  readonly sync: SyncOwner
  readonly remote: RemoteFiles
  readonly versionReader: VersionReader
  /** The file server's address; undefined while nobody is signed in there. */
  readonly server: () => string | undefined
}

export function filesHandlers({ sync, remote, versionReader, server }: Files): FilesHandlers {
  /** What the server has put back is here soon: not with the next look, which may be a minute away. */
  const fetched = async <T>(asked: Promise<Result<T, FilesProblem>>): Promise<Result<T, FilesProblem>> => {
    const answer = await asked
    if (answer.ok) sync.look()
    return answer
  }
  return {
    'files.root': () => sync.root(),
    'files.status': () => sync.client()?.status(),
    'files.list': async (_context, folder) => toPages(await sync.list(folder)),
    'files.errors': () => sync.client()?.errors() ?? [],
    'files.waiting': () => sync.client()?.waiting() ?? [],
    'files.syncNow': async () => {
      const looking = sync.client()?.syncNow()
      return looking === undefined ? false : looking.then(() => true).catch(() => false)
    },
    'files.open': (_context, path, isTold) => sync.open(path, isTold),
    'files.openForReading': (_context, path) =>
      isRunnable(path) ? sync.open(path) : openForReading(sync.folder().absolute(path)),
    'files.reveal': (_context, path) => {
      sync.reveal(path)
      return undefined
    },
    'files.copyIn': (_context, sources, folder) => sync.copyIn(sources, folder),
    'files.chooseAndCopyIn': (_context, folder) => sync.chooseAndCopyIn(folder),
    'files.cancelCopyIn': () => {
      sync.cancelCopyIn()
      return undefined
    },
    'files.find': (_context, fileId) => sync.findFile(fileId),
    'files.conflicts': () => sync.client()?.conflicts() ?? [],
    'files.makeFolder': (_context, folder, name) => sync.folder().makeFolder(folder, name),
    'files.makeTextFile': (_context, folder, name) => sync.folder().makeTextFile(folder, name),
    'files.rename': (_context, path, name) => sync.folder().rename(path, name),
    'files.move': (_context, paths, folder) => sync.folder().move(paths, folder),
    'files.copy': (_context, paths, folder) => sync.folder().copy(paths, folder),
    'files.remove': (_context, paths) => sync.folder().remove(paths),
    'files.settleConflict': (_context, copyPath, originalPath, keep) =>
      sync.folder().settleConflict(copyPath, originalPath, keep),
    'files.startDrag': ({ sender }, paths) => {
      const [file = '', ...more] = paths.map((path) => sync.folder().absolute(path))
      sender.startDrag({ file, files: [file, ...more], icon: dragIcon })
      return undefined
    },
    'files.copyLink': async (_context, fileId) => {
      const base = server()
      if (base !== undefined) await clipboard.writeText(`${base}/index.php/f/${fileId}`)
      return undefined
    },
    'files.abilities': () => remote.abilities(),
    'files.quota': () => remote.quota(),
    'files.view': (_context, view) => remote.view(view),
    'files.item': (_context, path) => remote.item(path),
    'files.marks': (_context, folder) => remote.marks(folder),
    'files.preview': (_context, fileId) => remote.preview(fileId),
    'files.templates': (_context, editorId, id) => remote.templates({ editorId, id }),
    'files.templatePreview': (_context, id) => remote.templatePreview(id),
    'files.setFavourite': (_context, path, on) => remote.setFavourite(path, on),
    'files.trash': () => remote.trash(),
    'files.restore': (_context, ids) => fetched(remote.restore(ids)),
    'files.deleteForGood': (_context, ids) => remote.deleteForGood(ids),
    'files.author': (_context, fileId) => remote.author(fileId),
    'files.activity': (_context, fileId) => remote.activity(fileId),
    'files.versions': (_context, fileId) => remote.versions(fileId),
    'files.restoreVersion': (_context, fileId, versionId) => fetched(remote.restoreVersion(fileId, versionId)),
    'files.openVersion': (_context, fileId, versionId, name) => versionReader.open({ fileId, versionId, name }),
    'files.cancelOpenVersion': () => {
      versionReader.cancel()
      return undefined
    },
    'files.nameVersion': (_context, fileId, versionId, label) => remote.nameVersion(fileId, versionId, label),
    'files.deleteVersion': (_context, fileId, versionId) => remote.deleteVersion(fileId, versionId),
    'files.shares': (_context, path) => remote.shares(path),
    'files.share': (_context, path, isFolder, wanted) => remote.share(path, isFolder, wanted),
    'files.changeShare': (_context, id, isFolder, change) => remote.changeShare(id, isFolder, change),
    'files.unshare': (_context, id) => remote.unshare(id),
    'files.sharees': (_context, term, isFolder) => remote.sharees(term, isFolder),
    'files.keep': (_context, path, pin) => sync.client()?.keep(path, pin) ?? false,
    'files.pause': async (_context, paused) => {
      await (paused ? sync.client()?.pause() : sync.client()?.resume())
      return undefined
    },
    'files.confirmMassDelete': async (_context, id, answer) => {
      await sync.client()?.confirmMassDelete(id, answer)
      return undefined
    }
  }
}
