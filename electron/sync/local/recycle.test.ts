import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { emptyRecycled, recycleInto } from './recycle'

const SHARED_MEMORY = '/dev/shm'
const hasTwoDisks = existsSync(SHARED_MEMORY) && statSync(SHARED_MEMORY).dev !== statSync(tmpdir()).dev

let base: string

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'samverk-recycle-'))
})

/** What lies in the recycle folder, without the places of the items. */
const recycled = (): string[] =>
  readdirSync(join(base, '1970-01-01'), { recursive: true })
    .map((path) => String(path).split('/').slice(1).join('/'))
    .filter((path) => path !== '')
    .sort()

afterEach(() => {
  rmSync(base, { recursive: true })
})

it('only days that are older than they are kept go; what is not a day stays, however it is called', async () => {
  for (const name of ['2026-10-21', '2026-10-22', '2026-11-21', '2026-10', '1 own things', '2026-10-01 mine'])
    mkdirSync(join(base, name))
  await emptyRecycled(base, new Date('2026-11-21T12:00:00Z'), 30)
  expect(readdirSync(base).sort()).toEqual(['1 own things', '2026-10', '2026-10-01 mine', '2026-10-22', '2026-11-21'])
})

it('there need not be such a folder, but what can not be read is an error', async () => {
  await expect(emptyRecycled(join(base, 'missing'), new Date(), 30)).resolves.toBeUndefined()
  writeFileSync(join(base, 'file'), '')
  await expect(emptyRecycled(join(base, 'file'), new Date(), 30)).rejects.toMatchObject({ code: 'ENOTDIR' })
})

it.runIf(hasTwoDisks)('what can not be renamed to another disk is copied whole before it goes', async () => {
  const other = mkdtempSync(join(SHARED_MEMORY, 'samverk-recycle-'))
  try {
    mkdirSync(join(other, 'd'))
    writeFileSync(join(other, 'd', 'f.txt'), 'kept')
    await recycleInto(base, other, () => new Date(0)).moveToTrash(join(other, 'd'))
    expect(recycled()).toEqual(['d', 'd/f.txt'])
    expect(readdirSync(other, { recursive: true }).sort()).toEqual(['.samverk-sync', '.samverk-sync/leaving'])
  } finally {
    rmSync(other, { recursive: true })
  }
})

it.runIf(hasTwoDisks)('a file that is saved while it is copied to another disk is not deleted with it', async () => {
  const other = mkdtempSync(join(SHARED_MEMORY, 'samverk-recycle-'))
  try {
    const path = join(other, 'f.txt')
    writeFileSync(path, 'deleted'.repeat(1 << 20))
    const moving = recycleInto(base, other, () => new Date(0)).moveToTrash(path)
    await expect.poll(() => existsSync(path), { interval: 1 }).toBe(false)
    writeFileSync(path, 'saved')
    await moving
    expect(readFileSync(path, 'utf8')).toBe('saved')
    expect(recycled()).toEqual(['f.txt'])
  } finally {
    rmSync(other, { recursive: true })
  }
})

it('what a power cut left on its way to another disk gets there at the next start', async () => {
  const root = join(base, 'root')
  mkdirSync(join(root, '.samverk-sync', 'leaving', 'i-abc'), { recursive: true })
  writeFileSync(join(root, '.samverk-sync', 'leaving', 'i-abc', 'f.txt'), 'kept')
  await recycleInto(base, root, () => new Date(0)).finish()
  expect(recycled()).toEqual(['f.txt'])
  expect(readdirSync(join(root, '.samverk-sync', 'leaving'))).toEqual([])
})

it('two items of one name that go in the same moment are both kept', async () => {
  const trash = recycleInto(base, base, () => new Date(0))
  for (const folder of ['a', 'b']) {
    mkdirSync(join(base, folder))
    writeFileSync(join(base, folder, 'f.txt'), folder)
  }
  await Promise.all(['a', 'b'].map((folder) => trash.moveToTrash(join(base, folder, 'f.txt'))))
  expect(recycled()).toEqual(['f.txt', 'f.txt'])
})

it('what can not be moved at all stays where it is', async () => {
  await expect(recycleInto(base, base, () => new Date(0)).moveToTrash(join(base, 'missing'))).rejects.toMatchObject({
    code: 'ENOENT'
  })
})
