import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openDisk } from './disk'
import type { LocalPort } from '../ports'
import type * as FsModule from 'node:fs'

const { refusal } = vi.hoisted(() => ({ refusal: { code: '' } }))

vi.mock('node:fs', async (importActual) => {
  const actual = await importActual<typeof FsModule>()
  const linkSync = (): void => {
    throw Object.assign(new Error(refusal.code), { code: refusal.code })
  }
  return { ...actual, linkSync }
})

let root: string
let disk: LocalPort

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'samverk-nolinks-'))
  disk = openDisk(root, { moveToTrash: () => Promise.resolve() })
  await disk.claimRoot('0123456789abcdef')
  const temp = await disk.temp('aaaaaaaa')
  await temp.write(Buffer.from('arrived'))
  await temp.finish()
})

afterEach(() => {
  rmSync(root, { recursive: true })
})

it.each(['EPERM', 'ENOTSUP', 'EMLINK'])(
  'where there are no hard links (%s) a download gets its name where nothing is, and only there',
  async (code) => {
    refusal.code = code
    writeFileSync(join(root, 'taken.txt'), 'mine')
    await expect(disk.install('aaaaaaaa', 'taken.txt', undefined, 1)).rejects.toMatchObject({ code: 'changed' })
    expect(readFileSync(join(root, 'taken.txt'), 'utf8')).toBe('mine')
    await disk.install('aaaaaaaa', 'free.txt', undefined, 1)
    expect(readFileSync(join(root, 'free.txt'), 'utf8')).toBe('arrived')
  }
)

it.each(['ENOSPC', 'ENAMETOOLONG', 'ENOENT'])(
  'a disk that refuses for another reason (%s) is not tricked',
  async (code) => {
    refusal.code = code
    await expect(disk.install('aaaaaaaa', 'free.txt', undefined, 1)).rejects.toMatchObject({ name: 'SyncError' })
    expect(await disk.stat('free.txt')).toBeUndefined()
  }
)
