import { ROOT_ID } from './core/nodes'
import { USUAL_IGNORES } from './core/ignore'
import { SyncState } from './state'
import type { IgnoreRules } from './core/ignore'
import type { JournalPort, LocalPort, Random } from './ports'

export interface Ports {
  readonly local: LocalPort
  readonly journal: JournalPort
  readonly random: Random
}

/** Reads the journal, ties it to the root by the root's marker, and clears away what an earlier run left unfinished. */
export async function openState(ports: Ports, ignore: IgnoreRules = USUAL_IGNORES): Promise<SyncState> {
  const state = new SyncState(ports.journal, ports.journal.load())
  if (state.meta('rootId') === '') {
    // A new journal, or a lost one: whatever is on both sides is united, nothing is deleted (case 73).
    state.setMeta('rootId', await ports.local.claimRoot(ports.random.hex(16)))
    state.setMeta('ignored', ignore.added)
    state.flush()
  }
  if (state.meta('ignored') !== ignore.added) applyIgnores(state, ignore)
  if ((await ports.local.checkRoot(state.meta('rootId'))) === 'ready') {
    const keep = new Set<string>()
    for (const transfer of state.transfers.values()) if (transfer.direction === 'down') keep.add(transfer.handle)
    await ports.local.cleanTemps(keep)
  }
  return state
}

/** What is ignored from now on was not deleted by anybody: it leaves all trees at once, and all is listed anew. */
function applyIgnores(state: SyncState, ignore: IgnoreRules): void {
  const { remote, synced } = state.model
  for (const tree of [synced, remote]) {
    for (const node of [...tree.nodes()]) {
      const path = tree.path(node.id)
      if (path !== undefined && ignore.judge(path) !== 'sync') tree.drop(node.id)
    }
  }
  for (const node of [...remote.subtree(ROOT_ID)]) if (node.kind === 'folder') remote.put({ ...node, listedEtag: '' })
  state.setMeta('listedRootEtag', '')
  state.setMeta('ignored', ignore.added)
  state.flush()
}
