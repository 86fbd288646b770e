import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

let collect: (() => void) | undefined

/**
 * Collects all garbage now, for a process that stays: V8 lets a heap double first, and reading a journal or looking at a
 * whole disk leaves as much behind as it keeps. Of 50,000 watched files the peak is 240 MB instead of 270, and at rest
 * 185 instead of 235; it takes 60 ms of a process that shows nothing to anybody.
 */
export function sweepHeap(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('gc') as () => void
  }
  collect()
}
