import { KEEP_ALL } from './pins'
import type { Keep } from './pins'

/** What each side takes as a name, and what the person wants to have on this computer. */
export interface Rules {
  /** The disk takes `A` and `a` for one name. */
  readonly foldsCase: boolean
  /** Names that this computer can't store (case 55): such items stay on the server alone. */
  readonly localRefuses: (name: string) => boolean
  /** Names that this server does not take: such items stay on this computer alone. */
  readonly serverRefuses: (name: string) => boolean
  readonly keep: Keep
}

export const OPEN_RULES: Rules = {
  foldsCase: false,
  localRefuses: () => false,
  serverRefuses: () => false,
  keep: KEEP_ALL
}
