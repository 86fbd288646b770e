import { CircleAlert, CircleCheck, CloudOff, Pause, RefreshCw, type LucideIcon } from 'lucide-react'
import type { SyncPhase } from '../../../../shared/model/sync'
import type { Away } from '../../connection'

const icons: Readonly<Record<SyncPhase['kind'], LucideIcon>> = {
  starting: RefreshCw,
  looking: RefreshCw,
  syncing: RefreshCw,
  idle: CircleCheck,
  paused: Pause,
  stopped: CircleAlert
}

interface PhaseIconProps {
  readonly phase: SyncPhase
  readonly away?: Away | undefined
  readonly size: number
}

/** What a sync does, as an icon that turns while something is being done. Decoration: the words stand beside it. */
export function PhaseIcon({ phase, away, size }: PhaseIconProps) {
  const Icon = away ? CloudOff : icons[phase.kind]
  return <Icon className={Icon === RefreshCw ? 'icon turning' : 'icon'} size={size} aria-hidden />
}
