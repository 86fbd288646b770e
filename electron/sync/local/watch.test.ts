import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchRoot } from './watch'
import type { WatchPort } from '../ports'

let root: string
let watching: WatchPort
let hints: Set<string>
let isLost: boolean

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'samverk-watch-'))
  mkdirSync(join(root, 'd', 'e'), { recursive: true })
  hints = new Set()
  isLost = false
  watching = watchRoot(root)
  await watching.start(
    (folder) => hints.add(folder),
    () => (isLost = true)
  )
})

afterEach(async () => {
  await watching.stop()
  rmSync(root, { recursive: true })
})

const hinted = (folder: string): Promise<void> =>
  vi.waitFor(() => {
    expect(hints).toContain(folder)
  })

it('hints at the folder in which a file was written, however deep', async () => {
  writeFileSync(join(root, 'd', 'e', 'f.txt'), 'hej')
  await hinted('d/e')
})

it('watches folders that are made later, and those that are moved under their new names', async () => {
  mkdirSync(join(root, 'ny'))
  await hinted('ny')
  renameSync(join(root, 'ny'), join(root, 'd', 'flyttad'))
  await hinted('d/flyttad')
  hints.clear()
  writeFileSync(join(root, 'd', 'flyttad', 'g.txt'), 'hej')
  await hinted('d/flyttad')
  expect(hints).not.toContain('ny')
})

it('says nothing of what is never synced, but hears of the lock files beside documents', async () => {
  writeFileSync(join(root, 'd', 'e', 'skräp.part'), '')
  writeFileSync(join(root, 'd', '.~lock.rapport.odt#'), '')
  await hinted('d')
  expect(hints).not.toContain('d/e')
})

it('goes on when a watched folder is removed', async () => {
  rmSync(join(root, 'd', 'e'), { recursive: true })
  await hinted('d')
  writeFileSync(join(root, 'kvar.txt'), 'hej')
  await hinted('')
  expect(isLost).toBe(false)
})
