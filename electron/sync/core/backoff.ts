const SECOND_MS = 1000
const inMs = (...seconds: readonly number[]): readonly number[] => seconds.map((each) => each * SECOND_MS)
const STEPS_MS = inMs(25, 120, 600, 3600, 18_000, 86_400)
/**
 * The server holds a file for as long as somebody reads it, be it its preview for this very computer: mostly it is free
 * in a moment.
 */
const LOCKED_STEPS_MS = inMs(2, 5, 12, 30)

export type BackoffClass = 'usual' | 'permission' | 'soon' | 'locked' | 'permanent'

/**
 * How long to leave an item alone after its n-th failure (1, 2, …), with up to 20 % of jitter added.
 * @param unit a random number in [0, 1).
 */
export function backoffMs(attempt: number, kind: BackoffClass, unit: number): number {
  const steps = kind === 'locked' ? LOCKED_STEPS_MS : STEPS_MS
  const step = steps[Math.min(Math.max(attempt, 1), steps.length) - 1] ?? SECOND_MS
  const capMs = { usual: 86_400, permission: 3600, soon: 30, locked: 30, permanent: 86_400 }[kind] * SECOND_MS
  const baseMs = kind === 'permanent' ? capMs : Math.min(step, capMs)
  return Math.round(baseMs * (1 + unit * 0.2))
}

const LEAST_PATIENCE_MS = 5 * SECOND_MS

/** What the server asked for, or the usual time; a server that always says "now" is not asked without a pause. */
export function patienceMs(askedMs: number | undefined, usualMs: number): number {
  return askedMs === undefined ? usualMs : Math.max(askedMs, Math.min(usualMs, LEAST_PATIENCE_MS))
}

/** How long to wait after a whole run failed (offline, maintenance): 10 s, 20 s … at most 5 min, with jitter. */
export function runBackoffMs(attempt: number, unit: number): number {
  const baseMs = Math.min(10 * SECOND_MS * 2 ** Math.max(attempt - 1, 0), 300 * SECOND_MS)
  return Math.round(baseMs * (1 + unit * 0.2))
}

const PUSHED_POLL_MS = 300 * SECOND_MS
const QUIET_AFTER = 20

/**
 * How often the server is asked: seldom while it tells of changes itself, and half as often as usual when nothing
 * has changed for a while.
 */
export function pollIntervalMs(usualMs: number, isPushed: boolean, unchangedPolls: number): number {
  if (isPushed) return Math.max(usualMs, PUSHED_POLL_MS)
  return unchangedPolls > QUIET_AFTER ? usualMs * 2 : usualMs
}

/** What there is to wait for before the next look, in ms since the epoch; undefined for nothing. */
interface Waits {
  readonly nowMs: number
  readonly pollMs: number
  readonly retryAtMs: number | undefined
  readonly quietAtMs: number | undefined
}

/**
 * How long until both sides are looked at again. Never more often than asked: a thousand clients must not fall into
 * step either.
 * @param unit a random number in [0, 1).
 */
export function nextLookMs({ nowMs, pollMs, retryAtMs, quietAtMs }: Waits, unit: number): number {
  const dueMs = Math.max(0, Math.min(retryAtMs ?? Infinity, quietAtMs ?? Infinity) - nowMs)
  return Math.min(pollMs * (1 + unit * 0.2), Math.max(dueMs, 100))
}
