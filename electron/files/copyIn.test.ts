import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CopyProgress } from '../../shared/model/files'
import { ignoreRules } from '../sync/core/ignore'
import { mayMount, mountSmallDisk } from '../sync/testing/smallDisk'
import { copyInto } from './copyIn'
import { giveName, renameToFree } from './giveName'
import { dropLeftovers } from './staging'

let given: string
/** The root, and in it the folder that is copied into. */
let place: string
let into: string

beforeEach(async () => {
  const all = await mkdtemp(join(tmpdir(), 'samverk-'))
  given = join(all, 'given')
  place = join(all, 'root')
  into = join(place, 'here')
  await mkdir(into, { recursive: true })
  await mkdir(join(given, 'under'), { recursive: true })
  await writeFile(join(given, 'a.txt'), 'a')
  await writeFile(join(given, 'under/b.txt'), Buffer.alloc(1 << 20, 'b'))
})
afterEach(() => rm(join(place, '..'), { recursive: true }))

interface Way {
  readonly onProgress?: (progress: CopyProgress) => void
  readonly signal?: AbortSignal
}
const copy = ({ onProgress = () => undefined, signal = new AbortController().signal }: Way = {}) =>
  copyInto({ sources: [{ from: given, name: 'given' }], into, place, times: 'new' }, { signal, onProgress })

/** Everything in the root that the sync engine would look at. */
const seen = async () =>
  (await readdir(place, { recursive: true })).filter((path) => !path.startsWith('.samverk-sync')).sort()
const unfinished = () => readdir(join(place, '.samverk-sync/copying'))
const whole = ['here', 'here/given', 'here/given/a.txt', 'here/given/under', 'here/given/under/b.txt']

it('copies folders with all that is in them and tells how far it is', async () => {
  const told: CopyProgress[] = []
  await chmod(join(given, 'a.txt'), 0o755)
  expect(await copy({ onProgress: (progress) => told.push(progress) })).toEqual({
    files: 2,
    places: [join(into, 'given')]
  })
  expect(await readFile(join(into, 'given/a.txt'), 'utf8')).toBe('a')
  expect((await stat(join(into, 'given/a.txt'))).mode & 0o111).toBe(0o111)
  expect(told.at(-1)).toEqual({ filesDone: 2, filesTotal: 2, bytesDone: 1048577, bytesTotal: 1048577 })
  expect(await unfinished()).toEqual([])
})

it('nothing is seen before all of it is there', async () => {
  const looks: Promise<readonly string[]>[] = []
  await copy({ onProgress: () => looks.push(seen()) })
  const early = (await Promise.all(looks.slice(0, -1))).flat()
  expect(looks.length).toBeGreaterThan(2)
  expect(new Set(early)).toEqual(new Set(['here']))
  expect(await seen()).toEqual(whole)
  expect(ignoreRules().judge('.samverk-sync')).toBe('ignored')
})

it('leaves nothing when it is cancelled', async () => {
  const controller = new AbortController()
  const onProgress = ({ bytesDone }: CopyProgress) => {
    if (bytesDone > 1) controller.abort()
  }
  await expect(copy({ onProgress, signal: controller.signal })).rejects.toThrow()
  expect(await seen()).toEqual(['here'])
  expect(await unfinished()).toEqual([])
  expect(await readdir(given)).toEqual(['a.txt', 'under'])
})

it('takes another name when its own is taken while it copies', async () => {
  const onProgress = ({ filesDone }: CopyProgress) => {
    if (filesDone === 1) void mkdir(join(into, 'GIVEN')).catch(() => undefined)
  }
  expect((await copy({ onProgress })).places).toEqual([join(into, 'given (2)')])
  expect(await readdir(join(into, 'GIVEN'))).toEqual([])
})

