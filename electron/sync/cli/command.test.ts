import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { startTestFiles } from '../../../scripts/stack/files/testing/server'
import { runCommand } from './command'
import { readOptions } from './options'
import type { TestFiles } from '../../../scripts/stack/files/testing/server'

let files: TestFiles
let base: string
let root: string
let password: string

beforeAll(async () => {
  files = await startTestFiles()
  const reply = await files.send('GET', '/ocs/v2.php/core/getapppassword?format=json', {
    headers: { 'OCS-APIRequest': 'true' }
  })
  password = (JSON.parse(reply.text) as { ocs: { data: { apppassword: string } } }).ocs.data.apppassword
})

afterAll(async () => {
  await files.stop()
})

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'samverk-cli-'))
  root = join(base, 'root')
  mkdirSync(root)
  writeFileSync(join(base, 'password'), `${password}\n`)
  return () => {
    rmSync(base, { recursive: true, force: true })
  }
})

async function command(...argv: string[]): Promise<number> {
  const own = ['--user', 'anna', '--password-file', join(base, 'password'), '--journal', join(base, 'j.sqlite')]
  const wish = readOptions([...own, '--silent', ...argv, root, files.url])
  if (wish.kind !== 'run') throw new Error(wish.kind)
  return runCommand(wish.options)
}

const there = async (path: string): Promise<string> => (await files.file('GET', path)).text

it('keeps one folder of the server, and leaves the rest alone', async () => {
  await files.file('MKCOL', '/del')
  await files.file('PUT', '/utanför.txt', { body: 'utanför' }).catch(() => undefined)
  writeFileSync(join(root, 'f.txt'), 'hej')
  expect(await command('--path', '/del')).toBe(0)
  expect(await there('/del/f.txt')).toBe('hej')
  expect(readdirSync(root).sort()).toEqual(['.samverk-sync', 'f.txt'])
})

it('only says what it would do when asked to', async () => {
  writeFileSync(join(root, 'torr.txt'), 'hej')
  const log = join(base, 'log')
  expect(await command('--dry-run', '--logfile', log)).toBe(0)
  expect((await files.file('GET', '/torr.txt')).status).toBe(404)
  expect(readFileSync(log, 'utf8')).not.toContain(password)
})

it('leaves out what a file names, on both sides, and deletes it nowhere', async () => {
  await files.file('MKCOL', '/lokalt')
  await files.file('PUT', '/lokalt/där.txt'.replace('ä', '%C3%A4'), { body: 'där' })
  writeFileSync(join(root, 'kvar.tmp1'), 'kvar')
  writeFileSync(join(base, 'exclude'), '# våra\n*.tmp1\n')
  writeFileSync(join(base, 'unsynced'), '/lokalt/\n')
  const more = ['--exclude', join(base, 'exclude'), '--unsyncedfolders', join(base, 'unsynced'), '--path', '/']
  expect(await command(...more)).toBe(0)
  expect((await files.file('GET', '/kvar.tmp1')).status).toBe(404)
  expect(existsSync(join(root, 'lokalt'))).toBe(false)
  expect((await files.file('GET', '/lokalt/d%C3%A4r.txt')).text).toBe('där')
})

it('moves what the server deleted to a dated folder, and empties that after thirty days', async () => {
  writeFileSync(join(root, 'borta.txt'), 'borta')
  writeFileSync(join(root, 'kvar.txt'), 'kvar')
  expect(await command()).toBe(0)
  await files.file('DELETE', '/borta.txt')
  const old = join(base, 'j.sqlite.recycled', '2020-01-01')
  mkdirSync(old, { recursive: true })
  expect(await command()).toBe(0)
  expect(existsSync(join(root, 'borta.txt'))).toBe(false)
  const [day = ''] = readdirSync(join(base, 'j.sqlite.recycled'))
  expect(day).toMatch(/^20\d\d-\d\d-\d\d$/u)
  expect(existsSync(old)).toBe(false)
  const [name = ''] = readdirSync(join(base, 'j.sqlite.recycled', day))
  expect(readFileSync(join(base, 'j.sqlite.recycled', day, name, 'borta.txt'), 'utf8')).toBe('borta')
})

it('keeps its journal to its owner and no secret in it', async () => {
  writeFileSync(join(root, 'f2.txt'), 'hej')
  expect(await command()).toBe(0)
  expect(statSync(join(base, 'j.sqlite')).mode & 0o777).toBe(0o600)
  for (const name of readdirSync(base).filter((each) => each.startsWith('j.sqlite') && !each.endsWith('recycled')))
    expect(readFileSync(join(base, name)).includes(password)).toBe(false)
})

it('says so when nothing works', async () => {
  writeFileSync(join(base, 'password'), 'wrong')
  await expect(command()).rejects.toMatchObject({ code: 'signedOut' })
})

it('--watch hears from the server that something changed, and asks seldom then', async () => {
  const connections = async (): Promise<number> => {
    const answer = await fetch(new URL('/change', files.controlUrl), { method: 'POST', body: '{}' })
    return ((await answer.json()) as { pushConnections: number }).pushConnections
  }
  await files.file('MKCOL', '/vakt')
  const running = command('--watch', '--path', '/vakt')
  await vi.waitFor(async () => expect(await connections()).toBe(1), { timeout: 20_000 })
  await files.file('PUT', '/vakt/ny.txt', { body: 'ny' })
  await vi.waitFor(() => expect(readFileSync(join(root, 'ny.txt'), 'utf8')).toBe('ny'), { timeout: 20_000 })
  process.emit('SIGTERM')
  expect(await running).toBe(0)
  await vi.waitFor(async () => expect(await connections()).toBe(0), { timeout: 20_000 })
}, 60_000)
