import { beforeEach, describe, expect, it } from 'vitest'
import { SyncError } from './errors'
import { Failures } from './failures'
import { SyncState } from './state'
import { FakeJournal } from './testing/fakeJournal'
import { Pair } from './testing/pair'
import { failing, synced, transfers } from './testing/scenario'
import type { SyncErrorCode } from '../../shared/model/sync'

const HOUR_MS = 3_600_000
let nowMs: number
let failures: Failures

beforeEach(() => {
  nowMs = 1_000_000
  const journal = new FakeJournal()
  const clock = { nowMs: () => nowMs, after: () => () => undefined }
  failures = new Failures(new SyncState(journal, journal.load()), clock, { unit: () => 0, hex: () => '' })
})

const note = (code: SyncErrorCode, key = 'k', retryAfterMs?: number): void => {
  const detail = retryAfterMs === undefined ? {} : { retryAfterMs }
  failures.note({ kind: 'hash', key, localId: 'l' }, new SyncError(code, '', detail))
}
const waitMs = (): number => (failures.earliestMs() ?? nowMs) - nowMs

describe('what failed', () => {
  it.each<[SyncErrorCode, first: number, most: number]>([
    ['serverError', 25_000, 24 * HOUR_MS],
    ['noPermission', 25_000, HOUR_MS],
    ['locked', 2_000, 30_000],
    ['nameRefused', 24 * HOUR_MS, 24 * HOUR_MS],
    ['tooLarge', 24 * HOUR_MS, 24 * HOUR_MS]
  ])('%s is left alone for %i ms, then for longer each time, at most %i ms', (code, firstMs, mostMs) => {
    note(code)
    expect(waitMs()).toBe(firstMs)
    for (let time = 0; time < 10; time += 1) note(code)
    expect(waitMs()).toBe(mostMs)
  })

  it('is left alone as long as the server asks', () => {
    note('locked', 'k', 90_000)
    expect(waitMs()).toBe(90_000)
  })

  it('is tried again when its time has come, and when the clock makes no sense (I19)', () => {
    note('serverError')
    expect(failures.isHeld('k')).toBe(true)
    expect(failures.isHeld('another')).toBe(false)
    nowMs += 25_000
    expect(failures.isHeld('k')).toBe(false)
    nowMs -= 1000 * HOUR_MS
    expect(failures.isHeld('k')).toBe(false)
  })

  it.each<[string, () => void]>([
    ['it was done', () => failures.clear('k')],
    ['nobody asks for it any more', () => failures.keepOnly(new Set(['another']))],
    ['the person asks', () => failures.release()]
  ])('surprises are counted anew when %s', (_when, forget) => {
    for (let time = 0; time < 3; time += 1) note('changed')
    forget()
    for (let time = 0; time < 3; time += 1) note('changed')
    expect(failures.all()).toEqual([])
    failures.keepOnly(new Set(['k']))
    note('changed')
    expect(failures.isHeld('k')).toBe(true)
  })

  it('has no next time when there is nothing', () => {
    expect(failures.earliestMs()).toBeUndefined()
    note('serverError', 'first')
    nowMs += 5000
    note('serverError', 'second')
    expect(waitMs()).toBe(20_000)
    failures.keepOnly(new Set(['second']))
    expect(waitMs()).toBe(25_000)
  })
})

it('what surprises again and again waits like anything that fails, and the run ends', async () => {
  const pair = new Pair()
  await synced(pair, { 'f.txt': 'f' })
  pair.disk.write('f.txt', 'edited')
  failing(pair, 'server', 'put', 'changed')
  expect((await pair.sync()).rounds).toBeLessThan(10)
  expect(transfers(pair)).toHaveLength(4)
  expect(pair.failures.all()).toMatchObject([{ code: 'changed', remoteId: undefined }])
})
