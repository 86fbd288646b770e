import { backoffMs, patienceMs } from './core/backoff'
import type { SyncErrorCode, SyncItemState, SyncRemedy } from '../../shared/model/sync'
import type { FailureRecord } from './ports'
import type { SyncState } from './state'
import type { BackoffClass } from './core/backoff'
import type { Operation } from './core/operations'
import type { SyncError } from './errors'
import type { Clock, Random } from './ports'

/** A soft error becomes an item error when the same operation has met it so often in a row. */
const SOFT_LIMIT = 4

/** Whatever the clock was when it was written: nothing is left alone for longer than a day (I19). */
const LONGEST_MS = 24 * 3600 * 1.2 * 1000

/**
 * Which operations are left alone, and until when; kept in the journal. A key names the versions, so a new version
 * starts afresh.
 */
export class Failures {
  readonly #soft = new Map<string, number>()

  constructor(
    private readonly state: SyncState,
    private readonly clock: Clock,
    private readonly random: Random
  ) {}

  note(operation: Operation, error: SyncError): void {
    const { key } = operation
    if (error.scope === 'soft') {
      const count = (this.#soft.get(key) ?? 0) + 1
      this.#soft.set(key, count)
      if (count < SOFT_LIMIT) return
    }
    const attempts = (this.state.failures.get(key)?.attempts ?? 0) + 1
    const usualMs = backoffMs(attempts, classOf(error.code), this.random.unit())
    const delayMs = patienceMs(error.detail.retryAfterMs, usualMs)
    this.state.putFailure({
      key,
      localId: 'localId' in operation ? operation.localId : undefined,
      remoteId: 'remoteId' in operation ? operation.remoteId : undefined,
      code: error.code,
      attempts,
      nextTryMs: this.clock.nowMs() + delayMs
    })
  }

  clear(key: string): void {
    this.state.dropFailure(key)
    this.#soft.delete(key)
  }

  /** Drops what the plan no longer asks for. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const key of this.state.failures.keys()) if (!keys.has(key)) this.state.dropFailure(key)
    for (const key of this.#soft.keys()) if (!keys.has(key)) this.#soft.delete(key)
  }

  isHeld(key: string): boolean {
    const failure = this.state.failures.get(key)
    if (failure === undefined) return false
    const leftMs = failure.nextTryMs - this.clock.nowMs()
    return leftMs > 0 && leftMs <= LONGEST_MS
  }

  /** Lets everything be tried again at once (the person asked). */
  release(): void {
    for (const failure of this.all()) this.state.putFailure({ ...failure, nextTryMs: 0 })
    this.#soft.clear()
  }

  all(): readonly FailureRecord[] {
    return [...this.state.failures.values()]
  }

  earliestMs(): number | undefined {
    const times = this.all().map((failure) => failure.nextTryMs)
    return times.length === 0 ? undefined : Math.min(...times)
  }
}

function classOf(code: SyncErrorCode): BackoffClass {
  switch (code) {
    case 'noPermission':
      return 'permission'
    case 'locked':
      return 'locked'
    case 'changed':
    case 'gone':
    case 'exists':
    case 'preconditionFailed':
    case 'truncated':
    case 'transferLost':
      return 'soon'
    case 'nameRefused':
    case 'tooLarge':
      return 'permanent'
    default:
      return 'usual'
  }
}

export function remedyFor(code: SyncErrorCode): SyncRemedy {
  switch (code) {
    case 'offline':
    case 'captivePortal':
    case 'foreignRedirect':
      return 'checkConnection'
    case 'signedOut':
      return 'signInAgain'
    case 'noPermission':
      return 'askOwner'
    case 'quotaExceeded':
    case 'tooLarge':
      return 'freeServerSpace'
    case 'diskFull':
      return 'freeDiskSpace'
    case 'nameRefused':
    case 'nameClash':
      return 'rename'
    case 'locked':
      return 'closeElsewhere'
    case 'rootBusy':
      return 'closeElsewhere'
    case 'rootMissing':
    case 'rootForeign':
      return 'chooseRootAgain'
    case 'certificate':
    case 'remoteRootMissing':
    case 'journalFailed':
    case 'badListing':
    case 'internal':
    case 'outsideRoot':
    case 'diskRefused':
      return 'tellAdministrator'
    default:
      return 'waitForRetry'
  }
}

export function failureState(failure: FailureRecord): SyncItemState {
  if (failure.code === 'locked') return { kind: 'locked', nextTryMs: failure.nextTryMs }
  return { kind: 'error', code: failure.code, remedy: remedyFor(failure.code), nextTryMs: failure.nextTryMs }
}
