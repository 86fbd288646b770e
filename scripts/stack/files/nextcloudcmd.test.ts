import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
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
  work = mkdtempSync(join(tmpdir(), 'samverk-nextcloudcmd-'))
  makeTree(folder('första'))
})
afterAll(async () => {
  await files.stop()
  rmSync(work, { recursive: true, force: true })
})

test('Debian’s nextcloudcmd sends 200 files up, fetches them and then has nothing to do', async () => {
  const up = await sync('första')
  expect(up.errors).toEqual([])
  expect(up.log).toMatch(changes)
  expect(up.log).toContain('/remote.php/dav/uploads/anna/')
  const after = await files.etag('/')
  const sent = hashes(folder('första'))
  expect(sent.size).toBe(200)

  const down = await sync('andra')
  expect(down.errors).toEqual([])
  expect(hashes(folder('andra'))).toEqual(sent)

  for (const name of ['första', 'andra']) {
    const again = await sync(name)
    expect(again.errors).toEqual([])
    expect(again.log).not.toMatch(changes)
    expect(hashes(folder(name))).toEqual(sent)
  }
  expect(await files.etag('/')).toBe(after)
})

/** A request that changes the server, as the client's log shows it. */
const changes = /\]:\s+(?:PUT|MKCOL|MOVE|DELETE|PROPPATCH) of /

const folder = (name: string): string => {
  const path = join(work, name)
  mkdirSync(path, { recursive: true })
  return path
}

async function sync(name: string, person = testPeople[0]) {
  const args = ['--non-interactive', '-u', person?.id ?? '', '-p', person?.password ?? '', folder(name), files.url]
  // It exits with another code than 0 when anything failed, and then this throws.
  const { stdout, stderr } = await run('nextcloudcmd', args, {
    env: { ...process.env, HOME: folder('hem'), LC_ALL: 'C.UTF-8' },
    maxBuffer: 1 << 28,
    timeout: 150_000
  })
  const log = stdout + stderr
  return { log, errors: log.split('\n').filter(isError) }
}

/** Warnings that the client writes at each sync, of itself and not of the server. */
const isError = (line: string): boolean =>
  /\[ (?:critical|fatal)/.test(line) ||
  (/\[ warning/.test(line) && !/System exclude list|with status OCC::SyncFileItem::Success/.test(line)) ||
  /(?:HTTP|server replied).*\b(?:4|5)\d\d\b/i.test(line)

/** 200 files in nested folders with Swedish names, one of them empty and one so large that it goes up in chunks. */
function makeTree(root: string): void {
  const folders = ['', 'Beredning', 'Beredning/Ärende 2026-114', 'Beredning/Ärende 2026-114/Bilagor', 'Ö & å (äldre)']
  for (const [index, name] of folders.entries()) {
    mkdirSync(join(root, name), { recursive: true })
    for (let number = 0; number < 40; number += 1) {
      const size = index === 0 && number === 0 ? 0 : index === 0 && number === 1 ? 30 << 20 : 50 + number * 97
      writeFileSync(join(root, name, `Yttrande nr ${number} – sjö’n #${index}.txt`), randomBytes(size))
    }
  }
}

/** Content by path, of all files that are not the client's own. */
function hashes(root: string, below = ''): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const name of readdirSync(join(root, below))) {
    const path = join(below, name)
    if (name.startsWith('.')) continue
    if (statSync(join(root, path)).isDirectory()) for (const entry of hashes(root, path)) found.set(...entry)
    else
      found.set(
        path,
        createHash('sha1')
          .update(readFileSync(join(root, path)))
          .digest('hex')
      )
  }
  return found
}

test('what nextcloudcmd has sent is listed with all that a client needs', async () => {
  const { text } = await files.file('PROPFIND', '/', {
    headers: { Depth: 'infinity' },
    body: '<d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop><d:getetag/><oc:fileid/><oc:permissions/></d:prop></d:propfind>'
  })
  expect([...text.matchAll(/<d:href>/g)]).toHaveLength(205)
  expect(text).not.toContain('404 Not Found')
  expect(text).toContain(`${home}/Beredning/%c3%84rende%202026-114/Bilagor/`)
})

test('nextcloudcmd syncs what others share, writes where it may, and then has nothing to do', async () => {
  const bjorn = testPeople[1]
  for (const [name, permissions] of [
    ['läsa', 1],
    ['skriva', 31]
  ] as const) {
    await files.file('MKCOL', `/${encodeURIComponent(name)}`)
    await files.file('PUT', `/${encodeURIComponent(name)}/a.txt`, { body: name })
    const shared = await files.send('POST', '/ocs/v2.php/apps/files_sharing/api/v1/shares', {
      headers: { 'OCS-APIRequest': 'true', 'Content-Type': 'application/json' },
      body: JSON.stringify({ path: `/${name}`, shareType: 0, shareWith: 'bjorn', permissions })
    })
    expect(shared.status).toBe(200)
  }
  const first = await sync('bjorn', bjorn)
  expect(first.errors).toEqual([])
  expect(readFileSync(join(folder('bjorn'), 'läsa/a.txt'), 'utf8')).toBe('läsa')
  writeFileSync(join(folder('bjorn'), 'skriva/ny.txt'), 'från björn')
  expect((await sync('bjorn', bjorn)).errors).toEqual([])
  expect((await files.file('GET', '/skriva/ny.txt')).text).toBe('från björn')
  const again = await sync('bjorn', bjorn)
  expect(again.errors).toEqual([])
  expect(again.log).not.toMatch(changes)
})
