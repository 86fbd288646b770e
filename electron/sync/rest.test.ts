import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { USUAL_IGNORES } from './core/ignore'
import { ROOT_ID } from './core/nodes'
import { looksAtRest, noteRest } from './rest'
import { act, action, actions, survivors } from './testing/actions'
import { planted, runs } from './testing/history'
import { Pair } from './testing/pair'
import { justBefore } from './testing/scenario'
import { makeRemote } from './testing/trees'
import type { LeftOut } from './ports'

const look = (pair: Pair, ignored = USUAL_IGNORES.added): Promise<readonly LeftOut[] | undefined> =>
  looksAtRest(pair.journal.meta, { remote: pair.server, local: pair.disk }, ignored)

function anotherRoot(pair: Pair): void {
  const really = pair.server.root
  Object.assign(pair.server, { root: async () => ({ ...(await really()), id: 'another' }) })
}

async function atRest(): Promise<Pair> {
  const pair = new Pair()
  pair.disk.makeDir('d')
  pair.disk.write('d/f.txt', 'one')
  pair.server.write('g.txt', 'two')
  await pair.syncUntilQuiet()
  await noteRest(pair.state)
  return pair
}

describe('the note that all was at rest', () => {
  it('is believed as long as nothing changes, and costs one request', async () => {
    const pair = await atRest()
    pair.restart()
    pair.server.faults.log.length = 0
    expect(await look(pair)).toEqual([])
    expect(pair.server.faults.log).toEqual(['root '])
  })

  it.each<[string, (pair: Pair) => unknown]>([
    ['a change here', (pair) => pair.disk.write('d/f.txt', 'one, changed')],
    ['an edit that keeps size and time', (pair) => pair.disk.writeQuietly('d/f.txt', 'eno')],
    ['a change there', (pair) => pair.server.write('g.txt', 'two, changed')],
    ['a new folder here', (pair) => pair.disk.makeDir('e')],
    ['a root that is gone', (pair) => (pair.disk.isMounted = false)],
    [
      'a root that goes while it is read',
      (pair) => justBefore(pair, 'disk', 'list', () => (pair.disk.marker = 'x'), 2)
    ],
    ['a server that was restored', (pair) => (pair.server.fingerprint = 'restored')],
    ['another root there', (pair) => anotherRoot(pair)]
  ])('is not believed after %s', async (_, change) => {
    const pair = await atRest()
    change(pair)
    expect(await look(pair)).toBeUndefined()
  })

  it('is not believed under other rules', async () => {
    expect(await look(await atRest(), '*.txt')).toBeUndefined()
  })

  it.each<[string, (pair: Pair) => unknown]>([
    [
      'a transfer can go on',
      ({ state }) => {
        state.putTransfer({ key: 'k', direction: 'up', handle: 't', etag: '', path: 'f' })
      }
    ],
    [
      'something failed',
      ({ state }) => {
        state.putFailure({ key: 'k', localId: '', remoteId: '', code: 'locked', attempts: 1, nextTryMs: 1 })
      }
    ],
    [
      'something is kept on the server alone',
      ({ state }) => {
        state.setMeta('pins', '[["r1","onlineOnly"]]')
      }
    ],
    [
      'a folder could not be listed',
      ({ state }) => {
        state.setMeta('listedRootEtag', '')
      }
    ],
    [
      'something is missing here',
      ({ state }) => {
        state.model.local.drop(state.model.local.byPath('g.txt') ?? '')
      }
    ],
    [
      'something more is there',
      ({ state }) => {
        state.putRemote(makeRemote({ id: 'more', parentId: ROOT_ID, name: 'more', kind: 'file' }))
      }
    ]
  ])('is not written while %s', async (_, change) => {
    const pair = await atRest()
    change(pair)
    pair.state.flush()
    pair.state.setMeta('rest', '')
    await noteRest(pair.state)
    pair.state.flush()
    expect(pair.journal.meta.get('rest')).toBe('')
  })

  it('is written once', async () => {
    const pair = await atRest()
    pair.journal.faults.log.length = 0
    await noteRest(pair.state)
    expect(pair.journal.faults.log).toEqual([])
  })

  it('tells what can not be synced, as a run does', async () => {
    const pair = await atRest()
    pair.disk.write('d/\uFFFD', 'no name')
    pair.disk.makeDir('e')
    await pair.sync()
    await noteRest(pair.state)
    expect(await look(pair)).toEqual([{ name: 'd/\uFFFD', code: 'nameRefused' }])
  })

  it('is taken back by the first change of the journal, even when the run is cut right after', async () => {
    const pair = await atRest()
    pair.server.write('new.txt', 'three')
    pair.journal.faults.plan = ({ n }) => (n === pair.journal.faults.calls ? undefined : { kind: 'crashBefore' })
    await pair.sync().catch(() => undefined)
    expect(pair.journal.meta.get('rest')).toBe('')
  })

  it('is not written while something is held back', async () => {
    const pair = await atRest()
    pair.serverRefuses.add('no.txt')
    pair.disk.write('no.txt', 'stays here')
    await pair.sync()
    await noteRest(pair.state)
    expect(await look(pair)).toBeUndefined()
  })
})

it('whatever people did: where both sides look at rest, a run has nothing to do', () =>
  fc.assert(
    fc.asyncProperty(fc.nat(), actions, fc.array(action, { maxLength: 2 }), async (seed, first, later) => {
      const { pair } = await planted(seed)
      const story = survivors()
      for (const each of first) act(pair, each, story)
      await pair.syncUntilQuiet()
      await noteRest(pair.state)
      for (const each of later) act(pair, each, story)
      const found = await look(pair)
      pair.restart()
      const { operations } = await pair.sync()
      if (found !== undefined) expect(operations).toBe(0)
      if (later.length === 0) expect(found).toEqual([])
    }),
    runs(0.1)
  ))
