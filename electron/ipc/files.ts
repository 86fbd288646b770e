import type { SyncOwner } from '../files/syncOwner'
import type { Handlers } from './bind'

type FilesHandlers = Pick<
  Handlers,
  | 'files.root'
  | 'files.status'
  | 'files.list'
  | 'files.errors'
  | 'files.open'
  | 'files.reveal'
  | 'files.copyIn'
  | 'files.chooseAndCopyIn'
  | 'files.pause'
  | 'files.confirmMassDelete'
>

export function filesHandlers(sync: SyncOwner): FilesHandlers {
  return {
    'files.root': () => sync.root(),
    'files.status': () => sync.client()?.status(),
    'files.list': (_context, folder) => sync.list(folder),
    'files.errors': () => sync.client()?.errors() ?? [],
    'files.open': (_context, path) => sync.open(path),
    'files.reveal': (_context, path) => {
      sync.reveal(path)
      return undefined
    },
    'files.copyIn': (_context, sources, folder) => sync.copyIn(sources, folder),
    'files.chooseAndCopyIn': (_context, folder) => sync.chooseAndCopyIn(folder),
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
