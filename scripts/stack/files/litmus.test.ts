import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { afterAll, beforeAll, expect, test } from 'vitest'

import type { TestFiles } from './testing/server'
import { home, startTestFiles, testPeople } from './testing/server'

const run = promisify(execFile)
let files: TestFiles
let work: string

beforeAll(async () => {
  files = await startTestFiles()
  work = mkdtempSync(join(tmpdir(), 'samverk-litmus-'))
})
afterAll(async () => {
  await files.stop()
  rmSync(work, { recursive: true, force: true })
})

test.each(['basic', 'copymove', 'props'])('Debian’s litmus finds nothing wrong in its part %s', async (part) => {
  const { stdout } = await run('litmus', [`${files.url}${home}/`, 'anna', testPeople[0]?.password ?? ''], {
    cwd: work,
    env: { ...process.env, TESTS: part }
  })
  const [, ran, passed, failed] = /of (\d+) tests run: (\d+) passed, (\d+) failed/u.exec(stdout) ?? []
  expect(Number(ran)).toBeGreaterThan(10)
  expect([passed, failed]).toEqual([ran, '0'])
})
