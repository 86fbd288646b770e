import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestFiles } from '../../scripts/stack/files/testing/server'
import { Computer, hashTree, nextcloudcmd, openGate } from './testing/real'
import type { TestFiles } from '../../scripts/stack/files/testing/server'

const MEBIBYTE = 1024 * 1024
const KILLS = 3

let files: TestFiles
let here: Computer
let there: Computer

beforeAll(async () => {
  files = await startTestFiles()
})

afterAll(async () => {
  await files.stop()
})

beforeEach(async () => {
  // Each test has an account that is empty again.
  const account = { server: files.url, userId: 'anna', password: await appPassword() }
  here = new Computer(account)
  there = new Computer(account)
  mkdirSync(here.root)
  mkdirSync(there.root)
})

afterEach(async () => {
  await here.sync()
  for (const name of Object.keys(here.hashes())) rmSync(join(here.root, name), { recursive: true, force: true })
  await here.sync()
  here.remove()
  there.remove()
})

async function appPassword(): Promise<string> {
  const reply = await files.send('GET', '/ocs/v2.php/core/getapppassword?format=json', {
    headers: { 'OCS-APIRequest': 'true' }
  })
  const answer = JSON.parse(reply.text) as { ocs: { data: { apppassword: string } } }
  return answer.ocs.data.apppassword
}

function write(computer: Computer, path: string, content: string | Buffer): void {
  mkdirSync(join(computer.root, path, '..'), { recursive: true })
  writeFileSync(join(computer.root, path), content)
}

