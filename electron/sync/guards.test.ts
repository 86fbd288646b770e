import { beforeEach, describe, expect, it } from 'vitest'
import { SyncError } from './errors'
import { Pair } from './testing/pair'
import type { Fault } from './testing/faults'

let pair: Pair

beforeEach(() => {
  pair = new Pair()
})

async function synced(count: number): Promise<Record<string, string>> {
  pair.disk.makeDir('d')
  for (let index = 0; index < count; index += 1) pair.disk.write(`d/f${String(index)}.txt`, `content ${String(index)}`)
  await pair.sync()
  expect(pair.server.tree()).toEqual(pair.disk.tree())
  return pair.disk.tree()
}

describe('nothing is deleted without proof (I7) or en masse (I13)', () => {
  it('case 39: an empty server root asks and deletes nothing', async () => {
    const before = await synced(3)
    pair.server.delete('d')
    await pair.sync()
    expect(pair.disk.tree()).toEqual(before)
    expect(pair.guard.question).toMatchObject({ side: 'local', count: 4, total: 4 })
  })

  it('case 40: a missing or replaced local root stops everything and deletes nothing', async () => {
    const before = await synced(3)
    pair.disk.isMounted = false
    await expect(pair.sync()).rejects.toMatchObject({ code: 'rootMissing' })
    pair.disk.isMounted = true
    const marker = pair.disk.marker
    pair.disk.marker = 'another'
    await expect(pair.sync()).rejects.toMatchObject({ code: 'rootForeign' })
    pair.disk.marker = marker
    await pair.sync()
    expect(pair.server.tree()).toEqual(before)
  })

  it('case 40: a local root that is suddenly empty asks', async () => {
    const before = await synced(3)
    pair.disk.delete('d')
    await pair.sync()
    expect(pair.server.tree()).toEqual(before)
    expect(pair.guard.question).toMatchObject({ side: 'remote', count: 4 })
  })

  it('case 41: a mounted folder that answers 503, 404 or empty keeps its rows while others sync', async () => {
    await synced(12)
    pair.server.makeDir('mount')
    pair.server.write('mount/m.txt', 'mounted')
    pair.server.setPermissions('mount', 'SRGDNVCKM')
    await pair.sync()
    for (const code of ['storageUnavailable', 'gone'] as const) {
      pair.server.write('mount/m.txt', `newer ${code}`)
      pair.server.write('d/f0.txt', `other ${code}`)
      pair.server.faults.plan = ({ name, path }): Fault | undefined =>
        name === 'list' && path === 'mount' ? { kind: 'before', code } : undefined
      const result = await pair.sync()
      expect(result.folderFailures).toHaveLength(1)
      expect(pair.disk.tree()).toMatchObject({ 'mount/m.txt': 'mounted', 'd/f0.txt': `other ${code}` })
    }
    pair.server.faults.plan = () => undefined
    await pair.sync()
    const content = pair.server.tree()['mount/m.txt']
    pair.server.delete('mount/m.txt')
    const result = await pair.sync()
    expect(result.folderFailures).toMatchObject([{ error: { code: 'storageUnavailable' } }])
    expect(pair.disk.tree()['mount/m.txt']).toBe(content)
  })

  it.each(['Team', 'Team/2026'])('a folder of a group that was emptied is empty here too: %s', async (folder) => {
    await synced(12)
    pair.server.makeDir('Team')
    pair.server.setPermissions('Team', 'RMGDNVCK')
    pair.server.makeDir('Team/2026')
    pair.server.write('Team/2026/f.txt', 'f')
    await pair.sync()
    pair.server.ofGroups.add('Team')
    pair.server.delete(folder === 'Team' ? 'Team/2026' : 'Team/2026/f.txt')
    expect((await pair.sync()).folderFailures).toEqual([])
    expect(pair.disk.tree()).not.toHaveProperty(['Team/2026/f.txt'])
    expect(pair.disk.tree()).toHaveProperty(['Team/'])
  })

  it('case 41: a mount that is listed without its storage keeps its rows while others sync', async () => {
    await synced(3)
    pair.server.makeDir('mount')
    pair.server.write('mount/m.txt', 'mounted')
    await pair.sync()
    pair.server.unreachable.add('mount')
    pair.server.write('d/f0.txt', 'other')
    const result = await pair.sync()
    expect(result.folderFailures).toMatchObject([{ error: { code: 'storageUnavailable' } }])
    expect(pair.disk.tree()).toMatchObject({ 'mount/m.txt': 'mounted', 'd/f0.txt': 'other' })
    pair.server.unreachable.clear()
    pair.server.write('mount/m.txt', 'newer')
    expect((await pair.sync()).folderFailures).toEqual([])
    expect(pair.disk.tree()).toMatchObject({ 'mount/m.txt': 'newer' })
  })

  it.each([
    ['SRGDNVCK', 'storageUnavailable', true],
    ['SRGDNVCK', 'noPermission', false],
    ['SRMGDNVCK', 'noPermission', true],
    ['RGDNVCK', 'storageUnavailable', false]
  ] as const)(
    'deletions elsewhere wait for a folder (%s) that answers %s, or not: %s',
    async (letters, code, isDone) => {
      await synced(12)
      pair.server.makeDir('away')
      pair.server.setPermissions('away', letters)
      await pair.sync()
      pair.server.write('away/new.txt', 'new')
      pair.server.delete('d/f0.txt')
      pair.server.faults.plan = ({ name, path }): Fault | undefined =>
        name === 'list' && path === 'away' ? { kind: 'before', code } : undefined
      expect((await pair.sync()).folderFailures).toMatchObject([{ error: { code } }])
      expect(Object.keys(pair.disk.tree()).includes('d/f0.txt')).toBe(!isDone)
    }
  )

  it('case 42: a listing that is cut is rejected as a whole and nothing is deleted', async () => {
    const before = await synced(3)
    pair.server.write('d/new.txt', 'new')
    pair.server.faults.plan = ({ name }) => (name === 'list' ? { kind: 'before', code: 'badListing' } : undefined)
    await expect(pair.sync()).rejects.toBeInstanceOf(SyncError)
    expect(pair.disk.tree()).toEqual(before)
  })

  it.each(['captivePortal', 'foreignRedirect', 'offline', 'maintenance', 'signedOut'] as const)(
    'cases 43 and 44: %s ends the run before anything is believed',
    async (code) => {
      const before = await synced(3)
      pair.disk.delete('d/f0.txt')
      pair.server.faults.plan = () => ({ kind: 'before', code })
      await expect(pair.sync()).rejects.toMatchObject({ code })
      expect(pair.server.tree()).toEqual(before)
      expect(pair.server.exists('d/f0.txt')).toBe(true)
    }
  )

  it('asks above the limit, deletes after consent, and only what was asked about', async () => {
    await synced(40)
    for (let index = 0; index < 30; index += 1) pair.server.delete(`d/f${String(index)}.txt`)
    await pair.sync()
    expect(Object.keys(pair.disk.tree())).toHaveLength(41)
    const question = pair.guard.question
    expect(question).toMatchObject({ side: 'local', count: 30, total: 41 })
    expect(pair.guard.answer('another question', 'delete')).toBe(false)
    expect(pair.guard.answer(question?.id ?? '', 'delete')).toBe(true)
    await pair.sync()
    expect(pair.disk.tree()).toEqual(pair.server.tree())
    expect(pair.disk.trashed).toHaveLength(30)
  })

  it('brings everything back when the person says so', async () => {
    const before = await synced(40)
    for (let index = 0; index < 30; index += 1) pair.disk.delete(`d/f${String(index)}.txt`)
    await pair.sync()
    expect(pair.server.tree()).toEqual(before)
    pair.guard.answer(pair.guard.question?.id ?? '', 'restore')
    await pair.sync()
    expect(pair.disk.tree()).toEqual(before)
    expect(pair.server.tree()).toEqual(before)
  })

  it('a file that answers after all is not deleted here, whatever the listing said', async () => {
    await synced(12)
    const id = [...pair.server.entries.values()].find((entry) => entry.name === 'f1.txt')?.id ?? ''
    const hidden = pair.server.entries.get(id)
    const reallyList = pair.server.list
    pair.server.write('d/f0.txt', 'so that the folder is listed')
    Object.assign(pair.server, {
      list: async (path: string) => {
        const listing = await reallyList(path)
        return { ...listing, children: listing.children.filter((child) => child.id !== id) }
      }
    })
    await pair.sync()
    expect(hidden).toBeDefined()
    expect(pair.disk.exists('d/f1.txt')).toBe(true)
    expect(pair.disk.trashed).toEqual([])
    expect(pair.failures.all().map((failure) => failure.code)).toEqual(['changed'])
  })

  it('a local deletion that only a hint told of is checked against the whole disk first', async () => {
    await synced(12)
    pair.disk.makeDir('e')
    await pair.sync()
    pair.disk.rename('d/f0.txt', 'e/f0.txt')
    pair.server.faults.log.length = 0
    await pair.syncHints(['d'])
    expect(pair.server.tree()).toEqual(pair.disk.tree())
    expect(pair.server.faults.log.filter((call) => call.startsWith('remove'))).toEqual([])
    expect(pair.server.trash).toEqual([])
  })

  it('case 45 and I8: a name that leads elsewhere never reaches the disk', async () => {
    await synced(1)
    pair.server.write('d/.samverk-sync', 'ours alone')
    pair.server.write('d/report.part', 'unfinished elsewhere')
    await pair.sync()
    expect(Object.keys(pair.disk.tree())).toEqual(['d/', 'd/f0.txt'])
  })

  it('case 73: a lost journal unites both sides and deletes nothing', async () => {
    await synced(5)
    pair.disk.delete('d/f0.txt')
    pair.server.delete('d/f1.txt')
    pair.journal.forgetAll()
    pair.restart()
    await pair.sync()
    expect(pair.disk.tree()).toEqual(pair.server.tree())
    expect(Object.keys(pair.disk.tree())).toHaveLength(6)
    expect(pair.disk.trashed).toEqual([])
    expect(pair.server.trash).toEqual(['content 1'])
  })

  it('a server where a folder is still listed under another identity keeps both sides whole', async () => {
    await synced(3)
    pair.server.delete('d')
    pair.server.makeDir('d')
    pair.server.write('d/f0.txt', 'content 0')
    pair.limits = { ...pair.limits, mayEmpty: true }
    await pair.sync()
    expect(pair.disk.tree()).toEqual(pair.server.tree())
  })

  it('what may have moved into a folder that could not be listed is not deleted here', async () => {
    await synced(3)
    pair.disk.makeDir('e')
    await pair.sync()
    pair.server.rename('d/f0.txt', 'e/moved.txt')
    pair.server.faults.plan = ({ name, path }) =>
      name === 'list' && path === 'e' ? { kind: 'before', code: 'truncated' } : undefined
    await pair.sync()
    expect(pair.disk.trashed).toEqual([])
    expect(pair.disk.exists('d/f0.txt')).toBe(true)
    pair.server.faults.plan = () => undefined
    pair.server.faults.log.length = 0
    await pair.sync()
    expect(pair.disk.tree()).toEqual(pair.server.tree())
    expect(pair.server.faults.log.filter((call) => call.startsWith('download'))).toEqual([])
  })
})