it('a name is never given over something else', async () => {
  await writeFile(join(place, 'ny'), 'ny')
  await writeFile(join(into, 'fil'), 'gammal')
  await mkdir(join(place, 'mapp'))
  for (const [from, to] of [
    ['ny', 'fil'],
    ['mapp', 'fil']
  ] as const)
    await expect(giveName(join(place, from), join(into, to))).rejects.toMatchObject({ code: 'EEXIST' })
  expect(await readFile(join(into, 'fil'), 'utf8')).toBe('gammal')
  await mkdir(join(into, 'mapp'))
  await expect(giveName(join(place, 'mapp'), join(into, 'mapp'))).rejects.toMatchObject({ code: 'EEXIST' })
})

it('what is renamed stays the same file, and takes nobody else’s name', async () => {
  await writeFile(join(into, 'min'), 'min')
  await writeFile(join(into, 'annans'), 'annans')
  const { ino } = await stat(join(into, 'min'))
  expect(() => renameToFree(join(into, 'min'), join(into, 'annans'))).toThrow(
    expect.objectContaining({ code: 'EEXIST' }) as Error
  )
  expect(await readFile(join(into, 'annans'), 'utf8')).toBe('annans')
  renameToFree(join(into, 'min'), join(into, 'Min'))
  expect((await stat(join(into, 'Min'))).ino).toBe(ino)
})

it('what a link leads to is not copied, nor taken away as a leftover', async () => {
  await symlink(given, join(given, 'under/out'))
  await copy()
  expect(await seen()).toEqual(whole)
  await rm(join(place, '.samverk-sync'), { recursive: true })
  await mkdir(join(given, 'copying'))
  await symlink(given, join(place, '.samverk-sync'))
  await dropLeftovers(place)
  expect(await readdir(given)).toContain('copying')
})

it('a copy that is killed in the middle leaves nothing under a real name, and the next start takes the rest away', async () => {
  // So large that the copy is still in the middle of it when it is killed.
  const large = join(given, 'under/b.txt')
  await writeFile(large, Buffer.alloc(64 << 20, 'b'))
  const script = `
    const { copyInto } = await import(${JSON.stringify(join(import.meta.dirname, 'copyIn.ts'))})
    const onProgress = ({ bytesDone }) => {
      if (bytesDone > 1 << 20) process.stdout.write('under way\\n', () => process.kill(process.pid, 'SIGKILL'))
    }
    await copyInto(${JSON.stringify({ sources: [{ from: given, name: 'given' }], into, place, times: 'new' })}, { signal: new AbortController().signal, onProgress })`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { stdio: 'pipe' })
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
  expect(signal).toBe('SIGKILL')
  expect(await seen()).toEqual(['here'])
  expect(await unfinished()).toHaveLength(1)
  await dropLeftovers(place)
  await expect(unfinished()).rejects.toMatchObject({ code: 'ENOENT' })
  await copy()
  expect(await seen()).toEqual(whole)
})

const canMount = mayMount()

it.runIf(canMount)('on a real disk that is full it leaves nothing, and what fits is copied', async () => {
  await writeFile(join(given, 'stor.bin'), Buffer.alloc(8 << 20, 's'))
  const disk = mountSmallDisk(place, 4)
  try {
    await mkdir(into)
    await expect(copy()).rejects.toMatchObject({ code: 'ENOSPC' })
    expect(await seen()).toEqual(['here'])
    expect(await unfinished()).toEqual([])
    await rm(join(given, 'stor.bin'))
    await copy()
    expect(await seen()).toEqual(whole)
  } finally {
    disk.unmount()
  }
})

it.runIf(canMount)('into another disk that hangs in the root it is whole under its name all the same', async () => {
  const disk = mountSmallDisk(into, 4)
  try {
    const names = new Set<string>()
    const looks: Promise<void>[] = []
    const look = async () => {
      for (const name of await readdir(into)) names.add(name)
    }
    await copy({ onProgress: () => looks.push(look()) })
    await Promise.all(looks)
    expect([...names].filter((name) => ignoreRules().judge(name) === 'ignored')).toHaveLength(1)
    expect(await readdir(into)).toEqual(['given'])
  } finally {
    disk.unmount()
  }
})
