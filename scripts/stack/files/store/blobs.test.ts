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
