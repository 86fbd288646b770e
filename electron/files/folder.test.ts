import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import type * as DiskApi from 'node:fs'
import type * as FilesApi from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { openSyncedFolder, type SyncedFolder } from './folder'

const trashed = vi.hoisted(() => new Map<string, string>())
/** What a program does just then. */
const whileTrashing = vi.hoisted((): { save: () => void } => ({ save: () => undefined }))
vi.mock('electron', () => ({
  shell: {
    trashItem: async (path: string) => {
      trashed.set(basename(path), statSync(path).isFile() ? readFileSync(path, 'utf8') : '')
      rmSync(path, { recursive: true })
      whileTrashing.save()
      return Promise.resolve()
    }
  }
}))

/** What lies below is on another disk, as far as renaming and copying go. */
const otherDisk = vi.hoisted(() => ({ prefix: '', isFull: false }))
vi.mock('node:fs', async (original) => {
  const real = await original<typeof DiskApi>()
  return {
    ...real,
    renameSync: (from: string, to: string) => {
      const { prefix } = otherDisk
      if (prefix !== '' && from.startsWith(prefix) !== to.startsWith(prefix))
        throw Object.assign(new Error('another disk'), { code: 'EXDEV' })
      real.renameSync(from, to)
    }
  }
})
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof FilesApi>()
  return {
    ...real,
    mkdir: async (path: string, options?: Parameters<typeof real.mkdir>[1]) => {
      if (otherDisk.isFull && path.endsWith('Inkomna')) throw Object.assign(new Error('full'), { code: 'ENOSPC' })
      return real.mkdir(path, options)
    }
  }
})

let root = ''
let folder: SyncedFolder

beforeEach(() => {
  trashed.clear()
  whileTrashing.save = () => undefined
  Object.assign(otherDisk, { prefix: '', isFull: false })
  root = join(mkdtempSync(join(tmpdir(), 'samverk-folder-')), 'root')
  mkdirSync(join(root, 'Remisser', 'Inkomna'), { recursive: true })
  writeFileSync(join(root, 'Underlag.odt'), 'underlag')
  folder = openSyncedFolder([{ id: 'main', folder: '', place: root }])
})

it('a new folder is made where asked', async () => {
  expect(await folder.makeFolder('Remisser', ' Utgående ')).toEqual({ ok: true, value: 'Remisser/Utgående' })
  expect(readdirSync(join(root, 'Remisser'))).toEqual(['Inkomna', 'Utgående'])
})

it('an empty text file is made where asked, and overwrites nothing', async () => {
  expect(await folder.makeTextFile('Remisser', ' Anteckning.md')).toEqual({ ok: true, value: 'Remisser/Anteckning.md' })
  expect(readFileSync(join(root, 'Remisser', 'Anteckning.md'), 'utf8')).toBe('')
  writeFileSync(join(root, 'Remisser', 'Anteckning.md'), 'skrivet')
  expect(await folder.makeTextFile('Remisser', 'anteckning.MD')).toEqual({ ok: false, error: { code: 'exists' } })
  expect(readFileSync(join(root, 'Remisser', 'Anteckning.md'), 'utf8')).toBe('skrivet')
})

it('the path of something new is told and nothing is made', async () => {
  expect(await folder.freePath('Remisser', ' Anteckning.md')).toEqual({ ok: true, value: 'Remisser/Anteckning.md' })
  expect(await folder.freePath('', 'remisser')).toEqual({ ok: false, error: { code: 'exists' } })
  expect(await folder.freePath('Borta', 'a.md')).toEqual({ ok: false, error: { code: 'gone' } })
  expect(readdirSync(join(root, 'Remisser'))).toEqual(['Inkomna'])
})

it.each(['', '..', 'a/b', 'a\\b', 'namn.', 'con.txt', 'fråga?', 'x'.repeat(251), 'å'.repeat(126)])(
  'the name %j is refused',
  async (name) => {
    expect(await folder.makeFolder('', name)).toEqual({ ok: false, error: { code: 'nameInvalid' } })
    expect(await folder.rename('Underlag.odt', name)).toEqual({ ok: false, error: { code: 'nameInvalid' } })
  }
)

it('nothing that is there is ever overwritten, in whatever capitals', async () => {
  writeFileSync(join(root, 'Remisser', 'UNDERLAG.odt'), 'ett annat')
  expect(await folder.makeFolder('', 'underlag.ODT')).toEqual({ ok: false, error: { code: 'exists' } })
  expect(await folder.rename('Underlag.odt', 'remisser')).toEqual({ ok: false, error: { code: 'exists' } })
  expect(await folder.move(['Underlag.odt'], 'Remisser')).toEqual({ ok: true, value: ['Remisser/Underlag (2).odt'] })
  expect(readFileSync(join(root, 'Remisser', 'UNDERLAG.odt'), 'utf8')).toBe('ett annat')
})

