import type { Context } from './execute/context'

/** Ends transfers that nothing asks for any more, and removes temporaries that no transfer owns. */
export async function tidy(context: Context, wantedKeys: ReadonlySet<string>): Promise<void> {
  const { state, remote, local } = context
  const keep = new Set<string>()
  for (const transfer of [...state.transfers.values()]) {
    if (wantedKeys.has(transfer.key)) {
      if (transfer.direction === 'down') keep.add(transfer.handle)
      continue
    }
    if (transfer.direction === 'up') await remote.abortChunked(transfer.handle)
    state.dropTransfer(transfer.key)
  }
  await local.cleanTemps(keep)
  state.flush()
}
