import type { SyncLimits, SyncRoot, SyncSetup, SyncSetupProblem } from '../../shared/model/syncSetup'
import type { Result } from '../../shared/result'

/** What the person chose about the sync of their account, and how it is changed. */
export interface SyncSetupOwner {
  /** Undefined while nothing is synced. */
  readonly read: () => Promise<SyncSetup | undefined>
  /** Asks for the place; undefined when the question was closed. */
  readonly addRoot: (folder: string) => Promise<Result<SyncRoot | undefined, SyncSetupProblem>>
  readonly removeRoot: (id: string) => Promise<Result<undefined, SyncSetupProblem>>
  readonly setLimits: (limits: SyncLimits) => Promise<void>
  readonly setIgnored: (patterns: readonly string[]) => Promise<void>
}
