import { beforeEach, describe, expect, it } from 'vitest'
import { failureState } from './failures'
import { Pair } from './testing/pair'
import { expectBothSides, failing, synced, transfers } from './testing/scenario'

let pair: Pair

beforeEach(() => {
  pair = new Pair()
})

const locks = () => pair.server.faults.log.filter((call) => call.startsWith('stat'))

describe('a file that somebody else has locked', () => {
  it('is not tried: its upload waits, is said once, and goes when the lock is seen to have ended', async () => {
    await synced(pair, { 'f.odt': 'f', 'g.txt': 'g' })
    pair.server.lock('f.odt', 'Johan')
    pair.disk.write('f.odt', 'edited')
    pair.disk.write('g.txt', 'edited too')
    await pair.sync()
    expect(transfers(pair)).toEqual(['put g.txt'])
    expect(pair.failures.all().map(failureState)).toMatchObject([{ kind: 'locked' }])
    expect(pair.warnings).toEqual(['f.odt: Johan'])
    await pair.sync()
    expect(transfers(pair)).toEqual(['put g.txt'])
    expect(pair.warnings).toHaveLength(1)
    pair.server.unlock('f.odt')
    await pair.sync()
    expectBothSides(pair, { 'f.odt': 'edited', 'g.txt': 'edited too' })
  })

  it('whose lock moved no etag is refused once, known from then on, and tried again when its time has come', async () => {
    await synced(pair, { 'f.odt': 'f' })
    pair.server.lock('f.odt', 'Johan', false)
    pair.disk.write('f.odt', 'edited')
    await pair.sync()
    expect(transfers(pair)).toEqual(['put f.odt'])
    expect(pair.warnings).toEqual(['f.odt: Johan'])
    pair.failures.release()
    await pair.sync()
    expect(transfers(pair)).toEqual(['put f.odt'])
    pair.server.unlock('f.odt', false)
    pair.failures.release()
    await pair.sync()
    expectBothSides(pair, { 'f.odt': 'edited' })
  })

  it('is warned of when it is opened here, before anything is changed', async () => {
    await synced(pair, { 'd/': '', 'd/f.odt': 'f' })
    pair.server.lock('d/f.odt', 'Johan', false)
    pair.disk.write('d/.~lock.f.odt#', 'me')
    await pair.sync()
    expect(pair.warnings).toEqual(['d/f.odt: Johan'])
    expect(locks()).toEqual(['stat d/f.odt'])
    await pair.sync()
    expect(locks()).toHaveLength(1)
  })

  it('is neither renamed nor deleted there before the lock has ended', async () => {
    await synced(pair, { 'f.odt': 'f', 'g.odt': 'g' })
    pair.server.lock('f.odt', 'Johan')
    pair.server.lock('g.odt', 'Johan')
    pair.disk.rename('f.odt', 'h.odt')
    pair.disk.delete('g.odt')
    await pair.sync()
    expect(pair.server.tree()).toEqual({ 'f.odt': 'f', 'g.odt': 'g' })
    expect(pair.warnings).toEqual([])
    expect(pair.server.faults.log.filter((call) => /^(?:move|remove)/u.test(call))).toEqual([])
    pair.server.unlock('f.odt')
    pair.server.unlock('g.odt')
    await pair.sync()
    expectBothSides(pair, { 'h.odt': 'f' })
  })

  it('a colleague’s new version comes down and the edit here becomes a copy, when the lock ends with a change', async () => {
    await synced(pair, { 'f.odt': 'f' })
    pair.server.lock('f.odt', 'Johan')
    pair.disk.write('f.odt', 'edited here')
    await pair.sync()
    pair.server.write('f.odt', 'edited there')
    pair.server.unlock('f.odt')
    await pair.sync()
    expectBothSides(pair, { 'f.odt': 'edited there' }, ['edited here'])
  })

  it('is asked about in a folder that somebody looks at, not too often', async () => {
    await synced(pair, { 'd/': '', 'd/f.odt': 'f' })
    const id = pair.state.model.remote.byPath('d') ?? ''
    pair.server.lock('d/f.odt', 'Johan', false)
    expect(await pair.locks.refresh(id)).toBe(true)
    const node = () => pair.state.model.remote.get(pair.state.model.remote.byPath('d/f.odt') ?? '')
    expect(node()?.lock?.ownerName).toBe('Johan')
    pair.server.unlock('d/f.odt', false)
    expect(await pair.locks.refresh(id)).toBe(false)
    pair.clock.ms += 20_000
    expect(await pair.locks.refresh(id)).toBe(true)
    expect(node()).not.toHaveProperty('lock')
  })

  it('is told again for another lock only, and asked about once for each try', async () => {
    await synced(pair, { 'f.odt': 'f' })
    pair.server.lock('f.odt', 'Johan')
    pair.disk.write('f.odt', 'edited')
    await pair.sync()
    await pair.sync()
    expect(locks()).toHaveLength(1)
    pair.failures.release()
    await pair.sync()
    expect([locks().length, pair.warnings]).toEqual([2, ['f.odt: Johan']])
    for (const owner of ['Johan', 'Eva']) {
      pair.server.lock('f.odt', owner)
      pair.failures.release()
      await pair.sync()
    }
    expect(pair.warnings).toEqual(['f.odt: Johan', 'f.odt: Johan', 'f.odt: Eva'])
  })

  it('waits as others do when its lock has ended and something else went wrong', async () => {
    await synced(pair, { 'f.odt': 'f' })
    pair.server.lock('f.odt', 'Johan')
    pair.disk.write('f.odt', 'edited')
    await pair.sync()
    pair.server.unlock('f.odt')
    const puts = failing(pair, 'server', 'put', 'serverError')
    await pair.sync()
    await pair.sync()
    expect(transfers(pair)).toEqual(['put f.odt'])
    puts.heal()
    pair.failures.release()
    await pair.sync()
    expectBothSides(pair, { 'f.odt': 'edited' })
  })

  it('that can not be asked about is left to the server: it refuses what meets a lock', async () => {
    await synced(pair, { 'f.odt': 'f' })
    pair.server.lock('f.odt', 'Johan')
    pair.disk.write('f.odt', 'edited')
    const asks = failing(pair, 'server', 'stat', 'serverError')
    await pair.sync()
    asks.heal()
    expect(transfers(pair)).toEqual(['put f.odt'])
    expect(pair.failures.all().map(failureState)).toMatchObject([{ kind: 'locked' }])
    expect(pair.server.tree()).toEqual({ 'f.odt': 'f' })
  })

  it('that is asked about while the server goes away ends the run', async () => {
    await synced(pair, { 'f.odt': 'f' })
    pair.server.lock('f.odt', 'Johan')
    pair.disk.write('f.odt', 'edited')
    failing(pair, 'server', 'stat', 'offline')
    await expect(pair.sync()).rejects.toMatchObject({ code: 'offline' })
    expect(transfers(pair)).toEqual([])
  })

  it('is asked about before it is opened from here, and then not told a second time', async () => {
    await synced(pair, { 'd/': '', 'd/f.odt': 'f', 'd/g.odt': 'g' })
    const { remote } = pair.state.model
    pair.server.lock('d/f.odt', 'Johan', false)
    expect((await pair.locks.of(remote.byPath('d/f.odt') ?? ''))?.ownerName).toBe('Johan')
    expect(await pair.locks.of(remote.byPath('d/g.odt') ?? '')).toBeUndefined()
    const asked = locks().length
    expect(await pair.locks.of(remote.byPath('d') ?? '')).toBeUndefined()
    expect(await pair.locks.of('nothing')).toBeUndefined()
    expect(locks()).toHaveLength(asked)
    pair.disk.write('d/.~lock.f.odt#', 'me')
    await pair.sync()
    expect(pair.warnings).toEqual([])
  })

  it('shows when one of many in a folder has changed', async () => {
    await synced(pair, { 'd/': '', 'd/a.odt': 'a', 'd/b.odt': 'b', 'd/sub/': '' })
    pair.server.lock('d/a.odt', 'Johan', false)
    expect(await pair.locks.refresh(pair.state.model.remote.byPath('d') ?? '')).toBe(true)
    expect(await pair.locks.refresh('nothing')).toBe(false)
  })
})

it('a server without locks is never asked about one', async () => {
  await synced(pair, { 'd/': '', 'd/f.odt': 'f' })
  pair.server.hasLocks = () => false
  pair.server.lock('d/f.odt', 'Johan', false)
  pair.disk.write('d/.~lock.f.odt#', 'me')
  await pair.sync()
  const { remote } = pair.state.model
  expect(await pair.locks.of(remote.byPath('d/f.odt') ?? '')).toBeUndefined()
  expect(await pair.locks.refresh(remote.byPath('d') ?? '')).toBe(false)
  expect(pair.server.faults.log.filter((call) => /^(?:stat|locks)/u.test(call))).toEqual([])
})
