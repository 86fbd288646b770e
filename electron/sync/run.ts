import { withoutOrphans } from './core/operations'
import { isInMount, isMount } from './core/permissions'
import { plan } from './core/planner'
import { executeRound } from './execute/round'
import { observeLocal } from './observe/local'
import { observeRemote } from './observe/remote'
import { SyncError } from './errors'
import { OwnFolders } from './ownFolders'
import { tidy } from './tidy'
import type { IgnoreRules } from './core/ignore'
import type { Operation, Plan } from './core/operations'
import type { Rules } from './core/rules'
import type { Context } from './execute/context'
import type { Failures } from './failures'
import type { Locks } from './locks'
import type { MassDeleteGuard } from './massDelete'
import type { RemoteObservation } from './observe/remote'
import type { LeftOut } from './ports'
import type { Progress } from './progress'
import type { SyncState } from './state'
import type { YoungFiles } from './young'

/** I3: after so many rounds something is wrong, and it is better to stop and look again later. */
const MAX_ROUNDS = 200
const MAX_INCOMPLETE_SCANS = 5

export interface RunDeps {
  readonly context: Context
  readonly failures: Failures
  readonly guard: MassDeleteGuard
  readonly progress: Progress
  readonly young: YoungFiles
  readonly locks: Locks
  readonly ignore: IgnoreRules
  readonly rules: () => Rules
  readonly isHalted: () => boolean
  /** Told whenever something that a person could see has changed. */
  readonly changed: () => void
  readonly planned: (plan: Plan) => void
  readonly finished: (operation: Operation) => void
}

export interface RunResult {
  readonly rounds: number
  readonly operations: number
  readonly folderFailures: RemoteObservation['failures']
  /** Undefined when not the whole disk was looked at. */
  readonly leftOut: readonly LeftOut[] | undefined
  /** When files that still change should be quiet; undefined when there are none. */
  readonly youngUntilMs: number | undefined
}

/**
 * One synchronisation: looks at both sides, then plans and executes until nothing is left to do but what is held
 * back by an error, a guard or a missing permission; looks at the server again last, so that the folders' etags
 * are those after our own changes and the next poll costs one request.
 * @throws SyncError of scope `run` when nothing works for now.
 */
export async function runOnce(deps: RunDeps, localScope: 'full' | ReadonlySet<string>): Promise<RunResult> {
  const { context, failures, guard, progress, young, locks } = deps
  const { state } = context
  let operationsDone = 0
  const seen = { all: false, remoteStale: false }
  const own = new OwnFolders(state)
  let leftOut: readonly LeftOut[] | undefined
  let folderFailures: RemoteObservation['failures'] = []
  const result = (rounds: number): RunResult => ({
    rounds,
    operations: operationsDone,
    folderFailures,
    leftOut,
    youngUntilMs: young.untilMs
  })

  const lookLocal = async (scope: 'full' | ReadonlySet<string>): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      const found = await observeLocal(state, context.local, attempt === 1 ? scope : 'full')
      if (scope === 'full' || attempt > 1) leftOut = found.leftOut
      if (found.complete) {
        seen.all = scope === 'full' || attempt > 1
        return
      }
      if (attempt >= MAX_INCOMPLETE_SCANS)
        throw new SyncError('changed', 'the folder changes faster than it can be read')
    }
  }
  const lookRemote = async (): Promise<void> => {
    const found = await observeRemote(state, context.remote, deps.ignore, own.take())
    folderFailures = found.failures
    state.flush()
  }

  context.refusedBytes.clear()
  try {
    await lookRemote()
  } catch (cause) {
    // Without the server nothing is done, but what was changed here is seen, and shown as waiting.
    await lookLocal(localScope)
    deps.planned(plan(state.model, deps.rules()))
    throw cause
  }
  await lookLocal(localScope)
  await locks.noticeOpened()
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    if (deps.isHalted()) return result(round)
    const planned = plan(state.model, deps.rules())
    const isOutdated = outdating(state)
    const allowed = guard.filter(planned)
    const keys = new Set(planned.operations.map((operation) => operation.key))
    failures.keepOnly(keys)
    young.reset()
    locks.release(failures)
    const due = allowed.filter(
      (operation) =>
        !failures.isHeld(operation.key) &&
        !young.holds(state, operation) &&
        !(operation.kind === 'deleteLocal' && isPartBlind(state, folderFailures))
    )
    const operations = withoutOrphans(await locks.admit(due, failures))
    deps.planned(planned)
    deps.changed()
    if (operations.length === 0) {
      if (!seen.remoteStale) {
        if (round > 1 || state.transfers.size > 0) await tidy(context, keys)
        state.flush()
        return result(round)
      }
      await lookRemote()
      seen.remoteStale = false
      continue
    }
    // A deletion must not rest on hints: something may only have moved to where nobody looked.
    if (!seen.all && operations.some((operation) => operation.kind === 'deleteRemote')) {
      await lookLocal('full')
      continue
    }
    progress.expect(operations)
    context.made.clear()
    context.listings.clear()
    const surprises: Operation[] = []
    const refused: Operation[] = []
    await executeRound(context, operations, {
      started: (operation) => {
        progress.start(operation)
        if (touchesRemote(operation)) seen.remoteStale = true
        deps.changed()
      },
      done: (operation) => {
        operationsDone += 1
        own.note(operation)
        failures.clear(operation.key)
        deps.finished(operation)
        progress.end(operation, true)
        deps.changed()
      },
      failed: (operation, error) => {
        failures.note(operation, error)
        progress.end(operation, false)
        if (error.scope === 'soft') surprises.push(operation)
        if (error.code === 'locked') refused.push(operation)
        deps.changed()
      },
      isHalted: () => deps.isHalted() || isOutdated()
    })
    await locks.learn(refused)
    if (surprises.length > 0) {
      // Something is not as we believed: look at both sides before planning anything on it.
      await lookRemote()
      await lookLocal('full')
      seen.remoteStale = false
    }
  }
  throw new SyncError('internal', 'the plan does not come to an end')
}

/**
 * Whether the person has decided anew what is kept here: a plan that fetches for an hour what is not wanted any more is
 * not followed to its end.
 */
function outdating(state: SyncState): () => boolean {
  const before = state.meta('pins')
  return () => state.meta('pins') !== before
}

/**
 * What vanished may be in a folder that could not be listed (I7). A storage that is not the server's own is no such
 * place: what moves into it becomes another file. A share is one when its storage is away: it is on another server then,
 * or outside of its owner's.
 */
function isPartBlind(state: SyncState, failures: RemoteObservation['failures']): boolean {
  return failures.some(({ folderId, error }) => {
    const folder = state.model.remote.get(folderId)
    if (folder === undefined) return true
    return !isMount(folder) && !(error.code === 'storageUnavailable' && isInMount(folder))
  })
}

function touchesRemote(operation: Operation): boolean {
  switch (operation.kind) {
    case 'upload':
    case 'makeRemoteFolder':
    case 'moveRemote':
    case 'parkRemote':
    case 'deleteRemote':
      return true
    default:
      return false
  }
}
