import { beforeEach, describe, expect, it } from 'vitest'
import { failureState } from './failures'
import { Pair } from './testing/pair'
import { expectBothSides, synced, transfers } from './testing/scenario'

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
})
