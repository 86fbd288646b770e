import { SyncState } from './state'
import type { JournalPort, LocalPort, Random } from './ports'

export interface Ports {
  readonly local: LocalPort
  readonly journal: JournalPort
  readonly random: Random
}

/** Reads the journal, ties it to the root by the root's marker, and clears away what an earlier run left unfinished. */
export async function openState(ports: Ports): Promise<SyncState> {
  const state = new SyncState(ports.journal, ports.journal.load())
  if (state.meta('rootId') === '') {
    // A new journal, or a lost one: whatever is on both sides is united, nothing is deleted (case 73).
    state.setMeta('rootId', await ports.local.claimRoot(ports.random.hex(16)))
    state.flush()
  }
  if ((await ports.local.checkRoot(state.meta('rootId'))) === 'ready') {
    const keep = new Set<string>()
    for (const transfer of state.transfers.values()) if (transfer.direction === 'down') keep.add(transfer.handle)
    await ports.local.cleanTemps(keep)
  }
  return state
}
