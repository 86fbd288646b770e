import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sha1 } from '../testing/serverTree'
import { openDisk } from './disk'
import { requireOutside } from './place'
import { recycleInto } from './recycle'
import type { DeletionProof, LocalEntry, LocalPort, LocalVersion } from '../ports'

let base: string
let root: string
let disk: LocalPort
const proof: DeletionProof = { listedParent: '', missingId: 'r1', answer: 'notFound' }

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'samverk-disk-'))
  root = join(base, 'root')
  disk = openDisk(
    root,
    recycleInto(join(base, 'recycled'), root, () => new Date(0))
  )
  await disk.claimRoot('0123456789abcdef')
})

afterEach(() => {
  rmSync(base, { recursive: true })
})

async function entry(path: string): Promise<LocalEntry> {
  const found = await disk.stat(path)
  if (found === undefined) throw new Error(`nothing at ${path}`)
  return found
}

async function incoming(name: string, text: string): Promise<void> {
  const temp = await disk.temp(name)
  await temp.write(Buffer.from(text))
  expect(await temp.finish()).toBe(sha1(text))
}

describe('the sync root on the disk', () => {
  it('case 40: is known by its marker', async () => {
    expect(await disk.checkRoot('0123456789abcdef')).toBe('ready')
    expect(await disk.checkRoot('fedcba9876543210')).toBe('foreign')
    expect(await disk.claimRoot('fedcba9876543210')).toBe('0123456789abcdef')
    rmSync(root, { recursive: true })
    expect(await disk.checkRoot('0123456789abcdef')).toBe('missing')
    mkdirSync(root)
    expect(await disk.checkRoot('0123456789abcdef')).toBe('missing')
  })

  it('case 40: with a marker that can not be read for an identity is not ready', async () => {
    writeFileSync(join(root, '.samverk-sync', 'root-id'), 'not an identity')
    expect(await disk.checkRoot('not an identity')).toBe('missing')
  })

  it('case 40: that went away is missing, and nothing is done in its place', async () => {
    rmSync(root, { recursive: true })
    await expect(disk.list('')).rejects.toMatchObject({ code: 'rootMissing' })
  })

  it('lists files and folders, leaves the rest out and says so', async () => {
    writeFileSync(join(root, 'f.txt'), 'abc')
    mkdirSync(join(root, 'd'))
    symlinkSync('/etc', join(root, 'link'))
    writeFileSync(join(root, '~$lock.docx'), '')
    const listing = await disk.list('')
    expect(listing?.entries.map((each) => [each.name, each.kind, each.sizeBytes]).sort()).toEqual([
      ['d', 'folder', 0],
      ['f.txt', 'file', 3]
    ])
    expect(listing?.leftOut).toEqual([{ name: 'link', code: 'outsideRoot' }])
    expect(await disk.list('d')).toMatchObject({ entries: [], hasIgnored: false })
    expect(await disk.list('f.txt')).toBeUndefined()
    expect(await disk.list('missing')).toBeUndefined()
  })

  it('says which documents are open here, and which names no server can have', async () => {
    for (const name of ['f.odt', 'g.odt', '.~lock.f.odt#']) writeFileSync(join(root, name), '')
    writeFileSync(Buffer.concat([Buffer.from(join(root, 'no')), Buffer.from([0xff])]), '')
    const listing = await disk.list('')
    expect(listing?.entries.map(({ name, isOpen }) => [name, isOpen]).sort()).toEqual([
      ['f.odt', true],
      ['g.odt', false]
    ])
    expect(listing?.leftOut).toEqual([{ name: 'no\uFFFD', code: 'nameRefused' }])
    expect(listing?.hasIgnored).toBe(true)
  })

  it('a folder that can not be asked about is an error, and not a missing one', async () => {
    await expect(disk.list('d'.repeat(300))).rejects.toBeDefined()
  })

  it('ignores case where our own folder is there under another spelling as well', async () => {
    expect(await disk.traits()).toMatchObject({ foldsCase: false })
    // Another folder of that name is no sign of it.
    mkdirSync(join(root, '.SAMVERK-SYNC'))
    expect(await disk.traits()).toMatchObject({ foldsCase: false })
    rmSync(join(root, '.SAMVERK-SYNC'), { recursive: true })
    symlinkSync('.samverk-sync', join(root, '.SAMVERK-SYNC'))
    expect(await disk.traits()).toMatchObject({ foldsCase: false })
  })

  it('keeps an identity through renames and gives a new one to a new file', async () => {
    writeFileSync(join(root, 'a'), 'one')
    const before = await entry('a')
    renameSync(join(root, 'a'), join(root, 'b'))
    expect((await entry('b')).id).toBe(before.id)
    rmSync(join(root, 'b'))
    writeFileSync(join(root, 'a'), 'one')
    expect((await entry('a')).id).not.toBe(before.id)
  })

  it('case 71: two names of one file have no common identity', async () => {
    writeFileSync(join(root, 'a'), 'one')
    linkSync(join(root, 'a'), join(root, 'b'))
    expect((await entry('a')).id).not.toBe((await entry('b')).id)
  })
})

