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
    await recycleInto(base, () => new Date(0)).moveToTrash(join(other, 'd'))
    expect(readFileSync(join(base, '1970-01-01', '0-d', 'f.txt'), 'utf8')).toBe('kept')
    expect(existsSync(join(other, 'd'))).toBe(false)
  } finally {
    rmSync(other, { recursive: true })
  }
})

it('what can not be moved at all stays where it is', async () => {
  await expect(recycleInto(base, () => new Date(0)).moveToTrash(join(base, 'missing'))).rejects.toMatchObject({
    code: 'ENOENT'
  })
})
