import { beforeEach, describe, expect, it } from 'vitest'
import { pair } from '../testing/trees'
import { Model } from './model'

let model: Model

beforeEach(() => {
  model = new Model()
})

describe('who is paired with whom', () => {
  it('a pair that has another item on a side now lets go of the one before', () => {
    const row = pair(model, '1', undefined, 'a')
    model.synced.put({ ...row, localId: 'l-saved', remoteId: 'r-made-anew' })
    expect([model.syncedByLocal('l1'), model.syncedByRemote('r1')]).toEqual([undefined, undefined])
    expect(model.syncedByLocal('l-saved')?.id).toBe('1')
    expect(model.syncedByRemote('r-made-anew')?.id).toBe('1')
  })

  it('an item that another pair has by now stays with that one when the first takes another or goes', () => {
    const first = pair(model, '1', undefined, 'a')
    const second = pair(model, '2', undefined, 'b')
    model.synced.put({ ...second, localId: 'l1', remoteId: 'r1' })
    model.synced.put({ ...first, localId: 'l3', remoteId: 'r3' })
    expect([model.syncedByLocal('l1')?.id, model.syncedByRemote('r1')?.id]).toEqual(['2', '2'])
    model.synced.put({ ...first, localId: 'l1', remoteId: 'r1' })
    model.synced.put({ ...second, localId: 'l1', remoteId: 'r1' })
    model.synced.drop('1')
    expect([model.syncedByLocal('l1')?.id, model.syncedByRemote('r1')?.id]).toEqual(['2', '2'])
  })

  it('a pair that is forgotten is known by neither side', () => {
    pair(model, '1', undefined, 'a')
    model.synced.drop('1')
    expect([model.syncedByLocal('l1'), model.syncedByRemote('r1'), model.remoteOf('l1')]).toEqual(
      Array(3).fill(undefined)
    )
  })

  it('the roots stand for each other', () => {
    expect(model.remoteOf('root')).toBe('root')
  })
})
