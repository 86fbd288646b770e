import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { beforeEach, expect, it, vi } from 'vitest'
import { openSyncedFolder, type SyncedFolder } from './folder'

const trashed = vi.hoisted(() => new Map<string, string>())
vi.mock('electron', () => ({
  shell: {
    trashItem: async (path: string) => {
      trashed.set(basename(path), readFileSync(path, 'utf8'))
      rmSync(path)
      return Promise.resolve()
    }
  }
}))

let root = ''
let folder: SyncedFolder

beforeEach(() => {
  trashed.clear()
  root = join(mkdtempSync(join(tmpdir(), 'samverk-folder-')), 'root')
  mkdirSync(join(root, 'Remisser', 'Inkomna'), { recursive: true })
  writeFileSync(join(root, 'Underlag.odt'), 'underlag')
  folder = openSyncedFolder([{ id: 'main', folder: '', place: root }])
})

it('a new folder and an empty document are made where asked', async () => {
  expect(await folder.create('folder', 'Remisser', ' Utgående ')).toEqual({ ok: true, value: 'Remisser/Utgående' })
  expect(await folder.create('file', '', 'Anteckning.md')).toEqual({ ok: true, value: 'Anteckning.md' })
  expect(readFileSync(join(root, 'Anteckning.md'), 'utf8')).toBe('')
})

it.each(['', '..', 'a/b', 'a\\b', 'namn.', 'con.txt', 'fråga?', 'x'.repeat(251), 'å'.repeat(126)])(
  'the name %j is refused',
  async (name) => {
    expect(await folder.create('folder', '', name)).toEqual({ ok: false, error: { code: 'nameInvalid' } })
    expect(await folder.rename('Underlag.odt', name)).toEqual({ ok: false, error: { code: 'nameInvalid' } })
  }
)

it('nothing that is there is ever overwritten, in whatever capitals', async () => {
  writeFileSync(join(root, 'Remisser', 'UNDERLAG.odt'), 'ett annat')
  expect(await folder.create('file', '', 'underlag.ODT')).toEqual({ ok: false, error: { code: 'exists' } })
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
  expect(await folder.create('folder', 'ut', 'ny')).toEqual({ ok: false, error: { code: 'refused' } })
  await expect(folder.copyIn([join(root, 'Underlag.odt')], 'ut')).rejects.toThrow()
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