describe('installing a download', () => {
  it('gives the name only where nothing is, or over exactly the known version', async () => {
    await incoming('aaaaaaaa', 'new')
    const made = await disk.install('aaaaaaaa', 'f.txt', undefined, 1_600_000_000)
    expect(made).toMatchObject({ name: 'f.txt', sizeBytes: 3, mtimeNs: '1600000000000000000' })
    await incoming('bbbbbbbb', 'other')
    await expect(disk.install('bbbbbbbb', 'f.txt', undefined, 1)).rejects.toMatchObject({ code: 'changed' })
    chmodSync(join(root, 'f.txt'), 0o750)
    // The inode changed: whoever plans on it has to look again.
    await expect(disk.install('bbbbbbbb', 'f.txt', made, 1)).rejects.toMatchObject({ code: 'changed' })
    const newer = await disk.install('bbbbbbbb', 'f.txt', await entry('f.txt'), 1_600_000_001)
    expect(readFileSync(join(root, 'f.txt'), 'utf8')).toBe('other')
    expect(statSync(join(root, 'f.txt')).mode & 0o777).toBe(0o750)
    expect(newer.id).not.toBe(made.id)
    expect(readdirSync(join(root, '.samverk-sync', 'incoming'))).toEqual([])
  })

  it('case 35: a file that was replaced meanwhile is not overwritten', async () => {
    writeFileSync(join(root, 'f.txt'), 'known')
    const known = await entry('f.txt')
    writeFileSync(join(root, 'f.tmp2'), 'saved')
    renameSync(join(root, 'f.tmp2'), join(root, 'f.txt'))
    await incoming('aaaaaaaa', 'from the server')
    await expect(disk.install('aaaaaaaa', 'f.txt', known, 1)).rejects.toMatchObject({ code: 'changed' })
    expect(readFileSync(join(root, 'f.txt'), 'utf8')).toBe('saved')
  })

  it('goes on with what an earlier run wrote, hash included', async () => {
    const first = await disk.temp('aaaaaaaa')
    await first.write(Buffer.from('first '))
    await first.close()
    const second = await disk.temp('aaaaaaaa')
    expect(second.sizeBytes).toBe(6)
    await second.write(Buffer.from('second'))
    expect(await second.finish()).toBe(sha1('first second'))
    await disk.cleanTemps(new Set(['aaaaaaaa']))
    expect(readdirSync(join(root, '.samverk-sync', 'incoming'))).toEqual(['aaaaaaaa'])
    await disk.temp('bbbbbbbb').then((temp) => temp.close())
    await disk.dropTemp('bbbbbbbb')
    expect(readdirSync(join(root, '.samverk-sync', 'incoming'))).toEqual(['aaaaaaaa'])
    await disk.cleanTemps(new Set())
    expect(readdirSync(join(root, '.samverk-sync', 'incoming'))).toEqual([])
  })
})

