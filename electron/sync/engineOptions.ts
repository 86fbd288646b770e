import { DEFAULT_LIMITS } from './core/guards'
import { USUAL_IGNORES } from './core/ignore'
import type { SyncStatus } from '../../shared/model/sync'
import type { MassDeleteLimits } from './core/guards'
import type { IgnoreRules } from './core/ignore'
import type { RemoteLock } from './core/nodes'
import type { Clock, JournalPort, LocalPort, Random, RemotePort, WatchPort } from './ports'

/** What an engine works on. */
export interface EnginePorts {
  readonly remote: RemotePort
  readonly local: LocalPort
  readonly journal: JournalPort
  readonly watch: WatchPort | undefined
  readonly clock: Clock
  readonly random: Random
}

export interface EngineOptions {
  readonly pollIntervalMs: number
  /** How long the disk must be quiet after a hint before it is looked at. */
  readonly quietMs: number
  readonly fullScanIntervalMs: number
  readonly limits: MassDeleteLimits
  /** How long a file must be unchanged before it is uploaded. */
  readonly minAgeMs: number
  readonly ignore: IgnoreRules
  /** Folders on the server that are not kept here, by path. */
  readonly unsynced: readonly string[]
  /** Names that the server does not take, as its capabilities say. */
  readonly serverRefuses: (name: string) => boolean
  /** Called after what leaves much garbage behind: reading the journal, and a whole look at the disk. */
  readonly sweepHeap: () => void
}

export const DEFAULT_OPTIONS: EngineOptions = {
  pollIntervalMs: 30_000,
  quietMs: 800,
  fullScanIntervalMs: 3_600_000,
  limits: DEFAULT_LIMITS,
  minAgeMs: 1000,
  ignore: USUAL_IGNORES,
  unsynced: [],
  serverRefuses: () => false,
  sweepHeap: () => undefined
}

export interface EngineListener {
  readonly status: (status: SyncStatus) => void
  /** Something in these folders looks different now. */
  readonly changed: (folders: readonly string[]) => void
  /** The server had everything of the account removed from this computer: the engine is at its end. */
  readonly wiped: () => void
  /** An item that somebody else has locked was opened for editing here, or changed; once for each lock. */
  readonly lockedEdit: (path: string, lock: RemoteLock) => void
  readonly log: (level: 'info' | 'warn' | 'error', message: string) => void
}