it('a name may change its capitals alone', async () => {
  expect(await folder.rename('Underlag.odt', 'UNDERLAG.odt')).toEqual({ ok: true, value: 'UNDERLAG.odt' })
  expect(readdirSync(root)).toContain('UNDERLAG.odt')
})

it('a copy beside the original gets a number, and a folder is copied whole', async () => {
  writeFileSync(join(root, 'Remisser', 'Inkomna', 'a.txt'), 'a')
  expect(await folder.copy(['Underlag.odt', 'Remisser'], '')).toEqual({
    ok: true,
    value: ['Underlag (2).odt', 'Remisser (2)']
  })
  expect(readFileSync(join(root, 'Remisser (2)', 'Inkomna', 'a.txt'), 'utf8')).toBe('a')
})

it('a folder is not put into itself', async () => {
  expect(await folder.move(['Remisser'], 'Remisser/Inkomna')).toEqual({ ok: false, error: { code: 'insideItself' } })
  expect(await folder.copy(['Remisser'], 'Remisser')).toEqual({ ok: false, error: { code: 'insideItself' } })
})

it('moving to where it already lies changes nothing', async () => {
  expect(await folder.move(['Underlag.odt'], '')).toEqual({ ok: true, value: [] })
  expect(existsSync(join(root, 'Underlag.odt'))).toBe(true)
})

it('nothing outside the folder is reached, nor through a link', async () => {
  symlinkSync(tmpdir(), join(root, 'ut'))
  expect(() => folder.absolute('../annat')).toThrow()
  expect(await folder.makeFolder('ut', 'ny')).toEqual({ ok: false, error: { code: 'refused' } })
  const job = { signal: new AbortController().signal, onProgress: () => undefined }
  await expect(folder.copyIn([join(root, 'Underlag.odt')], 'ut', job)).rejects.toThrow()
})

it.each([
  ['mine', 'min', 'underlag', undefined],
  ['theirs', 'underlag', undefined, 'min'],
  ['both', 'underlag', undefined, undefined]
] as const)('keeping %s of a conflict loses nothing', async (keep, kept, originalInTrash, copyInTrash) => {
  const copy = 'Underlag (conflicted copy 2026-11-22 101010).odt'
  writeFileSync(join(root, copy), 'min')
  expect(await folder.settleConflict(copy, 'Underlag.odt', keep)).toMatchObject({ ok: true })
  expect(readFileSync(join(root, 'Underlag.odt'), 'utf8')).toBe(kept)
  expect([trashed.get('Underlag.odt'), trashed.get(copy)]).toEqual([originalInTrash, copyInTrash])
  expect(existsSync(join(root, copy))).toBe(false)
  expect(existsSync(join(root, 'Underlag (2).odt'))).toBe(keep === 'both')
  expect(readdirSync(dirname(root))).toEqual(['root'])
})

it('keeping mine leaves the file that it was: changed, not another of its name', async () => {
  const copy = 'Underlag (conflicted copy 2026-11-22 101010).odt'
  const then = new Date('2026-11-22T10:10:10Z')
  writeFileSync(join(root, copy), 'min')
  utimesSync(join(root, copy), then, then)
  const ofCopy = statSync(join(root, copy)).ino
  await folder.settleConflict(copy, 'Underlag.odt', 'mine')
  const { ino, mtimeMs } = statSync(join(root, 'Underlag.odt'))
  expect(ino, 'the copy’s identity, which the engine would take for the copy renamed').not.toBe(ofCopy)
  expect(mtimeMs).toBe(then.getTime())
})

it.each(['Underlag.odt', 'Underlag (conflicted copy 2026-11-22 101010).odt'])(
  'what a program saves in %s while mine is being kept is neither replaced nor deleted',
  async (saved) => {
    const copy = 'Underlag (conflicted copy 2026-11-22 101010).odt'
    writeFileSync(join(root, copy), 'min')
    whileTrashing.save = () => writeFileSync(join(root, saved), 'sparad just nu')
    const settled = await folder.settleConflict(copy, 'Underlag.odt', 'mine')
    expect(settled).toEqual({ ok: false, error: { code: 'changed' } })
    const contents = ['Underlag.odt', copy].map((name) => readFileSync(join(root, name), 'utf8'))
    expect(contents).toEqual(saved === copy ? ['underlag', 'sparad just nu'] : ['sparad just nu', 'min'])
  }
)

