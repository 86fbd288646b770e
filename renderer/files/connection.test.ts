import { expect, it } from 'vitest'
import type { SyncErrorCode } from '../../shared/model/sync'
import { awayAfter } from './connection'

const stopped = (code: SyncErrorCode) =>
  ({ kind: 'stopped', code, remedy: 'checkConnection', nextTryMs: null }) as const
const since10 = { code: 'offline', sinceMs: 10 } as const

it('a server that does not answer is away from then on, through every new attempt', () => {
  const away = awayAfter(undefined, stopped('offline'), 10)
  expect(away).toEqual(since10)
  expect(awayAfter(away, { kind: 'looking' }, 20)).toEqual(since10)
  expect(awayAfter(away, stopped('maintenance'), 30)).toEqual({ code: 'maintenance', sinceMs: 10 })
})

it('a look that came to its end says that the server is back', () => {
  expect(awayAfter(since10, { kind: 'idle', lastSyncMs: 20 }, 20)).toBeUndefined()
  expect(awayAfter(since10, { kind: 'syncing' }, 20)).toBeUndefined()
})

it('trouble on this computer does not mean that the server is away', () => {
  expect(awayAfter(since10, stopped('rootMissing'), 20)).toBeUndefined()
})
