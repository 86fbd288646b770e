import { beforeEach, describe, expect, it } from 'vitest'
import { Attention } from './attention'
import { FakePush } from './testing/simulated'
import type { RunResult } from './run'

const MINUTE_MS = 60_000
let nowMs: number
let attention: Attention

const open = (hasWatch = true): Attention =>
  new Attention(
    { pollIntervalMs: 30_000, quietMs: 800, fullScanIntervalMs: 60 * MINUTE_MS, hasWatch },
    { nowMs: () => nowMs, after: () => () => undefined },
    { unit: () => 0, hex: () => '' }
  )
const ran = (over: Partial<RunResult> = {}): RunResult => ({
  rounds: 1,
  operations: 0,
  folderFailures: [],
  leftOut: undefined,
  youngUntilMs: undefined,
  ...over
})

beforeEach(() => {
  nowMs = 1_000_000_000_000
  attention = open()
})

describe('what of the disk is looked at', () => {
  it('is all at first, then what the watcher named, each once', () => {
    expect(attention.take()).toBe('full')
    attention.hint('d')
    attention.hint('e')
    expect(attention.take()).toEqual(new Set(['d', 'e']))
    expect(attention.take()).toEqual(new Set())
  })

  it('is all when it was wanted, once, and every hour', () => {
    attention.take()
    attention.wantFullScan()
    expect([attention.take(), attention.take()]).toEqual(['full', new Set()])
    nowMs += 40 * MINUTE_MS
    attention.hint('d')
    expect(attention.take()).toEqual(new Set(['d']))
    nowMs += 20 * MINUTE_MS
    expect([attention.take(), attention.take()]).toEqual(['full', new Set()])
  })

  it.each(['no watcher', 'one that lost track'])('is always all with %s', (which) => {
    if (which === 'no watcher') attention = open(false)
    else attention.loseWatch()
    expect([attention.take(), attention.take()]).toEqual(['full', 'full'])
  })
})

describe('when it is looked at', () => {
  it('is once the disk is quiet, but not later than five seconds after the first hint', () => {
    expect(attention.hint('d')).toBe(800)
    nowMs += 4500
    expect(attention.hint('d')).toBe(500)
    nowMs += 4500
    expect(attention.hint('d')).toBe(0)
    expect(attention.nextMs(undefined)).toBe(800)
    attention.take()
    expect(attention.hint('d')).toBe(800)
  })

  it('is at once when somebody asked while a look was under way', () => {
    attention.take()
    attention.want()
    expect(attention.nextMs(undefined)).toBe(0)
    attention.take()
    expect(attention.nextMs(undefined)).toBe(30_000)
  })

  it('is when something that failed may be tried, or a young file should be quiet', () => {
    attention.take()
    attention.looked(ran({ youngUntilMs: nowMs + 3000 }))
    expect(attention.nextMs(nowMs + 7000)).toBe(3000)
    attention.looked(ran())
    expect(attention.nextMs(nowMs + 7000)).toBe(7000)
    expect(attention.nextMs(nowMs - 7000)).toBe(100)
  })

  it('is half as often when nothing has changed for a while, and as usual when something has', () => {
    for (let look = 0; look <= 20; look += 1) {
      expect(attention.nextMs(undefined)).toBe(30_000)
      attention.looked(ran())
    }
    expect(attention.nextMs(undefined)).toBe(60_000)
    attention.looked(ran({ operations: 1 }))
    expect(attention.nextMs(undefined)).toBe(30_000)
  })

  it('is seldom while the server tells of changes, and at once when that begins, when it tells, and when it ends', () => {
    const push = new FakePush()
    let looks = 0
    attention.heed(
      push,
      () => (looks += 1),
      () => undefined
    )
    push.listener?.lost()
    expect(looks).toBe(0)
    push.listener?.connected()
    expect([looks, attention.nextMs(undefined)]).toEqual([1, 5 * MINUTE_MS])
    for (let look = 0; look <= 20; look += 1) attention.looked(ran())
    push.listener?.notified()
    expect(looks).toBe(2)
    push.listener?.lost()
    push.listener?.lost()
    expect([looks, attention.nextMs(undefined)]).toEqual([3, 30_000])
  })
})
