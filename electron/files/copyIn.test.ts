import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CopyProgress } from '../../shared/model/files'
import { copyInto } from './copyIn'

let place: string

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'samverk-'))
  await mkdir(join(place, 'given/under'), { recursive: true })
  await writeFile(join(place, 'given/a.txt'), 'a')
  await writeFile(join(place, 'given/under/b.txt'), Buffer.alloc(1 << 20, 'b'))
})
afterEach(() => rm(place, { recursive: true }))

const copy = (onProgress: (progress: CopyProgress) => void, signal = new AbortController().signal) =>
  copyInto([{ from: join(place, 'given'), to: join(place, 'here') }], { signal, onProgress }, '.private')

it('copies folders with all that is in them and tells how far it is', async () => {
  const told: CopyProgress[] = []
  expect(await copy((progress) => told.push(progress))).toBe(2)
  expect(await readFile(join(place, 'here/a.txt'), 'utf8')).toBe('a')
  expect(told.at(-1)).toEqual({ filesDone: 2, filesTotal: 2, bytesDone: 1048577, bytesTotal: 1048577 })
})

it('takes back what it made when it is cancelled, and nothing else', async () => {
  const controller = new AbortController()
  const cancelled = copy(({ bytesDone }) => {
    if (bytesDone > 1) controller.abort()
  }, controller.signal)
  await expect(cancelled).rejects.toThrow()
  expect(await readdir(place)).toEqual(['given'])
  expect(await readdir(join(place, 'given'))).toEqual(['a.txt', 'under'])
})

it('does not overwrite what somebody put in its place, nor take that away', async () => {
  await mkdir(join(place, 'here'))
  await expect(copy(() => undefined)).rejects.toMatchObject({ code: 'EEXIST' })
  expect(await readdir(place)).toEqual(['given', 'here'])
})
