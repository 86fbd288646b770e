import type { SyncErrorCode, SyncPhase } from '../../shared/model/sync'

/** The file server cannot be reached, or does not let us in. */
export interface Away {
  readonly code: SyncErrorCode
  readonly sinceMs: number
}

const unreachable: ReadonlySet<SyncErrorCode> = new Set([
  'offline',
  'captivePortal',
  'foreignRedirect',
  'maintenance',
  'certificate',
  'signedOut',
  'serverError'
])

/** Whether the server is away, after what the engine says now. A look that has not ended says nothing new. */
export function awayAfter(before: Away | undefined, phase: SyncPhase, nowMs: number): Away | undefined {
  switch (phase.kind) {
    case 'idle':
    case 'syncing':
      return undefined
    case 'starting':
    case 'looking':
    case 'paused':
      return before
    case 'stopped':
      return unreachable.has(phase.code) ? { code: phase.code, sinceMs: before?.sinceMs ?? nowMs } : undefined
  }
}
