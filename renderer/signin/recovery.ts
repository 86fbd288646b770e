import type { RecoveryState, SyncState } from '../matrix/contract'

export type RecoveryStep = 'save' | 'unlock'

/** What is to be done after the password: save a new recovery code, give the old one, nothing, or not known yet. */
export function recoveryStepOf({ state }: RecoveryState, sync: SyncState): RecoveryStep | 'none' | 'unknown' {
  if (state === 'needsSetup') return 'save'
  if (state === 'needsRecoveryKey') return 'unlock'
  // The keys are there already, or cannot be had now: the app itself says so where it matters.
  const cannotStart = sync.state === 'error' || sync.state === 'signedOut'
  return state === 'ready' || state === 'problem' || cannotStart ? 'none' : 'unknown'
}
