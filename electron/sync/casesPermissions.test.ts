import { beforeEach, describe, expect, it } from 'vitest'
import { Pair } from './testing/pair'
import { expectBothSides, justBefore, synced, transfers } from './testing/scenario'

let pair: Pair

beforeEach(() => {
  pair = new Pair()
  pair.limits = { ...pair.limits, mayEmpty: true }
})

const LONG = 'a long text that does not fit into a single request at all '.repeat(6)
const copyOf = (name: string): string =>
  Object.keys(pair.disk.tree()).find((path) => path.startsWith(`${name} (conflicted copy`)) ?? ''

describe('what one may not do there (I15)', () => {
  it('case 47: an edit of a read-only file becomes a copy, and the server’s version comes back', async () => {
    await synced(pair, { 'd/': '', 'd/f.txt': 'base', 'd/g.txt': 'other' })
    pair.server.setPermissions('d', 'SG')
    pair.server.setPermissions('d/f.txt', 'SG')
    await pair.sync()
    pair.disk.write('d/f.txt', 'left edit')
    await pair.sync()
    expect(pair.disk.tree()).toEqual({ 'd/': '', 'd/f.txt': 'base', 'd/g.txt': 'other', [copyOf('d/f')]: 'left edit' })
    expect(pair.server.tree()).toEqual({ 'd/': '', 'd/f.txt': 'base', 'd/g.txt': 'other' })
    expect(pair.plan.blocked).toMatchObject([{ reason: 'noPermission' }])
    expect(pair.server.forbidden).toEqual([])
  })

  it('case 47: where the folder takes new files, the copy is uploaded', async () => {
    await synced(pair, { 'f.txt': 'base' })
    pair.server.setPermissions('f.txt', 'RGDNV')
    await pair.sync()
    pair.disk.write('f.txt', 'left edit')
    await pair.sync()
    expectBothSides(pair, { 'f.txt': 'base' }, ['left edit'])
    expect(pair.server.forbidden).toEqual([])
  })

  it('case 48: what may not be deleted comes back, the rest of its folder goes', async () => {
    await synced(pair, { 'd/': '', 'd/f.txt': 'base', 'd/g.txt': 'other', 'h.txt': 'h' })
    pair.server.setPermissions('d/f.txt', 'RGNVW')
    await pair.sync()
    pair.disk.delete('d')
    await pair.sync()
    expectBothSides(pair, { 'd/': '', 'd/f.txt': 'base', 'h.txt': 'h' })
    expect(pair.server.forbidden).toEqual([])
  })

  it('case 49: new files and folders stay here with an error, their siblings go on (I17)', async () => {
    await synced(pair, { 'd/': '', 'd/f.txt': 'base', 'free/': '' })
    pair.server.setPermissions('d', 'RGDNV')
    await pair.sync()
    pair.disk.write('d/new.txt', 'new')
    pair.disk.makeDir('d/sub')
    pair.disk.write('d/sub/inside.txt', 'inside')
    pair.disk.write('d/f.txt', 'left edit')
    pair.disk.write('free/new.txt', 'free')
    const result = await pair.sync()
    expect(result.rounds).toBeLessThan(10)
    expect(pair.server.tree()).toEqual({ 'd/': '', 'd/f.txt': 'left edit', 'free/': '', 'free/new.txt': 'free' })
    expect(pair.disk.tree()).toMatchObject({ 'd/new.txt': 'new', 'd/sub/inside.txt': 'inside' })
    expect(pair.plan.blocked.map((item) => item.reason)).toEqual(['noPermission', 'noPermission'])
    expect(pair.server.forbidden).toEqual([])
  })

  it('case 49: a folder that the server refuses without saying so first stops nothing else', async () => {
    await synced(pair, { 'f.txt': 'base' })
    pair.disk.makeDir('refused')
    pair.disk.write('refused/inside.txt', 'inside')
    pair.disk.write('new.txt', 'new')
    pair.server.faults.plan = ({ name }) =>
      name === 'makeFolder' ? { kind: 'before', code: 'noPermission' } : undefined
    const result = await pair.sync()
    expect(result.rounds).toBeLessThan(10)
    expect(pair.server.tree()).toEqual({ 'f.txt': 'base', 'new.txt': 'new' })
    expect(pair.failures.all()).toMatchObject([{ code: 'noPermission' }])
  })

  it('case 50: a share that is revoked: unchanged files to the trash, edited ones are kept', async () => {
    await synced(pair, { 'share/': '', 'share/f.txt': 'base', 'share/g.txt': 'other', 'own.txt': 'own' })
    pair.server.setPermissions('share', 'SRMGDNVCK')
    await pair.sync()
    pair.disk.write('share/f.txt', 'left edit')
    pair.server.delete('share')
    await pair.sync()
    expect(pair.disk.trashed).toEqual(['other'])
    expect(pair.disk.tree()).toEqual({ 'share/': '', 'share/f.txt': 'left edit', 'own.txt': 'own' })
  })

  it('case 51: the right to write lost while a large file is uploaded: its parts are removed, the edit is kept', async () => {
    await synced(pair, { 'f.txt': 'base' })
    pair.disk.write('f.txt', LONG)
    justBefore(pair, 'server', 'moveChunks', () => {
      pair.server.setPermissions('f.txt', 'RGDNV')
    })
    await pair.sync()
    expect(pair.server.uploads.size).toBe(0)
    await pair.sync()
    expectBothSides(pair, { 'f.txt': 'base' }, [LONG])
  })

  it('a folder that may not be deleted comes back with all that went with it; what is deleted in it goes', async () => {
    const all = { 'team/': '', 'team/a/': '', 'team/a/f.txt': 'f', 'team/g.txt': 'g', 'own.txt': 'own' }
    await synced(pair, all)
    pair.server.setPermissions('team', 'RMGCK')
    await pair.sync()
    pair.disk.delete('team')
    await pair.sync()
    expectBothSides(pair, all)
    pair.disk.delete('team/a')
    await pair.sync()
    expectBothSides(pair, { 'team/': '', 'team/g.txt': 'g', 'own.txt': 'own' })
    expect(pair.server.forbidden).toEqual([])
  })

  it('a forbidden rename becomes a copy under the new name, and the original comes back', async () => {
    await synced(pair, { 'd/': '', 'd/f.txt': 'base', 'own/': '' })
    pair.server.setPermissions('d/f.txt', 'RGDW')
    await pair.sync()
    pair.disk.rename('d/f.txt', 'own/g.txt')
    await pair.sync()
    expectBothSides(pair, { 'd/': '', 'd/f.txt': 'base', 'own/': '', 'own/g.txt': 'base' })
    expect(pair.server.forbidden).toEqual([])
  })

  it('a move away from where nothing may be deleted becomes a copy, and the original comes back', async () => {
    // A share with the right to change but not to delete: it says V, and the server refuses all the same.
    await synced(pair, { 'd/': '', 'd/f.txt': 'base', 'own/': '' })
    pair.server.setPermissions('d/f.txt', 'SRGNVW')
    await pair.sync()
    pair.disk.rename('d/f.txt', 'own/f.txt')
    await pair.sync()
    expectBothSides(pair, { 'd/': '', 'd/f.txt': 'base', 'own/': '', 'own/f.txt': 'base' })
    expect(pair.server.forbidden).toEqual([])
  })

  it('a move into a folder that takes nothing leaves the original where it was', async () => {
    await synced(pair, { 'f.txt': 'base', 'd/': '' })
    pair.server.setPermissions('d', 'RGDNV')
    await pair.sync()
    pair.disk.rename('f.txt', 'd/f.txt')
    await pair.sync()
    expect(pair.server.tree()).toEqual({ 'f.txt': 'base', 'd/': '' })
    expect(pair.disk.tree()).toEqual({ 'f.txt': 'base', 'd/': '', 'd/f.txt': 'base' })
    expect(pair.server.forbidden).toEqual([])
    expect(transfers(pair)).toEqual(['download f.txt'])
  })

  it.each([
    ['files alone', 'RGDNVC', ['d/new.txt']],
    ['folders alone', 'RGDNVK', ['d/sub/']]
  ])('a folder that takes new %s gets no others', async (_what, letters, taken) => {
    await synced(pair, { 'd/': '' })
    pair.server.setPermissions('d', letters)
    await pair.sync()
    pair.disk.write('d/new.txt', 'new')
    pair.disk.makeDir('d/sub')
    await pair.sync()
    expect(Object.keys(pair.server.tree())).toEqual(['d/', ...taken])
    expect(pair.server.forbidden).toEqual([])
  })

  it('what may be deleted but not moved away is not moved: a copy goes up, and the original comes back', async () => {
    await synced(pair, { 'd/': '', 'd/f.txt': 'base', 'own/': '' })
    pair.server.setPermissions('d/f.txt', 'RGDNW')
    await pair.sync()
    pair.disk.rename('d/f.txt', 'own/f.txt')
    await pair.sync()
    expectBothSides(pair, { 'd/': '', 'd/f.txt': 'base', 'own/': '', 'own/f.txt': 'base' })
    expect(pair.server.forbidden).toEqual([])
  })

  it('rights that the server did not tell forbid nothing: it has the last word', async () => {
    await synced(pair, { 'd/': '', 'd/f.txt': 'base' })
    for (const path of ['d', 'd/f.txt']) pair.server.setPermissions(path, '')
    await pair.sync()
    pair.disk.write('d/f.txt', 'left edit')
    await pair.sync()
    expect(pair.server.forbidden).toEqual(['put without W: d/f.txt'])
    expect(pair.disk.tree()).toEqual({ 'd/': '', 'd/f.txt': 'left edit' })
  })

  it.each([
    ['that may be moved but not renamed', (): void => pair.server.setPermissions('d/f.txt', 'RGDVW')],
    ['to a name that the server refuses', (): unknown => pair.serverRefuses.add('g.txt')]
  ])('a file %s gets no other name there: the original comes back, and nothing is lost', async (_what, forbid) => {
    await synced(pair, { 'd/': '', 'd/f.txt': 'base' })
    forbid()
    await pair.sync()
    pair.disk.rename('d/f.txt', 'd/g.txt')
    await pair.sync()
    expect(pair.server.faults.log.filter((call) => call.startsWith('move'))).toEqual([])
    expect(pair.disk.tree()).toEqual({ 'd/': '', 'd/f.txt': 'base', 'd/g.txt': 'base' })
    expect(pair.server.tree()).toMatchObject({ 'd/f.txt': 'base' })
    expect(pair.server.forbidden).toEqual([])
  })
})
