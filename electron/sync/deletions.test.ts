import { beforeEach, describe, expect, it } from 'vitest'
import { ignoreRules } from './core/ignore'
import { ROOT_ID } from './core/nodes'
import { newContext } from './execute/context'
import { deleteLocal } from './execute/delete'
import { Pair } from './testing/pair'
import { afterLooking, expectBothSides, failing, justBefore, synced } from './testing/scenario'

let pair: Pair

beforeEach(() => {
  pair = new Pair()
})

const FILES = { 'd/': '', 'd/f.txt': 'f', 'd/g.txt': 'g', 'd/sub/': '', 'd/sub/h.txt': 'h', 'e/': '', 'i.txt': 'i' }

/** FILES without what lies below a folder, or a file. */
const without = (path: string): Record<string, string> =>
  Object.fromEntries(Object.entries(FILES).filter(([each]) => !each.startsWith(path)))

describe('before something is deleted on the server', () => {
  it('case 40: a root that went away while it was read deletes nothing there', async () => {
    await synced(pair, FILES)
    justBefore(pair, 'disk', 'list', () => {
      pair.disk.isMounted = false
    })
    await expect(pair.sync()).rejects.toMatchObject({ code: 'rootMissing' })
    expect(pair.server.tree()).toEqual(FILES)
  })

  it('case 40: a root that went away after it was read deletes nothing there', async () => {
    await synced(pair, FILES)
    pair.disk.delete('i.txt')
    justBefore(pair, 'disk', 'checkRoot', () => (pair.disk.isMounted = false), 3)
    await expect(pair.sync()).rejects.toMatchObject({ code: 'rootMissing' })
    expect(pair.server.tree()).toEqual(FILES)
  })

  it('a folder with a part that could not be listed stays there: something new may be in it', async () => {
    await synced(pair, FILES)
    pair.server.write('d/sub/new.txt', 'theirs')
    pair.disk.delete('d')
    const listings = failing(pair, 'server', 'list', 'noPermission', 'd/sub')
    await pair.sync()
    expect(pair.server.tree()).toEqual({ ...FILES, 'd/sub/new.txt': 'theirs' })
    listings.heal()
    pair.failures.release()
    await pair.sync()
    expectBothSides(pair, { ...without('d/'), 'd/': '', 'd/sub/': '', 'd/sub/new.txt': 'theirs' })
  })

  it('a file that moved out of a deleted folder, but could not be moved there yet, does not go with the folder', async () => {
    await synced(pair, FILES)
    pair.disk.rename('d/f.txt', 'e/f.txt')
    pair.disk.delete('d')
    const moves = failing(pair, 'server', 'move', 'serverError')
    await pair.sync()
    expect(pair.server.trash).not.toContain('f')
    expect(Object.values(pair.server.tree())).toContain('f')
    moves.heal()
    pair.failures.release()
    await pair.sync()
    expectBothSides(pair, { ...without('d/'), 'e/f.txt': 'f' })
    expect(pair.server.trash.sort()).toEqual(['g', 'h'])
  })

  it('a file that was changed there after the last look stays', async () => {
    await synced(pair, FILES)
    pair.disk.delete('i.txt')
    justBefore(pair, 'server', 'remove', () => {
      pair.server.write('i.txt', 'theirs')
    })
    await pair.sync()
    expectBothSides(pair, { ...FILES, 'i.txt': 'theirs' })
  })

  it('files that are ignored from now on stay on both sides: nobody deleted them', async () => {
    await synced(pair, FILES)
    pair.disk.ignore = ignoreRules(['*.txt'])
    pair.limits = { ...pair.limits, mayEmpty: true, maxShare: 1 }
    pair.restart()
    await pair.sync()
    expectBothSides(pair, FILES)
    expect(pair.plan.operations).toEqual([])
    pair.disk.ignore = ignoreRules()
    pair.restart()
    await pair.sync()
    expectBothSides(pair, FILES)
  })
})

