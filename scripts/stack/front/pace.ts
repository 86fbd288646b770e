import { Transform } from 'node:stream'

/** Lets through so many bytes a second, all streams of one direction together; null = as fast as it goes. */
export type Pacer = {
  rate: number | null
  readonly stream: () => Transform
}

export function createPacer(): Pacer {
  let freeAt = 0
  const pacer: Pacer = {
    rate: null,
    stream: () =>
      new Transform({
        transform(chunk: Buffer, _encoding, done) {
          if (pacer.rate === null) {
            done(null, chunk)
            return
          }
          const now = Date.now()
          freeAt = Math.max(now, freeAt) + (chunk.length / pacer.rate) * 1000
          setTimeout(() => done(null, chunk), freeAt - now).unref()
        }
      })
  }
  return pacer
}
