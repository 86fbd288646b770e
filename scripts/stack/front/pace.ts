import { Transform } from 'node:stream'

/** Lets through so many bytes a second, all streams of one direction together; null = as fast as it goes. */
export type Pacer = {
  /** Setting it lets go of what waits at the old rate. */
  rate: number | null
  readonly stream: () => Transform
}

export function createPacer(): Pacer {
  let rate: number | null = null
  let freeAtMs = 0
  const waiting = new Set<() => void>()
  return {
    get rate() {
      return rate
    },
    set rate(next) {
      rate = next
      freeAtMs = 0
      for (const release of [...waiting]) release()
    },
    stream: () =>
      new Transform({
        transform(chunk: Buffer, _encoding, done) {
          if (rate === null) {
            done(null, chunk)
            return
          }
          const nowMs = Date.now()
          freeAtMs = Math.max(nowMs, freeAtMs) + (chunk.length / rate) * 1000
          const release = (): void => {
            clearTimeout(timer)
            waiting.delete(release)
            done(null, chunk)
          }
          const timer = setTimeout(release, freeAtMs - nowMs).unref()
          waiting.add(release)
        }
      })
  }
}