describe('nothing outside the root is touched (I8)', () => {
  const anyVersion: LocalVersion = { id: '1:2:3', sizeBytes: 0, mtimeNs: '0', ctimeNs: '0' }

  it.each(['../x', 'a/../../x', '..', '/etc/x', 'a\\..\\x', 'a\0b', ''])('refuses the path %j', async (path) => {
    await incoming('aaaaaaaa', 'evil')
    await expect(disk.install('aaaaaaaa', path, undefined, 1)).rejects.toMatchObject({ name: 'SyncError' })
    await expect(disk.makeFolder(path)).rejects.toMatchObject({ name: 'SyncError' })
    await expect(disk.trash(path, new Map([[path, anyVersion]]), proof)).rejects.toMatchObject({ name: 'SyncError' })
  })

  it('case 70: does not follow a symbolic link that was put in the way', async () => {
    const outside = join(base, 'outside')
    mkdirSync(outside)
    writeFileSync(join(outside, 'secret'), 'secret')
    symlinkSync(outside, join(root, 'd'))
    await incoming('aaaaaaaa', 'evil')
    await expect(disk.install('aaaaaaaa', 'd/f', undefined, 1)).rejects.toMatchObject({ code: 'outsideRoot' })
    await expect(disk.makeFolder('d/sub')).rejects.toMatchObject({ code: 'outsideRoot' })
    await expect(disk.hash('d/secret', anyVersion)).rejects.toMatchObject({ code: 'outsideRoot' })
    expect(await disk.list('d')).toBeUndefined()
    expect(readdirSync(outside)).toEqual(['secret'])
    symlinkSync(join(outside, 'secret'), join(root, 'f'))
    await expect(disk.readWhole('f', anyVersion)).rejects.toMatchObject({ name: 'SyncError' })
  })

  it.each(['../x', 'x/y', '', 'zz'])('refuses the temporary name %j', async (name) => {
    await expect(disk.temp(name)).rejects.toMatchObject({ code: 'outsideRoot' })
  })
})

describe('moving and deleting', () => {
  it('removes the copy of exactly the version that is whole on the server', async () => {
    writeFileSync(join(root, 'f'), 'known')
    const known = await entry('f')
    writeFileSync(join(root, 'f'), 'edited')
    await expect(disk.evict('f', known)).rejects.toMatchObject({ code: 'changed' })
    expect(readFileSync(join(root, 'f'), 'utf8')).toBe('edited')
    await disk.evict('f', await entry('f'))
    expect(existsSync(join(root, 'f'))).toBe(false)
  })

  it('removes an empty folder in that way, and never one with something in it', async () => {
    mkdirSync(join(root, 'd'))
    writeFileSync(join(root, 'd', 'f'), 'new')
    const known = await entry('d')
    await expect(disk.evict('d', known)).rejects.toMatchObject({ name: 'SyncError' })
    expect(readFileSync(join(root, 'd', 'f'), 'utf8')).toBe('new')
    rmSync(join(root, 'd', 'f'))
    await disk.evict('d', known)
    expect(existsSync(join(root, 'd'))).toBe(false)
  })

  it('takes nothing to the trash without a proof', async () => {
    writeFileSync(join(root, 'f'), 'known')
    const expected = new Map([['f', await entry('f')]])
    await expect(disk.trash('f', expected, { ...proof, missingId: '' })).rejects.toMatchObject({ code: 'internal' })
    expect(existsSync(join(root, 'f'))).toBe(true)
  })

  it('believes no trash that has not taken it', async () => {
    const lazy = openDisk(root, { moveToTrash: () => Promise.resolve() })
    writeFileSync(join(root, 'f'), 'known')
    const expected = new Map([['f', await entry('f')]])
    await expect(lazy.trash('f', expected, proof)).rejects.toMatchObject({ code: 'diskRefused' })
  })

  it('moves exactly what was known, never over something', async () => {
    writeFileSync(join(root, 'a'), 'one')
    writeFileSync(join(root, 'b'), 'two')
    const a = await entry('a')
    await expect(disk.move('a', 'b', a)).rejects.toMatchObject({ code: 'exists' })
    writeFileSync(join(root, 'a'), 'changed')
    await expect(disk.move('a', 'c', a)).rejects.toMatchObject({ code: 'changed' })
    await disk.move('a', 'c', await entry('a'))
    expect(readFileSync(join(root, 'c'), 'utf8')).toBe('changed')
  })

  it('takes a folder to the trash only when all in it is known and unchanged', async () => {
    mkdirSync(join(root, 'd'))
    writeFileSync(join(root, 'd', 'f'), 'known')
    const expected = new Map<string, LocalVersion>([
      ['d', await entry('d')],
      ['d/f', await entry('d/f')]
    ])
    for (const [name, text] of [
      ['new', 'x'],
      ['.~lock.f#', 'x']
    ] as const) {
      writeFileSync(join(root, 'd', name), text)
      await expect(disk.trash('d', expected, proof)).rejects.toMatchObject({ code: 'changed' })
      rmSync(join(root, 'd', name))
    }
    utimesSync(join(root, 'd', 'f'), 5, 5)
    await expect(disk.trash('d', expected, proof)).rejects.toMatchObject({ code: 'changed' })
    expected.set('d/f', await entry('d/f'))
    await disk.trash('d', expected, proof)
    expect(existsSync(join(root, 'd'))).toBe(false)
    const [name = ''] = readdirSync(join(base, 'recycled', '1970-01-01'))
    expect(readFileSync(join(base, 'recycled', '1970-01-01', name, 'd', 'f'), 'utf8')).toBe('known')
  })
})

