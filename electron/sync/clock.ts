import { randomBytes } from 'node:crypto'
import type { Clock, Random } from './ports'

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs)
    return () => {
      clearTimeout(timer)
    }
  }
}

const POOL_BYTES = 4096
let pool = Buffer.alloc(0)

/** From a store of random bytes, none used twice: to ask the system for each request's name takes longer than to send it. */
function take(bytes: number): Buffer {
  if (pool.length < bytes) pool = randomBytes(Math.max(POOL_BYTES, bytes))
  const taken = pool.subarray(0, bytes)
  pool = pool.subarray(bytes)
  return taken
}

export const systemRandom: Random = {
  unit: () => take(6).readUIntBE(0, 6) / 2 ** 48,
  hex: (bytes) => take(bytes).toString('hex')
}
