import { asSyncError } from '../errors'
import { inParallel } from '../parallel'
import { perform } from './perform'
import type { Operation } from '../core/operations'
import type { SyncError } from '../errors'
import type { Context } from './context'

export interface RoundListener {
  readonly started: (operation: Operation) => void
  readonly done: (operation: Operation) => void
  readonly failed: (operation: Operation, error: SyncError) => void
  /** True when no further operation may start (pause, stop). */
  readonly isHalted: () => boolean
}

const PARALLEL = 6
/** Downloads that have arrived and wait for the disk keep no connection from the next ones. */
const IN_FLIGHT = 24
const FLUSH_EVERY = 64

/**
 * Executes one plan: first what changes names and places, one by one; then folders and transfers side by side;
 * deletions last, so that what moved out of a folder is out of it. A failing item stops nothing but what needs it;
 * an error of scope `run` ends the round.
 */
export async function executeRound(
  context: Context,
  operations: readonly Operation[],
  listener: RoundListener
): Promise<void> {
  let stopped: SyncError | undefined
  const run: Run = async (operation, received) => {
    if (stopped !== undefined || listener.isHalted()) return false
    listener.started(operation)
    try {
      await perform(context, operation, received)
      if (context.state.pendingChanges >= FLUSH_EVERY) context.state.flush()
      listener.done(operation)
      return true
    } catch (cause) {
      const error = asSyncError(cause)
      if (error.scope === 'run') stopped = error
      else listener.failed(operation, error)
      return false
    }
  }
  const phases = inPhases(operations)
  for (const operation of phases.bookkeeping) await run(operation)
  await inParallel(phases.hashes, PARALLEL, async (operation) => {
    await run(operation)
  })
  for (const operation of phases.places) await run(operation)
  await transfer(phases.transfers, run)
  await inParallel(phases.deletions, PARALLEL, async (operation) => {
    await run(operation)
  })
  context.state.flush()
  if (stopped !== undefined) throw stopped
}

/** @returns whether it was done. */
type Run = (operation: Operation, received?: () => void) => Promise<boolean>

/** Runs transfers up to six at a time; what a folder is needed for waits for that folder. */
async function transfer(operations: readonly Operation[], run: Run): Promise<void> {
  const waiting = new Map<string, Operation[]>()
  const keys = new Set(operations.map((operation) => operation.key))
  const ready: Operation[] = []
  for (const operation of spreadOverFolders(operations)) {
    const needs = neededKey(operation)
    if (needs === undefined) ready.push(operation)
    else if (keys.has(needs)) waiting.set(needs, [...(waiting.get(needs) ?? []), operation])
  }
  let inFlight = 0
  let withServer = 0
  await new Promise<void>((resolve, reject) => {
    const next = (): void => {
      if (inFlight === 0 && ready.length === 0) resolve()
      while (withServer < PARALLEL && inFlight < IN_FLIGHT) {
        const operation = ready.shift()
        if (operation === undefined) return
        inFlight += 1
        withServer += 1
        let isWithServer = true
        const received = (): void => {
          if (isWithServer) withServer -= 1
          isWithServer = false
        }
        const receivedEarly = (): void => {
          received()
          next()
        }
        run(operation, receivedEarly).then((ok) => {
          received()
          inFlight -= 1
          if (ok) ready.push(...(waiting.get(operation.key) ?? []))
          waiting.delete(operation.key)
          next()
        }, reject)
      }
    }
    next()
  })
}

function neededKey(operation: Operation): string | undefined {
  if (!('parent' in operation)) return undefined
  return 'madeBy' in operation.parent ? operation.parent.madeBy : undefined
}

/** Servers lock a folder's row while a file in it is written: neighbours in the queue should not share one. */
function spreadOverFolders(operations: readonly Operation[]): Operation[] {
  const folders = new Map<string, Operation[]>()
  const first: Operation[] = []
  for (const operation of operations) {
    if (operation.kind !== 'upload') {
      first.push(operation)
      continue
    }
    const key = 'id' in operation.parent ? operation.parent.id : operation.parent.madeBy
    const list = folders.get(key)
    if (list === undefined) folders.set(key, [operation])
    else list.push(operation)
  }
  const lists = [...folders.values()]
  const longest = lists.reduce((most, list) => Math.max(most, list.length), 0)
  for (let index = 0; index < longest; index += 1) {
    for (const list of lists) {
      const operation = list[index]
      if (operation !== undefined) first.push(operation)
    }
  }
  return first
}

function inPhases(operations: readonly Operation[]): {
  bookkeeping: Operation[]
  hashes: Operation[]
  places: Operation[]
  transfers: Operation[]
  deletions: Operation[]
} {
  const phases = {
    bookkeeping: [] as Operation[],
    hashes: [] as Operation[],
    places: [] as Operation[],
    transfers: [] as Operation[],
    deletions: [] as Operation[]
  }
  for (const operation of operations) {
    const { kind } = operation
    if (kind === 'record' || kind === 'forget') phases.bookkeeping.push(operation)
    else if (kind === 'hash') phases.hashes.push(operation)
    else if (kind === 'deleteLocal' || kind === 'deleteRemote') phases.deletions.push(operation)
    else if ('parent' in operation || kind === 'conflict') phases.transfers.push(operation)
    else phases.places.push(operation)
  }
  return phases
}
