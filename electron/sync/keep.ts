import { z } from 'zod'
import type { Keep, Pin } from './core/pins'
import type { SyncState } from './state'

const pins = z.array(z.tuple([z.string(), z.enum(['onlineOnly', 'offline'])]))

/** What the person decided to keep on this computer, as the journal has it. */
export function loadKeep(state: SyncState, unsynced: readonly string[]): Keep {
  const text = state.meta('pins')
  return { pins: new Map(text === '' ? [] : pins.parse(JSON.parse(text))), unsynced }
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
