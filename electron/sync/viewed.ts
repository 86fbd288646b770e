import { openView } from './view'
import type { SyncItem } from '../../shared/model/sync'
import type { Activity } from './view'
import type { SyncState } from './state'

/** More are not compared: then all is said to have changed, and who shows something asks again. */
const MOST_FOLDERS = 256
const MOST_ITEMS = 20_000

interface Seen {
  readonly mark: number
  readonly items: number
}

/** The folders that somebody has listed, and how their items looked then. */
export class Viewed {
  readonly #seen = new Map<string, Seen>()
  #isOverfull = false

  constructor(
    private readonly state: SyncState,
    private readonly activity: Activity
  ) {}

  list(folder: string): readonly SyncItem[] {
    const items = openView(this.state, this.activity)(folder)
    this.#seen.set(folder, { mark: markOf(items), items: items.length })
    if (this.#seen.size > MOST_FOLDERS) this.#isOverfull = true
    return items
  }

  /** @returns the listed folders whose items look different now; `['']` when that would be too much to tell. */
  changes(): readonly string[] {
    if (this.#seen.size === 0) return []
    let items = 0
    for (const seen of this.#seen.values()) items += seen.items
    if (this.#isOverfull || items > MOST_ITEMS) {
      this.#isOverfull = false
      this.#seen.clear()
      return ['']
    }
    const view = openView(this.state, this.activity)
    const changed: string[] = []
    for (const [folder, { mark }] of this.#seen) {
      const found = view(folder)
      const now = markOf(found)
      if (now === mark) continue
      this.#seen.set(folder, { mark: now, items: found.length })
      changed.push(folder)
    }
    return changed
  }
}

/** A number that differs when anything differs that is shown of the items (FNV-1a over two halves, 52 bits). */
function markOf(items: readonly SyncItem[]): number {
  let low = 0x811c9dc5
  let high = 0x01000193
  for (const item of items) {
    const text = JSON.stringify(item)
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at)
      low = Math.imul(low ^ code, 0x01000193) >>> 0
      high = Math.imul(high ^ code, 0x5bd1e995) >>> 0
    }
  }
  return (high & 0xfffff) * 2 ** 32 + low
}
