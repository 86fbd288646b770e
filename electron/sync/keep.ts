import type { Keep, Pin } from './core/pins'
import type { SyncState } from './state'

/** What the person decided to keep on this computer, as the journal has it. */
export function loadKeep(state: SyncState, unsynced: readonly string[]): Keep {
  const text = state.meta('pins')
  const known = new Map<string, Pin>()
  const saved: unknown = text === '' ? [] : JSON.parse(text)
  for (const pair of Array.isArray(saved) ? (saved as readonly unknown[]) : []) {
    const [id, pin] = Array.isArray(pair) ? (pair as readonly unknown[]) : []
    if (typeof id === 'string' && (pin === 'onlineOnly' || pin === 'offline')) known.set(id, pin)
  }
  return { pins: known, unsynced }
}

/** @param pin undefined: as the folder around it. @returns false when the server has no such item. */
export function setPin(state: SyncState, path: string, pin: Pin | undefined): boolean {
  const { local, remote } = state.model
  const here = local.byPath(path)
  // The name here may differ from the server's; an item that is not here is known by its path there.
  const id = (here === undefined ? undefined : state.model.remoteOf(here)) ?? remote.byPath(path)
  if (id === undefined) return false
  const next = new Map(loadKeep(state, []).pins)
  if (pin === undefined) next.delete(id)
  else next.set(id, pin)
  state.setMeta('pins', JSON.stringify([...next]))
  state.flush()
  return true
}
