import type { SyncErrorItem, SyncItemState } from '../../shared/model/sync'
import type { Model } from './core/model'
import type { Operation, Plan } from './core/operations'
import type { Progress } from './progress'

interface Planned {
  readonly plan: Plan
  /** Keys of operations in the plan that are done already. */
  readonly done: ReadonlySet<string>
  readonly progress: Pick<Progress, 'of'>
}

/** How many changes made here the server does not have yet. */
export const countWaiting = ({ plan, done }: Pick<Planned, 'plan' | 'done'>): number =>
  plan.operations.reduce((count, operation) => count + (isWaiting(operation, done) ? 1 : 0), 0)

/** The changes made here that the server does not have yet, by path. */
export function listWaiting({ local, remote }: Model, { plan, done, progress }: Planned): SyncErrorItem[] {
  return plan.operations.flatMap((operation) => {
    if (!isWaiting(operation, done)) return []
    const path = 'localId' in operation ? local.path(operation.localId) : remote.path(operation.remoteId)
    const active = progress.of(operation.key)
    const state: SyncItemState = active ? { kind: 'syncing', ...active } : { kind: 'changedLocally' }
    return path === undefined ? [] : [{ path, state }]
  })
}

/** The files here that the server does not have as they are, whether they are on their way or held back. */
export function unsentFiles({ local }: Model, { plan, done }: Pick<Planned, 'plan' | 'done'>): Set<string> {
  const files = new Set<string>()
  const note = (localId: string | undefined): void => {
    if (localId !== undefined && local.get(localId)?.kind === 'file') files.add(localId)
  }
  for (const operation of plan.operations) {
    const isOwn = operation.kind === 'hash' || operation.kind === 'upload' || operation.kind === 'conflict'
    if (isOwn && !done.has(operation.key)) note(operation.localId)
  }
  for (const { localId, reason } of plan.blocked) if (reason !== 'onlineOnly') note(localId)
  return files
}

type Outgoing = Extract<Operation, { kind: 'upload' | 'makeRemoteFolder' | 'moveRemote' | 'deleteRemote' | 'hash' }>

function isWaiting(operation: Operation, done: ReadonlySet<string>): operation is Outgoing {
  switch (operation.kind) {
    // Something was written: whether it is another content is seen when it is read.
    case 'hash':
    case 'upload':
    case 'makeRemoteFolder':
    case 'moveRemote':
    case 'deleteRemote':
      return !done.has(operation.key)
    default:
      return false
  }
}
