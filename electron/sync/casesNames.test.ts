import { beforeEach, describe, expect, it } from 'vitest'
import { conflictName } from './core/conflicts'
import { isInvalidOnWindows, truncateUtf8, utf8Length } from './core/names'
import { Addresses } from './remote/addresses'
import { Pair } from './testing/pair'
import { deletions, expectBothSides, synced, transfers } from './testing/scenario'

let pair: Pair

beforeEach(() => {
  pair = new Pair()
  pair.limits = { ...pair.limits, mayEmpty: true }
})

const NFC = 'é.txt'.normalize('NFC')
const NFD = 'é.txt'.normalize('NFD')

describe('names that differ in case or spelling only', () => {
  it('case 19: a change of case alone is a rename on the server, no deletion', async () => {
    pair.disk.foldsCase = true
    await synced(pair, { 'Readme.txt': 'text' })
    pair.disk.rename('Readme.txt', 'README.txt')
    await pair.sync()
    expectBothSides(pair, { 'README.txt': 'text' })
    expect(transfers(pair)).toEqual([])
    expect(deletions(pair)).toEqual([])
    pair.server.rename('README.txt', 'readme.txt')
    await pair.sync()
    expectBothSides(pair, { 'readme.txt': 'text' })
  })

  it('case 20: two names that the disk takes for one are both readable here, and nothing goes back and forth', async () => {
    pair.disk.foldsCase = true
    pair.server.write('A.txt', 'upper')
    pair.server.write('a.txt', 'lower')
    await pair.sync()
    expect(pair.disk.tree()).toEqual({ 'A.txt': 'upper', 'a (case clash).txt': 'lower' })
    pair.server.faults.log.length = 0
    expect((await pair.sync()).operations).toBe(0)
    expect(pair.server.faults.log).toEqual(['root '])
    pair.disk.write('a (case clash).txt', 'lower edited')
    await pair.sync()
    expect(pair.server.tree()).toEqual({ 'A.txt': 'upper', 'a.txt': 'lower edited' })
    pair.server.delete('A.txt')
    await pair.sync()
    expect(pair.disk.tree()).toEqual({ 'a (case clash).txt': 'lower edited' })
    pair.disk.rename('a (case clash).txt', 'a.txt')
    await pair.sync()
    expectBothSides(pair, { 'a.txt': 'lower edited' })
  })

  it('case 20: folders that clash keep their own contents', async () => {
    pair.disk.foldsCase = true
    for (const folder of ['D', 'd']) {
      pair.server.makeDir(folder)
      pair.server.write(`${folder}/f.txt`, `in ${folder}`)
    }
    await pair.sync()
    expect(pair.disk.tree()).toEqual({
      'D/': '',
      'D/f.txt': 'in D',
      'd (case clash)/': '',
      'd (case clash)/f.txt': 'in d'
    })
  })

  it('case 20: of more than two each gets a name of its own, and none that another has already', async () => {
    pair.disk.foldsCase = true
    const names = ['ABC.txt', 'Abc.txt', 'aBC.txt', 'abc (case clash).txt']
    for (const name of names) pair.server.write(name, name)
    await pair.sync()
    const here = pair.disk.tree()
    expect(Object.values(here).sort()).toEqual([...names].sort())
    expect(new Set(Object.keys(here).map((name) => name.toLowerCase())).size).toBe(4)
    expect(here).toMatchObject({ 'ABC.txt': 'ABC.txt', 'abc (case clash).txt': 'abc (case clash).txt' })
    expect((await pair.sync()).operations).toBe(0)
  })

  it('case 20: the one that is here already keeps its name when another comes beside it', async () => {
    pair.disk.foldsCase = true
    await synced(pair, { 'd/': '', 'd/a.txt': 'comes' })
    pair.disk.write('A.txt', 'is here')
    await pair.sync()
    pair.server.rename('d/a.txt', 'a.txt')
    await pair.sync()
    expect(pair.disk.tree()).toEqual({ 'd/': '', 'A.txt': 'is here', 'a (case clash).txt': 'comes' })
  })

  it('case 53: new on both sides in two forms it is one file, and each side keeps its own', async () => {
    pair.disk.write(NFD, 'text')
    pair.server.write(NFC, 'text')
    await pair.sync()
    expect([pair.disk.tree(), pair.server.tree()]).toEqual([{ [NFD]: 'text' }, { [NFC]: 'text' }])
    expect(transfers(pair)).toEqual([])
    expect((await pair.sync()).operations).toBe(0)
  })

  it('case 53: a name in another Unicode form is one file, and stays so', async () => {
    pair.disk.write(NFD, 'text')
    await pair.sync()
    expect(pair.server.tree()).toEqual({ [NFC]: 'text' })
    expect(pair.disk.tree()).toEqual({ [NFD]: 'text' })
    pair.server.faults.log.length = 0
    expect((await pair.sync()).operations).toBe(0)
    expect(pair.server.faults.log).toEqual(['root '])
    pair.server.write(NFC, 'right')
    await pair.sync()
    expect(pair.disk.tree()).toEqual({ [NFD]: 'right' })
  })

  it('case 53: two names of the server that differ in their Unicode form are both kept', async () => {
    pair.server.normalises = false
    pair.server.write(NFC, 'composed')
    pair.server.write(NFD, 'decomposed')
    await pair.sync()
    expectBothSides(pair, { [NFC]: 'composed', [NFD]: 'decomposed' })
    expect((await pair.sync()).operations).toBe(0)
  })

  it('case 53: two files here that the server takes for one are both kept', async () => {
    pair.disk.write(NFC, 'composed')
    pair.disk.write(NFD, 'decomposed')
    await pair.sync()
    expect(Object.values(pair.server.tree()).sort()).toEqual(['composed', 'decomposed'])
    expect(Object.values(pair.disk.tree()).sort()).toEqual(['composed', 'decomposed'])
    expect((await pair.sync()).operations).toBe(0)
  })
})

