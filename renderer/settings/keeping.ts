import type { SyncAmount, SyncPinned } from '../../shared/model/sync'
import type { SyncRoot } from '../../shared/model/syncSetup'
import { isWithin, parentOf } from '../files/sort'

export type Pin = SyncPinned['pin']
/** What was decided, by path. The nearest decision at a path or above it holds; without any, everything is kept here. */
export type Pins = ReadonlyMap<string, Pin>

/** How much of a folder is kept on this computer. */
export type Kept = 'all' | 'some' | 'none'

/** The decisions about a root's own part: what lies in another root is that one's. */
export function pinsOf(roots: readonly SyncRoot[], { folder }: SyncRoot, pins: readonly SyncPinned[]): Pins {
  const others = roots.map((root) => root.folder).filter((other) => other !== folder && isWithin(other, folder))
  const own = pins.filter(({ path }) => isWithin(path, folder) && !others.some((other) => isWithin(path, other)))
  return new Map(own.map(({ path, pin }) => [path, pin]))
}

function pinAt(pins: Pins, path: string): Pin {
  for (let at = path; ; at = parentOf(at)) {
    const pin = pins.get(at)
    if (pin !== undefined || at === '') return pin ?? 'offline'
  }
}

export function keptAt(pins: Pins, path: string): Kept {
  const own = pinAt(pins, path)
  const isMixed = [...pins].some(([other, pin]) => pin !== own && other !== path && isWithin(other, path))
  return isMixed ? 'some' : own === 'offline' ? 'all' : 'none'
}

/**
 * The decisions after one about a folder and all in it. What was decided otherwise in it goes; what was decided in so
 * many words before and holds again stays, and nothing is decided that holds anyway.
 */
export function decide(before: Pins, pins: Pins, path: string, pin: Pin): Pins {
  const next = new Map([...pins].filter(([other, own]) => other !== path && (own === pin || !isWithin(other, path))))
  if (before.get(path) === pin || pinAt(next, path) !== pin) next.set(path, pin)
  return next
}

export interface Change {
  readonly path: string
  readonly pin: Pin | null
}

/** What makes the one set of decisions into the other. What stays here comes first, so that it does not go meanwhile. */
export function changesOf(before: Pins, after: Pins): readonly Change[] {
  const set = [...after].filter(([path, pin]) => before.get(path) !== pin).map(([path, pin]) => ({ path, pin }))
  const gone = [...before.keys()].filter((path) => !after.has(path)).map((path) => ({ path, pin: null }))
  const [kept, freed] = [set.filter(({ pin }) => pin === 'offline'), set.filter(({ pin }) => pin === 'onlineOnly')]
  return [...kept, ...freed, ...gone]
}

/** What changed decisions mean: what comes to this computer, what goes, and how many files go only when they are sent. */
export interface Effect {
  readonly fetchBytes: number
  readonly freeBytes: number
  readonly unsent: number
}

/** @param amounts of every path that is decided about, before or after. */
export function effectOf(before: Pins, after: Pins, amounts: ReadonlyMap<string, SyncAmount>): Effect {
  const decided = new Set([...before.keys(), ...after.keys()])
  // What is decided about by itself does not count for the folder around it.
  const own = new Map([...decided].map((path) => [path, { ...(amounts.get(path) ?? nothing) }]))
  for (const path of decided) {
    let around = path
    while (around !== '' && (around === path || !decided.has(around))) around = parentOf(around)
    const outer = around === path ? undefined : own.get(around)
    const amount = amounts.get(path)
    if (!outer || !amount) continue
    outer.sizeBytes -= amount.sizeBytes
    outer.bytesHere -= amount.bytesHere
    outer.unsent -= amount.unsent
  }
  const effect = { fetchBytes: 0, freeBytes: 0, unsent: 0 }
  for (const [path, { sizeBytes, bytesHere, unsent }] of own) {
    const [was, will] = [pinAt(before, path), pinAt(after, path)]
    if (was === will) continue
    if (will === 'offline') effect.fetchBytes += Math.max(0, sizeBytes - bytesHere)
    else {
      effect.freeBytes += Math.max(0, bytesHere)
      effect.unsent += Math.max(0, unsent)
    }
  }
  return effect
}

const nothing: SyncAmount = { sizeBytes: 0, bytesHere: 0, unsent: 0 }

/** What of a root is on this computer, as briefly as it can be said. */
export type Summary =
  | { readonly kind: 'all' | 'parts' | 'none' }
  | { readonly kind: 'folders'; readonly whole: number; readonly partly: number; readonly all: number }

export function summaryOf(pins: Pins, { folder, usage }: Pick<SyncRoot, 'folder' | 'usage'>): Summary {
  const kept = keptAt(pins, folder)
  if (kept !== 'some') return { kind: kept }
  const folders = (usage?.folders ?? []).map((path) => keptAt(pins, path))
  const count = (which: Kept) => folders.filter((one) => one === which).length
  const [whole, partly, all] = [count('all'), count('some'), folders.length]
  if (whole + partly === 0 && usage?.bytesHere === 0) return { kind: 'none' }
  if (whole === all) return { kind: 'parts' }
  return { kind: 'folders', whole, partly, all }
}
