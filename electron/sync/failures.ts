import { backoffMs } from './core/backoff'
import type { SyncErrorCode, SyncItemState, SyncRemedy } from '../../shared/model/sync'
import type { BackoffClass } from './core/backoff'
import type { Operation } from './core/operations'
import type { SyncError } from './errors'
import type { Clock, Random } from './ports'

export interface Failure {
  readonly key: string
  readonly localId: string | undefined
  readonly remoteId: string | undefined
  readonly code: SyncErrorCode
  readonly attempts: number
  readonly nextTryMs: number
}

/** A soft error becomes an item error when the same operation has met it so often in a row. */
const SOFT_LIMIT = 4

/** Which operations are left alone, and until when. A key names the versions, so a new version starts afresh. */
export class Failures {
  readonly #byKey = new Map<string, Failure>()
  readonly #soft = new Map<string, number>()

  constructor(
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
    const attempts = (this.#byKey.get(key)?.attempts ?? 0) + 1
    const delayMs = error.detail.retryAfterMs ?? backoffMs(attempts, classOf(error.code), this.random.unit())
    this.#byKey.set(key, {
      key,
      localId: 'localId' in operation ? operation.localId : undefined,
      remoteId: 'remoteId' in operation ? operation.remoteId : undefined,
      code: error.code,
      attempts,
      nextTryMs: this.clock.nowMs() + delayMs
    })
  }

  clear(key: string): void {
    this.#byKey.delete(key)
    this.#soft.delete(key)
  }

  /** Drops what the plan no longer asks for. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const key of this.#byKey.keys()) if (!keys.has(key)) this.#byKey.delete(key)
    for (const key of this.#soft.keys()) if (!keys.has(key)) this.#soft.delete(key)
  }

  isHeld(key: string): boolean {
    const failure = this.#byKey.get(key)
    return failure !== undefined && failure.nextTryMs > this.clock.nowMs()
  }

  /** Lets everything be tried again at once (the person asked). */
  release(): void {
    for (const [key, failure] of this.#byKey) this.#byKey.set(key, { ...failure, nextTryMs: 0 })
    this.#soft.clear()
  }

  all(): readonly Failure[] {
    return [...this.#byKey.values()]
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

export function failureState(failure: Failure): SyncItemState {
  if (failure.code === 'locked') return { kind: 'locked', nextTryMs: failure.nextTryMs }
  return { kind: 'error', code: failure.code, remedy: remedyFor(failure.code), nextTryMs: failure.nextTryMs }
}
