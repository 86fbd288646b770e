import { beforeEach, describe, expect, it } from 'vitest'
import { loadKeep, setPin } from './keep'
import { Pair } from './testing/pair'
import { expectBothSides, justBefore, synced } from './testing/scenario'

let pair: Pair

beforeEach(() => {
  pair = new Pair()
})

const MOST_AT_ONCE = 6
const count = 20
const names = Array.from({ length: count }, (_, index) => `f${String(index)}.txt`)
const files = (prefix: string): Record<string, string> =>
  Object.fromEntries(names.map((name) => [prefix + name, prefix + name]))
const calls = (name: string): readonly string[] => pair.server.faults.log.filter((call) => call.startsWith(name))
const halt = (): void => {
  pair.isHalted = true
}

describe('who pauses or ends the program in the middle of a round', () => {
  it('sees no transfer begun any more; those under way end well, and none is sent again', async () => {
    await synced(pair, { 'gone.txt': 'gone', 'kept.txt': 'kept', 'old.txt': 'old' })
    for (const [name, content] of Object.entries(files('new '))) pair.disk.write(name, content)
    pair.disk.delete('gone.txt')
    justBefore(pair, 'server', 'put', halt)
    await pair.sync()
    const sent = calls('put').length
    expect(sent).toBeGreaterThan(0)
    expect(sent).toBeLessThanOrEqual(MOST_AT_ONCE)
    expect(pair.state.model.synced.size).toBe(3 + sent)
    expect(calls('remove')).toEqual([])
    // The process may end here: all that was done is in the journal.
    pair.restart()
    pair.isHalted = false
    await pair.sync()
    expectBothSides(pair, { ...files('new '), 'kept.txt': 'kept', 'old.txt': 'old' })
    expect(new Set(calls('put')).size).toBe(calls('put').length)
  })

  it('sees no name changed any more after the one that is under way, and nothing sent', async () => {
    await synced(pair, files('a '))
    for (const name of names.slice(0, 5)) pair.disk.rename(`a ${name}`, `b ${name}`)
    pair.disk.write('new.txt', 'new')
    justBefore(pair, 'server', 'move', halt)
    await pair.sync()
    expect([calls('move').length, calls('put')]).toEqual([1, []])
    pair.isHalted = false
    await pair.sync()
    expect(pair.server.tree()).toEqual(pair.disk.tree())
    expect(calls('move')).toHaveLength(5)
  })

  it('sees no deletion begun any more, on either side', async () => {
    await synced(pair, { ...files('a '), ...files('b '), ...files('c ') })
    for (const name of names.slice(0, 10)) {
      pair.disk.delete(`a ${name}`)
      pair.server.delete(`b ${name}`)
    }
    justBefore(pair, 'server', 'remove', halt)
    await pair.sync()
    expect(calls('remove').length + pair.disk.trashed.length).toBeLessThanOrEqual(MOST_AT_ONCE)
    pair.isHalted = false
    await pair.sync()
    expect(pair.server.tree()).toEqual(pair.disk.tree())
    expect(Object.keys(pair.disk.tree())).toHaveLength(2 * 10 + count)
  })

  it('sees no file read any more', async () => {
    await synced(pair, files(''))
    for (const name of names) pair.disk.touch(name)
    pair.disk.faults.log.length = 0
    justBefore(pair, 'disk', 'hash', halt)
    await pair.sync()
    const read = pair.disk.faults.log.filter((call) => call.startsWith('hash'))
    expect(read.length).toBeLessThanOrEqual(MOST_AT_ONCE)
  })

  it('sees nothing done when it was before the round', async () => {
    await synced(pair, { 'f.txt': 'f' })
    pair.disk.write('f.txt', 'edited')
    halt()
    expect(await pair.sync()).toMatchObject({ operations: 0, rounds: 1 })
    expect(pair.server.tree()).toEqual({ 'f.txt': 'f' })
  })
})

describe('who decides in the middle of a long round what is kept here', () => {
  it('is heard at once: nothing more is fetched of what is not wanted, and the rest is', async () => {
    for (const name of names) pair.server.write(name, name)
    pair.server.makeDir('d')
    for (const name of names) pair.server.write(`d/${name}`, name)
    await pair.open()
    justBefore(pair, 'server', 'download', () => {
      setPin(pair.state, 'd', 'onlineOnly')
      pair.keep = loadKeep(pair.state, [])
    })
    await pair.sync()
    const fetched = calls('download')
    expect(fetched.filter((call) => call.startsWith('download d/')).length).toBeLessThanOrEqual(MOST_AT_ONCE)
    expect(fetched.filter((call) => !call.startsWith('download d/'))).toHaveLength(count)
    await pair.syncUntilQuiet()
    expect(Object.keys(pair.disk.tree()).filter((path) => path !== 'd/')).toEqual(names)
    expect(Object.keys(pair.server.tree())).toHaveLength(2 * count + 1)
  })
})
