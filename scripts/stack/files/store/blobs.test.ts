import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'

import { afterAll, expect, test } from 'vitest'

import { openBlobs } from './blobs'

const dir = mkdtempSync(join(tmpdir(), 'samverk-blobs-'))
afterAll(() => rmSync(dir, { recursive: true }))

test('what a killed process left behind is removed at the next start, and nothing else', async () => {
  const first = openBlobs(dir, new Set())
  const known = (await first.receive(Readable.from(['känd']))).keep()
  const lost = (await first.receive(Readable.from(['utan rad i registret']))).keep()
  await first.receive(Readable.from(['aldrig på plats']))
  writeFileSync(join(dir, 'incoming', 'halv'), 'halv')

  const second = openBlobs(dir, new Set([known]))
  expect(second.readWhole(known).toString()).toBe('känd')
  expect(existsSync(second.path(lost))).toBe(false)
  expect(readdirSync(join(dir, 'incoming'))).toEqual([])
})

test('a stream that breaks leaves nothing', async () => {
  const blobs = openBlobs(dir, new Set())
  const broken = new Readable({
    read() {
      this.push('början')
      this.destroy(new Error('bruten'))
    }
  })
  await expect(blobs.receive(broken)).rejects.toThrow('bruten')
  expect(readdirSync(join(dir, 'incoming'))).toEqual([])
})

test('a copy stays when its original is removed', async () => {
  const blobs = openBlobs(dir, new Set())
  const original = (await blobs.receive(Readable.from(['text']))).keep()
  const copy = blobs.duplicate(original)
  blobs.remove([original])
  await expect.poll(() => existsSync(blobs.path(original))).toBe(false)
  expect(blobs.readWhole(copy).toString()).toBe('text')
})

test('parts are joined in the order in which they are given', async () => {
  const blobs = openBlobs(dir, new Set())
  const parts = ['första', '', 'andra', 'å'.repeat(1 << 20)].map((text, at) => {
    const path = join(dir, `del-${at}`)
    writeFileSync(path, text)
    return path
  })
  const joined = await blobs.join(parts)
  expect(joined.sizeBytes).toBe(12 + (2 << 20))
  expect(blobs.readWhole(joined.keep()).toString()).toBe(`förstaandra${'å'.repeat(1 << 20)}`)
})

test('a part that is not there leaves nothing', async () => {
  const blobs = openBlobs(dir, new Set())
  const there = join(dir, 'del')
  writeFileSync(there, 'text')
  await expect(blobs.join([there, join(dir, 'saknas')])).rejects.toThrow('ENOENT')
  expect(readdirSync(join(dir, 'incoming'))).toEqual([])
})
