import { beforeEach, describe, expect, it } from 'vitest'
import { Pair } from './testing/pair'
import { failing } from './testing/scenario'

let pair: Pair

beforeEach(() => {
  pair = new Pair()
  pair.limits = { ...pair.limits, mayEmpty: true }
  // A colleague shares Projekt, and out of it Underlag once more.
  pair.server.makeDir('Projekt')
  pair.server.setPermissions('Projekt', 'SRGDNVCK')
  pair.server.makeDir('Projekt/Underlag')
  pair.server.write('Projekt/Underlag/a.txt', 'a')
  pair.server.write('own.txt', 'own')
})

const both = (content: string): Record<string, string> => ({
  'own.txt': 'own',
  'Projekt/': '',
  'Projekt/Underlag/': '',
  'Projekt/Underlag/a.txt': content,
  'Underlag/': '',
  'Underlag/a.txt': content
})

const sync = async (): Promise<Record<string, string>> => {
  await pair.sync()
  // What was changed in one place is seen in the other at the next look.
  await pair.sync()
  return pair.disk.tree()
}

describe.each([
  ['folder by folder', false],
  ['all in one answer', true]
])('what the server shows in two places (%s)', (_how, listsDeep) => {
  beforeEach(() => {
    pair.server.listsDeep = listsDeep
  })

  it.each(['at first', 'later'])('is in both here, when it is there %s', async (when) => {
    if (when === 'later') await pair.sync()
    pair.server.mountAgain('Projekt/Underlag', 'Underlag')
    expect(await sync()).toEqual(both('a'))
    pair.server.faults.log.length = 0
    expect((await pair.sync()).operations).toBe(0)
    expect(pair.server.faults.log).toEqual(['root '])
    pair.restart()
    expect((await pair.sync()).operations).toBe(0)
    expect(pair.disk.trashed).toEqual([])
  })

  it('follows a change there in both', async () => {
    pair.server.mountAgain('Projekt/Underlag', 'Underlag')
    await sync()
    pair.server.write('Underlag/a.txt', 'newer')
    expect(await sync()).toEqual(both('newer'))
    pair.server.write('Projekt/Underlag/b.txt', 'b')
    expect(await sync()).toMatchObject({ 'Projekt/Underlag/b.txt': 'b', 'Underlag/b.txt': 'b' })
    pair.server.delete('Underlag/b.txt')
    expect(await sync()).toEqual(both('newer'))
  })

  it.each(['Underlag', 'Projekt/Underlag'])('follows a change made here in %s', async (folder) => {
    pair.server.mountAgain('Projekt/Underlag', 'Underlag')
    await sync()
    pair.disk.write(`${folder}/a.txt`, 'edited here')
    expect(await sync()).toEqual(both('edited here'))
    pair.disk.write(`${folder}/b.txt`, 'made here')
    expect(await sync()).toMatchObject({ 'Projekt/Underlag/b.txt': 'made here', 'Underlag/b.txt': 'made here' })
    pair.disk.delete(`${folder}/b.txt`)
    expect(await sync()).toEqual(both('edited here'))
    expect(pair.server.unconditioned).toEqual([])
  })

  it('is in one place again when the share ends', async () => {
    pair.server.mountAgain('Projekt/Underlag', 'Underlag')
    await sync()
    pair.server.unmount('Underlag')
    const tree = await sync()
    expect(Object.keys(tree)).not.toContain('Underlag/')
    expect(tree).toMatchObject({ 'Projekt/Underlag/a.txt': 'a' })
  })

  it('keeps what is moved there into it, out of it and within it', async () => {
    pair.server.makeDir('Projekt/Utkast')
    pair.server.write('Projekt/Utkast/x.txt', 'x')
    pair.server.mountAgain('Projekt/Underlag', 'Underlag')
    await sync()
    pair.server.rename('Projekt/Utkast/x.txt', 'Projekt/Underlag/x.txt')
    expect(await sync()).toMatchObject({ 'Projekt/Underlag/x.txt': 'x', 'Underlag/x.txt': 'x' })
    pair.server.makeDir('Projekt/Underlag/djup')
    pair.server.rename('Underlag/x.txt', 'Projekt/Underlag/djup/y.txt')
    expect(await sync()).toMatchObject({ 'Projekt/Underlag/djup/y.txt': 'x', 'Underlag/djup/y.txt': 'x' })
    pair.server.rename('Projekt/Underlag/djup', 'Projekt/Utkast/djup')
    const tree = await sync()
    expect(tree).toMatchObject({ 'Projekt/Utkast/djup/y.txt': 'x' })
    expect(Object.keys(tree).filter((path) => path.endsWith('y.txt'))).toHaveLength(1)
    expect((await pair.sync()).operations).toBe(0)
  })

  it.each(['Underlag', 'Projekt/Underlag'])('keeps what is moved here, in %s', async (folder) => {
    pair.server.makeDir('Projekt/Utkast')
    pair.server.write('Projekt/Utkast/x.txt', 'x')
    pair.server.mountAgain('Projekt/Underlag', 'Underlag')
    await sync()
    pair.disk.rename('Projekt/Utkast/x.txt', `${folder}/x.txt`)
    expect(await sync()).toMatchObject({ 'Projekt/Underlag/x.txt': 'x', 'Underlag/x.txt': 'x' })
    pair.disk.rename(`${folder}/x.txt`, `${folder}/y.txt`)
    expect(await sync()).toMatchObject({ 'Projekt/Underlag/y.txt': 'x', 'Underlag/y.txt': 'x' })
    pair.disk.rename(`${folder}/y.txt`, 'own y.txt')
    const tree = await sync()
    expect(Object.keys(tree).filter((path) => path.endsWith('y.txt'))).toEqual(['own y.txt'])
    expect((await pair.sync()).operations).toBe(0)
    expect(pair.server.tree()).toMatchObject({ 'own y.txt': 'x' })
  })

  it('is told from a move within a share', async () => {
    await sync()
    pair.server.rename('Projekt/Underlag', 'Projekt/Bilagor')
    pair.server.makeDir('Projekt/Arkiv')
    pair.server.faults.log.length = 0
    await sync()
    pair.server.rename('Projekt/Bilagor', 'Projekt/Arkiv/Bilagor')
    expect(await sync()).toMatchObject({ 'Projekt/Arkiv/Bilagor/a.txt': 'a' })
    expect(pair.server.faults.log.filter((call) => call.startsWith('download'))).toEqual([])
    expect(pair.disk.trashed).toEqual([])
  })

  it('what can not be asked about is in both: nothing moves on a guess', async () => {
    await pair.sync()
    pair.server.mountAgain('Projekt/Underlag', 'Underlag')
    pair.disk.faults.log.length = 0
    const asks = failing(pair, 'server', 'stat', 'serverError', 'Projekt/Underlag')
    await pair.sync()
    asks.heal()
    expect(await sync()).toEqual(both('a'))
    expect(pair.disk.faults.log.filter((call) => /^(?:move|trash)/u.test(call))).toEqual([])
  })

  it('a server that goes away while it is asked ends the look, and nothing is believed', async () => {
    await pair.sync()
    const before = pair.disk.tree()
    pair.server.mountAgain('Projekt/Underlag', 'Underlag')
    const asks = failing(pair, 'server', 'stat', 'offline', 'Projekt/Underlag')
    await expect(pair.sync()).rejects.toMatchObject({ code: 'offline' })
    asks.heal()
    expect(pair.disk.tree()).toEqual(before)
    expect(await sync()).toEqual(both('a'))
  })
})