describe('before something goes to the trash here', () => {
  it('an item that the fresh listing shows under another name stays', async () => {
    await synced(pair, FILES)
    const taken = [...pair.server.entries.values()].find(({ name }) => name === 'f.txt')
    if (taken === undefined) throw new Error('not there')
    pair.server.delete('d/f.txt')
    afterLooking(pair, () => {
      pair.server.entries.set(taken.id, { ...taken, name: 'back again.txt' })
    })
    await pair.sync()
    expect(pair.disk.trashed).toEqual([])
    expect(Object.values(pair.disk.tree())).toContain('f')
  })

  it('an item that the fresh listing shows under the name of another that we know stays', async () => {
    await synced(pair, FILES)
    const back = [...pair.server.entries.values()].find(({ name }) => name === 'f.txt')
    if (back === undefined) throw new Error('not there')
    pair.server.delete('d/f.txt')
    afterLooking(pair, () => {
      pair.server.delete('d/g.txt')
      pair.server.entries.set(back.id, { ...back, name: 'g.txt' })
    })
    await pair.sync()
    expect(pair.disk.trashed).not.toContain('f')
    expect(Object.values(pair.disk.tree())).toContain('f')
  })

  it('an item that is known elsewhere on the server stays', async () => {
    await synced(pair, FILES)
    const { model } = pair.state
    const row = model.syncedByLocal(model.local.byPath('d/f.txt') ?? '')
    if (row === undefined) throw new Error('not synced')
    pair.server.delete('d/f.txt')
    const context = newContext(
      pair.state,
      { remote: pair.server, local: pair.disk, clock: pair.clock, random: pair.random },
      () => undefined
    )
    const operation = { kind: 'deleteLocal', key: 'k', localId: row.localId, syncedId: row.id } as const
    await expect(deleteLocal(context, operation)).rejects.toMatchObject({ code: 'changed' })
    expect(pair.disk.tree()).toEqual(FILES)
  })

  it('what proves it is told: nobody answers there, or somebody else', async () => {
    await synced(pair, FILES)
    pair.server.delete('d/f.txt')
    pair.server.delete('i.txt')
    pair.server.makeDir('i.txt')
    await pair.sync()
    expect(pair.disk.proofs.map(({ listedParent, answer }) => [listedParent, answer]).sort()).toEqual([
      ['', 'another'],
      ['d', 'notFound']
    ])
  })

  it('an edit that keeps the size is read, and kept', async () => {
    await synced(pair, FILES)
    pair.disk.write('i.txt', 'I')
    pair.server.delete('i.txt')
    await pair.sync()
    expectBothSides(pair, { ...FILES, 'i.txt': 'I' })
  })

  it('a file that moved out of a deleted folder, but could not be moved here yet, does not go with the folder', async () => {
    await synced(pair, FILES)
    pair.server.rename('d/f.txt', 'e/f.txt')
    pair.server.delete('d')
    const moves = failing(pair, 'disk', 'move', 'diskRefused')
    await pair.sync()
    expect(pair.disk.trashed).not.toContain('f')
    expect(Object.values(pair.disk.tree())).toContain('f')
    moves.heal()
    pair.failures.release()
    await pair.sync()
    expectBothSides(pair, { ...without('d/'), 'e/f.txt': 'f' })
    expect(pair.disk.trashed.sort()).toEqual(['g', 'h'])
  })

  it('another folder’s new name is no wish to keep a file in it that was deleted there', async () => {
    await synced(pair, FILES)
    pair.disk.rename('d', 'renamed')
    pair.server.delete('d/f.txt')
    await pair.sync()
    expect(pair.server.tree()).not.toHaveProperty(['renamed/f.txt'])
    expectBothSides(pair, {
      'renamed/': '',
      'renamed/g.txt': 'g',
      'renamed/sub/': '',
      'renamed/sub/h.txt': 'h',
      ...without('d/')
    })
  })

  it('nor is it the other way round', async () => {
    await synced(pair, FILES)
    pair.server.rename('d', 'renamed')
    pair.disk.delete('d/f.txt')
    await pair.sync()
    expect(pair.disk.tree()).not.toHaveProperty(['renamed/f.txt'])
    expect(pair.disk.tree()).toEqual(pair.server.tree())
  })
})

describe('a server that is not the one we knew', () => {
  it('another root there than before stops everything and deletes nothing', async () => {
    await synced(pair, FILES)
    const really = pair.server.root
    pair.server.delete('d')
    Object.assign(pair.server, { root: async () => ({ ...(await really()), id: 'another' }) })
    await expect(pair.sync()).rejects.toMatchObject({ code: 'remoteRootMissing' })
    expect(pair.disk.tree()).toEqual(FILES)
  })

  it.each([
    ['no etag', { etag: '' }],
    ['no identity', { id: '' }],
    ['no folder', { kind: 'file' }]
  ] as const)('a root with %s is not believed', async (_what, part) => {
    const really = pair.server.root
    pair.disk.write('f.txt', 'f')
    Object.assign(pair.server, { root: async () => ({ ...(await really()), ...part }) })
    await expect(pair.sync()).rejects.toMatchObject({ code: 'remoteRootMissing' })
    expect(pair.server.entries.size).toBe(1)
    expect(pair.server.entries.has(ROOT_ID)).toBe(true)
  })

  it('case 41: a mount within a folder of one’s own that is suddenly empty keeps what it held', async () => {
    await synced(pair, FILES)
    pair.server.setPermissions('d/sub', 'SRMGDNVCK')
    await pair.sync()
    pair.server.delete('d/sub/h.txt')
    expect((await pair.sync()).folderFailures).toMatchObject([{ error: { code: 'storageUnavailable' } }])
    expect(pair.disk.tree()).toEqual(FILES)
  })

  it('case 41: a mount that never held anything is simply empty', async () => {
    await synced(pair, FILES)
    pair.server.makeDir('mount')
    pair.server.setPermissions('mount', 'SRMGDNVCK')
    await pair.sync()
    pair.server.setPermissions('mount', 'SRMGDNV')
    expect((await pair.sync()).folderFailures).toEqual([])
  })

  it('case 41: a mount that is suddenly empty in an answer about everything keeps what it held, and others sync', async () => {
    const folders = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`d${String(at)}/`, '']))
    await synced(pair, { ...folders, 'd0/f.txt': 'f' })
    pair.server.setPermissions('d0', 'SRMGDNVCK')
    await pair.sync()
    pair.server.delete('d0/f.txt')
    for (const folder of Object.keys(folders).slice(1)) pair.server.write(`${folder}new.txt`, 'new')
    expect((await pair.sync()).folderFailures).toMatchObject([{ error: { code: 'storageUnavailable' } }])
    expect(pair.server.faults.log).toContain('listDeep ')
    expect(pair.disk.tree()).toMatchObject({ 'd0/f.txt': 'f', 'd1/new.txt': 'new', 'd8/new.txt': 'new' })
  })
})
