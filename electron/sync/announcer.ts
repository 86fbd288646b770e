import type { SyncStatus } from '../../shared/model/sync'
import type { Clock } from './ports'
import type { Viewed } from './viewed'

/** Many small changes within this time become one message. */
const NOTICE_MS = 200

interface AnnouncerDeps {
  readonly clock: Clock
  readonly status: () => SyncStatus
  readonly viewed: Viewed
  readonly tell: (status: SyncStatus) => void
  readonly changed: (folders: readonly string[]) => void
}

/** Says how things are: at once when something begins or ends, and not too often in between. */
export class Announcer {
  sequence = 0
  #cancelNotice: (() => void) | undefined

  constructor(private readonly deps: AnnouncerDeps) {}

  /** Something may look different: soon, with whatever else changes until then. */
  notice(): void {
    this.#cancelNotice ??= this.deps.clock.after(NOTICE_MS, () => {
      this.tell()
    })
  }

  tell(): void {
    this.stop()
    this.sequence += 1
    this.deps.tell(this.deps.status())
    const folders = this.deps.viewed.changes()
    if (folders.length > 0) this.deps.changed(folders)
  }

  stop(): void {
    this.#cancelNotice?.()
    this.#cancelNotice = undefined
  }
}
