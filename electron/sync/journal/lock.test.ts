import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { holdFile } from './lock'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samverk-lock-'))
  path = join(folder, 'lock')
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

const expectHeld = (): void => {
  expect(() => holdFile(path)).toThrow(expect.objectContaining({ code: 'rootBusy' }))
}

it('is held by one at a time, and free again when that one lets go (case 75)', () => {
  const letGo = holdFile(path)
  expectHeld()
  letGo()
  holdFile(path)()
})

it.each(['garbage '.repeat(200), '\0'.repeat(4096), 'x'])(
  'what something else left under its name (%j) keeps nobody from it for ever',
  (content) => {
    writeFileSync(path, content)
    const letGo = holdFile(path)
    expectHeld()
    letGo()
  }
)