describe('two computers on a real server', () => {
  it('see each other’s files, names and changes', async () => {
    write(here, "Ärenden/2026/å ä ö #%41+&;?'.txt", 'hej')
    write(here, 'tom.txt', '')
    write(here, 'stor.bin', randomBytes(3 * MEBIBYTE))
    await here.sync()
    await there.sync()
    expect(there.hashes()).toEqual(here.hashes())
    renameSync(join(there.root, 'Ärenden'), join(there.root, 'Arkiv'))
    write(there, 'Arkiv/2026/ny.txt', 'ny')
    rmSync(join(there.root, 'tom.txt'))
    write(there, 'stor.bin', randomBytes(MEBIBYTE))
    await there.sync()
    await here.sync()
    expect(here.hashes()).toEqual(there.hashes())
    expect(Object.keys(here.hashes())).toContain('Arkiv/2026/ny.txt')
    expect(await here.sync()).toBe(0)
    expect(await there.sync()).toBe(0)
  })

  it('case 1: both edit a file: both versions are on both sides afterwards', async () => {
    write(here, 'f.txt', 'grund')
    await here.sync()
    await there.sync()
    write(here, 'f.txt', 'skriven här')
    write(there, 'f.txt', 'skriven där borta')
    await there.sync()
    await here.sync()
    await there.sync()
    expect(here.hashes()).toEqual(there.hashes())
    expect(Object.keys(here.hashes())).toEqual(
      expect.arrayContaining(['f.txt', expect.stringMatching(/^f \(conflicted copy \d{4}-\d\d-\d\d \d{6}\)\.txt$/u)])
    )
  })

  it('case 8: a new time alone sends nothing', async () => {
    write(here, 'f.txt', 'grund')
    await here.sync()
    const etag = await files.etag('f.txt')
    utimesSync(join(here.root, 'f.txt'), 1_700_000_000, 1_700_000_000)
    await here.sync()
    expect(await files.etag('f.txt')).toBe(etag)
  })

  it('a file that the person has locked at the web page can still be changed, renamed and deleted here', async () => {
    const byPerson = { headers: { 'X-User-Lock': '1' } }
    write(here, 'f.txt', 'grund')
    write(here, 'stor.bin', randomBytes(11 * MEBIBYTE))
    await here.sync()
    for (const name of ['f.txt', 'stor.bin']) expect((await files.file('LOCK', `/${name}`, byPerson)).status).toBe(200)
    write(here, 'f.txt', 'ändrad här')
    write(here, 'stor.bin', randomBytes(11 * MEBIBYTE))
    await here.sync()
    renameSync(join(here.root, 'f.txt'), join(here.root, 'g.txt'))
    await here.sync()
    await there.sync()
    expect(there.hashes()).toEqual(here.hashes())
    expect((await files.file('GET', '/g.txt')).text).toBe('ändrad här')
    rmSync(join(here.root, 'g.txt'))
    await here.sync()
    expect((await files.file('GET', '/g.txt')).status).toBe(404)
  })

  it('a folder that is shared out of a shared folder is in both places, as with nextcloudcmd', async () => {
    const as = 'bjorn:Björns-hemlighet-2'
    const bjorn = (method: string, path: string, body = ''): Promise<unknown> =>
      files.send(method, `/remote.php/dav/files/bjorn/${path}`, { as, body })
    for (const path of ['Projekt', 'Projekt/Underlag']) await bjorn('MKCOL', path)
    await bjorn('PUT', 'Projekt/Underlag/a.txt', 'från björn')
    for (const path of ['Projekt', 'Projekt/Underlag'])
      await files.send('POST', '/ocs/v2.php/apps/files_sharing/api/v1/shares?format=json', {
        as,
        headers: { 'OCS-APIRequest': 'true', 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ path, shareType: '0', shareWith: 'anna', permissions: '31' }).toString()
      })
    await here.sync()
    await nextcloudcmd(there.account, there.root)
    const paths = ['Projekt/Underlag/a.txt', 'Underlag/a.txt']
    expect(Object.keys(here.hashes())).toEqual(expect.arrayContaining(paths))
    expect(hashTree(there.root)).toEqual(here.hashes())
    write(here, 'Underlag/a.txt', 'ändrad här')
    write(here, 'Projekt/Underlag/b.txt', 'ny här')
    for (let turn = 0; turn < 2; turn += 1) await here.sync()
    await nextcloudcmd(there.account, there.root)
    expect(hashTree(there.root)).toEqual(here.hashes())
    expect(here.hashes()['Underlag/b.txt']).toBe(here.hashes()['Projekt/Underlag/b.txt'])
    expect(here.hashes()['Projekt/Underlag/a.txt']).toBe(here.hashes()['Underlag/a.txt'])
    expect(await here.sync()).toBe(0)
    await bjorn('DELETE', 'Projekt/Underlag/b.txt')
    for (let turn = 0; turn < 2; turn += 1) await here.sync()
    expect(Object.keys(here.hashes()).filter((path) => path.endsWith('b.txt'))).toEqual([])
  }, 60_000)

  it('case 64: a download that is cut goes on where it was', async () => {
    const size = 20 * MEBIBYTE
    write(there, 'stor.bin', randomBytes(size))
    await there.sync()
    const gate = await openGate(files.url, 1000 * MEBIBYTE)
    gate.cutOnceReceived(12 * MEBIBYTE)
    await here.sync(gate.url)
    expect(here.hashes()).toEqual(there.hashes())
    expect(gate.receivedBytes()).toBeLessThan(size + 2 * MEBIBYTE)
    expect(readdirSync(join(here.root, '.samverk-sync', 'incoming'))).toEqual([])
    await gate.close()
  })

  it(`case 31: a 50 MB upload killed ${String(KILLS)} times at random goes on where it was`, async () => {
    const size = 50 * MEBIBYTE
    for (let round = 0; round < KILLS; round += 1) {
      const gate = await openGate(files.url, 60 * MEBIBYTE)
      write(here, `stor${String(round)}.bin`, randomBytes(size))
      const killed = here.spawnCli(gate.url)
      const share = 0.1 + Math.random() * 0.8
      gate.onceSent(Math.floor(size * share), killed.kill)
      expect(await killed.ended).toBe(null)
      const second = here.spawnCli(gate.url)
      expect(await second.ended).toBe(0)
      const resent = gate.sentBytes() - size
      expect(resent, `killed at ${share.toFixed(2)}`).toBeLessThan(11 * MEBIBYTE)
      await gate.close()
    }
    await there.sync()
    expect(there.hashes()).toEqual(here.hashes())
  }, 120_000)

  it('takes turns with nextcloudcmd on one account, and nothing goes back and forth', async () => {
    for (let index = 0; index < 30; index += 1)
      write(here, `m${String(index % 5)}/f${String(index)}.txt`, `fil ${String(index)}`)
    await here.sync()
    await nextcloudcmd(there.account, there.root)
    expect(hashTree(there.root)).toEqual(here.hashes())
    write(there, 'm0/från den andra.txt', 'ny där')
    renameSync(join(there.root, 'm1'), join(there.root, 'omdöpt'))
    rmSync(join(there.root, 'm2/f2.txt'))
    write(here, 'm3/f3.txt', 'ändrad här')
    await nextcloudcmd(there.account, there.root)
    await here.sync()
    await nextcloudcmd(there.account, there.root)
    expect(hashTree(there.root)).toEqual(here.hashes())
    const etag = await files.etag('')
    for (let turn = 0; turn < 2; turn += 1) {
      expect(await here.sync()).toBe(0)
      await nextcloudcmd(there.account, there.root)
    }
    expect(await files.etag('')).toBe(etag)
    expect(Object.keys(here.hashes()).filter((path) => path.includes('conflict'))).toEqual([])
  }, 120_000)
})
