import { DEFAULT_LIMITS } from './core/guards'
import { Loop } from './loop'
import { openState } from './open'
import { describeItems, listConflicts } from './view'
import type { SyncConflict, SyncErrorItem, SyncItem, SyncStatus } from '../../shared/model/sync'
import type { MassDeleteLimits } from './core/guards'
import type { Clock, JournalPort, LocalPort, Random, RemotePort, WatchPort } from './ports'
import type { RunResult } from './run'

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
}

export const DEFAULT_OPTIONS: EngineOptions = {
  pollIntervalMs: 30_000,
  quietMs: 800,
  fullScanIntervalMs: 3_600_000,
  limits: DEFAULT_LIMITS
}

export interface EngineListener {
  readonly status: (status: SyncStatus) => void
  /** Something in these folders looks different now. */
  readonly changed: (folders: readonly string[]) => void
  readonly log: (level: 'info' | 'warn' | 'error', message: string) => void
}

export interface Engine {
  readonly status: () => SyncStatus
  readonly list: (folder: string) => readonly SyncItem[]
  readonly conflicts: () => readonly SyncConflict[]
  readonly errors: () => readonly SyncErrorItem[]
  /** Looks at both sides now, tries failed items again, and resolves when that is done. @throws SyncError */
  readonly syncNow: () => Promise<RunResult>
  readonly pause: () => void
  readonly resume: () => void
  /** @returns false when the question has changed meanwhile. */
  readonly confirmMassDelete: (id: string, answer: 'delete' | 'restore') => Promise<boolean>
  /** Starts looking by itself: at once, on hints from the disk, and at intervals. */
  readonly start: () => void
  readonly stop: () => Promise<void>
}

/** One account's engine: a single loop that looks, plans, acts and writes down, and never does two runs at once. */
export async function openEngine(
  ports: EnginePorts,
  options: EngineOptions,
  listener: EngineListener
): Promise<Engine> {
  const state = await openState(ports)
  const loop = new Loop(state, ports, options, listener)
  const engine: Engine = {
    status: () => loop.status(),
    list: (folder) => describeItems(state, loop, folder),
    conflicts: () => listConflicts(state),
    errors: () => loop.errors(),
    syncNow: () => loop.syncNow(),
    pause: () => {
      loop.pause()
    },
    resume: () => {
      loop.resume()
    },
    confirmMassDelete: (id, answer) => loop.confirm(id, answer),
    start: () => {
      loop.start()
    },
    stop: () => loop.stop()
  }
  listener.log('info', `engine open: ${String(state.model.synced.size)} synced items`)
  return engine
}
