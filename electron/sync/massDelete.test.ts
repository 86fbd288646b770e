import { beforeEach, describe, expect, it } from 'vitest'
import { Pair } from './testing/pair'
import { synced } from './testing/scenario'

let pair: Pair

const FILES = Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`f${String(at)}.txt`, `content ${String(at)}`]))

function deleteHere(...names: readonly number[]): void {
  for (const name of names) pair.disk.delete(`f${String(name)}.txt`)
}

beforeEach(async () => {
  pair = new Pair()
  pair.limits = { ...pair.limits, maxCount: 2 }
  await synced(pair, FILES)
})

describe('a question about many deletions (I13)', () => {
  it('holds the deletions back, and nothing else', async () => {
    deleteHere(0, 1, 2)
    pair.disk.write('new.txt', 'new')
    pair.server.delete('f5.txt')
    await pair.sync()
    const { 'f5.txt': _gone, ...left } = FILES
    expect(pair.server.tree()).toEqual({ ...left, 'new.txt': 'new' })
    expect(pair.disk.exists('f5.txt')).toBe(false)
  })

  it('is the same one until it is answered, and answered once', async () => {
    deleteHere(0, 1, 2)
    await pair.sync()
    const id = pair.guard.question?.id ?? ''
    await pair.sync()
    expect(pair.guard.question?.id).toBe(id)
    expect(pair.guard.answer(id, 'delete')).toBe(true)
    expect(pair.guard.answer(id, 'restore')).toBe(false)
    await pair.sync()
    expect(pair.server.tree()).toEqual(pair.disk.tree())
    expect(pair.guard.question).toBeUndefined()
  })

  it('is another one when more is deleted: the answer to the first deletes nothing', async () => {
    deleteHere(0, 1, 2)
    await pair.sync()
    const first = pair.guard.question?.id ?? ''
    deleteHere(3)
    await pair.sync()
    expect(pair.guard.question).toMatchObject({ count: 4 })
    expect(pair.guard.answer(first, 'delete')).toBe(false)
    await pair.sync()
    expect(pair.server.tree()).toEqual(FILES)
  })

  it('is another one when as many others are deleted', async () => {
    deleteHere(0, 1, 2)
    await pair.sync()
    const first = pair.guard.question?.id ?? ''
    pair.disk.write('f0.txt', 'content 0')
    deleteHere(3)
    await pair.sync()
    expect(pair.guard.question).toMatchObject({ count: 3 })
    expect(pair.guard.answer(first, 'delete')).toBe(false)
    await pair.sync()
    expect(pair.server.tree()).toEqual(FILES)
  })

  it('is about those that are still missing when some are there again', async () => {
    deleteHere(0, 1, 2, 3)
    await pair.sync()
    pair.disk.write('f0.txt', 'content 0')
    await pair.sync()
    expect(pair.guard.question).toMatchObject({ count: 3 })
  })

  it('is taken back when the files are there again', async () => {
    deleteHere(0, 1, 2)
    await pair.sync()
    for (const at of [0, 1, 2]) pair.disk.write(`f${String(at)}.txt`, `content ${String(at)}`)
    await pair.sync()
    expect(pair.guard.question).toBeUndefined()
    expect(pair.server.tree()).toEqual(FILES)
  })

  it('answered with “restore” is answered for good, also when the process ends at once', async () => {
    deleteHere(0, 1, 2)
    await pair.sync()
    pair.guard.answer(pair.guard.question?.id ?? '', 'restore')
    pair.restart()
    pair.limits = { ...pair.limits, maxCount: 100 }
    await pair.sync()
    expect(pair.disk.tree()).toEqual(pair.server.tree())
    expect(pair.server.trash).toEqual([])
  })
})
