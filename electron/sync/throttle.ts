import type { Bytes, Clock } from './ports'

export interface BandwidthLimits {
  readonly upBytesPerSecond: number | undefined
  readonly downBytesPerSecond: number | undefined
}

/** Lets so many bytes pass in a second, over all transfers that share it. */
export class Throttle {
  /** When the bytes that have passed are paid for. */
  #freeMs = 0

  constructor(
    private readonly bytesPerSecond: number,
    private readonly clock: Clock
  ) {}

  async *pass(body: Bytes): Bytes {
    for await (const block of body) {
      // Small pieces: a large one would pass at once and leave the line still for seconds.
      for (let from = 0; from < block.length; from += PIECE_BYTES) {
        const piece = block.subarray(from, from + PIECE_BYTES)
        await this.#wait(piece.length)
        yield piece
      }
    }
  }

  #wait(bytes: number): Promise<void> {
    const nowMs = this.clock.nowMs()
    const startMs = Math.max(nowMs, this.#freeMs)
    this.#freeMs = startMs + (bytes * 1000) / this.bytesPerSecond
    const delayMs = startMs - nowMs
    if (delayMs < 1) return Promise.resolve()
    return new Promise((resolve) => {
      this.clock.after(delayMs, resolve)
    })
  }
}

const PIECE_BYTES = 32 * 1024