describe('names that need care', () => {
  const awkward = ['#1', '%', '%41', 'a+b', 'a&b', 'a;b', 'what?', "it's", ' leading', 'trailing ', 'a b', '100%25']
  const shown = ['👩‍👩‍👧.txt', 'evil\u202Etxt.exe', 'zero\u200Bwidth', 'family👨‍👩‍👧‍👦']

  it.each([...awkward.map((name) => ['case 52', name]), ...shown.map((name) => ['case 54', name])])(
    '%s: %j makes the round trip byte for byte',
    async (_case, name) => {
      pair.disk.makeDir(name)
      pair.disk.write(`${name}/${name}`, 'text')
      pair.server.write(`${name}x`, 'from there')
      await pair.sync()
      expectBothSides(pair, { [`${name}/`]: '', [`${name}/${name}`]: 'text', [`${name}x`]: 'from there' })
      const addresses = new Addresses('https://moln.insjoverket.test', 'anna')
      const address = addresses.file(`${name}/${name}`)
      expect(address).toMatch(/^[\x21-\x7e]+$/u)
      expect(new URL(addresses.url(address)).pathname).toBe(address)
      expect(addresses.below(addresses.file(''), address)).toBe(`${name}/${name}`)
    }
  )

  it.each(['a.', 'a ', 'CON', 'con.txt', 'a:b', 'x|y'])(
    'case 55: %j stays on the server where this computer can’t store it, and is never deleted there',
    async (name) => {
      await synced(pair, { 'f.txt': 'f' })
      pair.disk.refuses = isInvalidOnWindows
      pair.restart()
      pair.server.makeDir(name)
      pair.server.write(`${name}/inside.txt`, 'inside')
      pair.server.write('new.txt', 'new')
      const result = await pair.sync()
      expect(result.rounds).toBeLessThan(10)
      expect(pair.disk.tree()).toEqual({ 'f.txt': 'f', 'new.txt': 'new' })
      expect(pair.server.tree()).toMatchObject({ [`${name}/inside.txt`]: 'inside' })
      expect(pair.plan.blocked.filter((item) => item.reason === 'nameRefused')).not.toEqual([])
      expect(deletions(pair)).toEqual([])
    }
  )

  it('a name that the server refuses stays here with its reason', async () => {
    pair.serverRefuses.add('.htaccess')
    pair.disk.write('.htaccess', 'deny')
    pair.disk.write('f.txt', 'f')
    await pair.sync()
    expect(pair.server.tree()).toEqual({ 'f.txt': 'f' })
    expect(pair.plan.blocked).toMatchObject([{ reason: 'nameRefused' }])
  })

  it.each(['line\nbreak.txt', 'tab\t.txt', 'bell\u0007'])('%j is told, and not even tried', async (name) => {
    pair.disk.write(name, 'here')
    pair.disk.write('Icon\r', 'of a folder')
    const { leftOut } = await pair.sync()
    expect(leftOut).toEqual([{ name, code: 'nameRefused' }])
    expect(transfers(pair)).toEqual([])
    expect(pair.disk.tree()).toHaveProperty([name])
  })

  it('case 56: names of 250 bytes are cut at a character for their conflict copies', async () => {
    const name = `${truncateUtf8('åäö👩‍👧'.repeat(60), 240)}.txt`
    const copy = conflictName(name, '2026-11-21 143512', () => false)
    expect(utf8Length(copy)).toBeLessThanOrEqual(250)
    expect(Buffer.from(copy, 'utf8').toString('utf8')).toBe(copy)
    expect(copy.endsWith(' (conflicted copy 2026-11-21 143512).txt')).toBe(true)
    await synced(pair, { [name]: 'base' })
    pair.disk.write(name, 'left edit')
    pair.server.write(name, 'right')
    await pair.sync()
    expect(Object.values(pair.disk.tree()).sort()).toEqual(['left edit', 'right'])
    expect(pair.server.tree()).toEqual(pair.disk.tree())
  })
})
