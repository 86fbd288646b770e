import type { SyncOwner } from '../files/syncOwner'
import type { Handlers } from './bind'

type SyncHandlers = Pick<Handlers, Extract<keyof Handlers, `sync.${string}`>>

export function syncHandlers({ setup, client }: SyncOwner): SyncHandlers {
  return {
    'sync.setup': () => setup.read(),
    'sync.folders': (_context, folder) => client()?.folders(folder) ?? [],
    'sync.addRoot': (_context, folder) => setup.addRoot(folder),
    'sync.removeRoot': (_context, id) => setup.removeRoot(id),
    'sync.setLimits': async (_context, limits) => {
      await setup.setLimits(limits)
      return undefined
    },
    'sync.setIgnored': async (_context, patterns) => {
      await setup.setIgnored(patterns)
      return undefined
    }
  }
}