describe('a part of the tree with a place of its own', () => {
  let place = ''
  let both: SyncedFolder

  beforeEach(() => {
    place = join(mkdtempSync(join(tmpdir(), 'samverk-place-')), 'gruppen')
    mkdirSync(join(place, '.samverk-sync'), { recursive: true })
    writeFileSync(join(place, 'plan.txt'), 'plan')
    both = openSyncedFolder([
      { id: 'main', folder: '', place: root },
      { id: 't', folder: 'Team/A', place }
    ])
  })

  it('its paths lead there, and what is made there is named in the one tree', async () => {
    expect(both.absolute('Team/A/plan.txt')).toBe(join(place, 'plan.txt'))
    expect(await both.makeFolder('Team/A', 'Möten')).toEqual({ ok: true, value: 'Team/A/Möten' })
    expect(await both.rename('Team/A/plan.txt', 'Planen.txt')).toEqual({ ok: true, value: 'Team/A/Planen.txt' })
    expect(existsSync(join(place, 'Planen.txt'))).toBe(true)
  })

  it('things move and are copied between places under free names', async () => {
    writeFileSync(join(place, 'Underlag.odt'), 'ett annat')
    expect(await both.move(['Underlag.odt', 'Remisser'], 'Team/A')).toEqual({
      ok: true,
      value: ['Team/A/Underlag (2).odt', 'Team/A/Remisser']
    })
    expect(readdirSync(root)).toEqual([])
    expect(readFileSync(join(place, 'Underlag (2).odt'), 'utf8')).toBe('underlag')
    expect(await both.copy(['Team/A/plan.txt'], '')).toEqual({ ok: true, value: ['plan.txt'] })
    expect(await both.copy(['Team/A'], '')).toEqual({ ok: true, value: ['A'] })
    expect(readdirSync(join(root, 'A')).sort()).toEqual(['Remisser', 'Underlag (2).odt', 'Underlag.odt', 'plan.txt'])
  })

  it('to another disk everything is copied, with its times, and the original goes to the trash', async () => {
    const then = new Date('2020-02-02T02:02:02Z')
    writeFileSync(join(root, 'Remisser', 'a.txt'), 'a')
    utimesSync(join(root, 'Remisser', 'a.txt'), then, then)
    otherDisk.prefix = place
    expect(await both.move(['Remisser'], 'Team/A')).toEqual({ ok: true, value: ['Team/A/Remisser'] })
    expect(readFileSync(join(place, 'Remisser', 'a.txt'), 'utf8')).toBe('a')
    expect(statSync(join(place, 'Remisser', 'a.txt')).mtime).toEqual(then)
    expect([...trashed.keys()]).toEqual(['Remisser'])
    expect(existsSync(join(root, 'Remisser'))).toBe(false)
  })

  it('what could not be copied whole goes again, and the original stays', async () => {
    writeFileSync(join(root, 'Remisser', 'Inkomna', 'a.txt'), 'a')
    otherDisk.prefix = place
    otherDisk.isFull = true
    expect(await both.move(['Remisser', 'Underlag.odt'], 'Team/A')).toMatchObject({ ok: false })
    expect(readdirSync(root).sort()).toEqual(['Remisser', 'Underlag.odt'])
    expect(readdirSync(place).sort()).toEqual(['.samverk-sync', 'plan.txt'])
    expect(trashed.size).toBe(0)
  })

  it('the part itself stays where it was put', async () => {
    expect(await both.rename('Team/A', 'B')).toEqual({ ok: false, error: { code: 'isRoot' } })
    expect(await both.move(['Team/A'], 'Remisser')).toEqual({ ok: false, error: { code: 'isRoot' } })
    expect(await both.remove(['Team/A'])).toEqual(['Team/A'])
    expect(await both.move(['Remisser'], 'Remisser/Inkomna')).toEqual({ ok: false, error: { code: 'insideItself' } })
    expect(existsSync(join(place, 'plan.txt'))).toBe(true)
  })

  it('a settled conflict leaves nothing behind beside the place', async () => {
    writeFileSync(join(place, 'plan (conflicted copy 2026-11-22 101010).txt'), 'min')
    const copy = 'Team/A/plan (conflicted copy 2026-11-22 101010).txt'
    expect(await both.settleConflict(copy, 'Team/A/plan.txt', 'mine')).toMatchObject({ ok: true })
    expect(readFileSync(join(place, 'plan.txt'), 'utf8')).toBe('min')
    expect(trashed.get('plan.txt')).toBe('plan')
    expect(readdirSync(join(place, '.samverk-sync', 'copying'))).toEqual([])
  })
})
