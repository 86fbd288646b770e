import { plan } from './core/planner'
import { observeLocal } from './observe/local'
import { observeRemote } from './observe/remote'
import type { IgnoreRules } from './core/ignore'
import type { Operation, Plan } from './core/operations'
import type { Rules } from './core/rules'
import type { LocalPort, RemotePort } from './ports'
import type { SyncState } from './state'

export interface Preview {
  readonly plan: Plan
  /** One line for a person: what would happen to which path. */
  readonly describe: (operation: Operation) => string
}

/** Looks at both sides and plans the first round; what follows from it (the contents of new pairs) is not known yet. */
export async function preview(
  state: SyncState,
  ports: { readonly remote: RemotePort; readonly local: LocalPort },
  ignore: IgnoreRules,
  rules: Rules
): Promise<Preview> {
  await observeRemote(state, ports.remote, ignore)
  await observeLocal(state, ports.local, 'full')
  const { local, remote, synced } = state.model
  const place = (operation: Operation): string | undefined => {
    if ('localId' in operation) return local.path(operation.localId)
    if ('remoteId' in operation) return remote.path(operation.remoteId)
    return synced.path(operation.syncedId)
  }
  return {
    plan: plan(state.model, rules),
    describe: (operation) => {
      const target = operation.kind === 'moveLocal' || operation.kind === 'moveRemote' ? ` -> ${operation.name}` : ''
      return `${operation.kind} ${place(operation) ?? ''}${target}`
    }
  }
}