it.each([
  ['in the root', 'root/journal', true],
  ['in a folder of it whose name begins like a step up', 'root/..x/journal', true],
  ['that is the root itself', 'root', true],
  ['beside it', 'rooted', false],
  ['around it', '', false]
])('a journal %s (%j) is refused: %s', (_where, path, isRefused) => {
  const check = (): void => requireOutside(root, join(base, path))
  if (isRefused) expect(check).toThrow('in the sync root')
  else expect(check).not.toThrow()
})

describe('reading for an upload', () => {
  it('case 34: notices a file that changes while it is read', async () => {
    writeFileSync(join(root, 'f'), 'x'.repeat(1_000_000))
    const reader = await disk.open('f', await entry('f'))
    let bytes = 0
    for await (const block of reader.read(0, 1_000_000)) {
      bytes += block.length
      writeFileSync(join(root, 'f'), 'shorter')
      break
    }
    expect(bytes).toBeGreaterThan(0)
    await expect(reader.verify()).rejects.toMatchObject({ code: 'changed' })
    await reader.close()
  })

  it.each(['readWhole', 'hash', 'open'] as const)(
    'of another version than the expected one is refused: %s',
    async (read) => {
      writeFileSync(join(root, 'f'), 'abc')
      const before = await entry('f')
      writeFileSync(join(root, 'f'), 'abcdef')
      await expect(disk[read]('f', before)).rejects.toMatchObject({ code: 'changed' })
      rmSync(join(root, 'f'))
      symlinkSync('/etc/hostname', join(root, 'f'))
      await expect(disk[read]('f', before)).rejects.toBeDefined()
    }
  )

  it.each([3, 600_000])('as a whole gives all %i bytes and their hash', async (sizeBytes) => {
    const text = 'x'.repeat(sizeBytes)
    writeFileSync(join(root, 'f'), text)
    const { bytes, hash } = await disk.readWhole('f', await entry('f'))
    expect([bytes.length, hash, await disk.hash('f', await entry('f'))]).toEqual([sizeBytes, sha1(text), sha1(text)])
  })

  it.each<[string, () => void]>([
    ['edited', () => writeFileSync(join(root, 'f'), 'y'.repeat(600_000))],
    ['cut', () => truncateSync(join(root, 'f'), 10)],
    ['replaced', () => renameSync(join(root, 'g'), join(root, 'f'))]
  ])('as a whole is refused when the file is %s meanwhile', async (_how, change) => {
    for (const name of ['f', 'g']) writeFileSync(join(root, name), 'x'.repeat(600_000))
    const version = await entry('f')
    for (const read of ['readWhole', 'hash'] as const) {
      // So large a file is read by another thread: this one goes on as soon as it has been asked.
      const reading = disk[read]('f', version)
      if (read === 'readWhole') change()
      await expect(reading).rejects.toMatchObject({ code: 'changed' })
    }
  })

  it('a file that is replaced while it is open is not the one that was read', async () => {
    writeFileSync(join(root, 'f'), 'abc')
    const reader = await disk.open('f', await entry('f'))
    writeFileSync(join(root, 'g'), 'abc')
    renameSync(join(root, 'g'), join(root, 'f'))
    for await (const block of reader.read(0, 3)) expect(block.length).toBe(3)
    await expect(reader.verify()).rejects.toMatchObject({ code: 'changed' })
    await reader.close()
  })

  it('hashes what it reads once, also when a part is read again', async () => {
    writeFileSync(join(root, 'f'), 'abcdef')
    const reader = await disk.open('f', await entry('f'))
    for (const [from, to] of [
      [0, 4],
      [2, 4],
      [4, 6]
    ] as const) {
      for await (const block of reader.read(from, to)) expect(block.length).toBeGreaterThan(0)
    }
    expect(reader.checksum()).toBe(sha1('abcdef'))
    await reader.close()
  })
})
