import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { capability, eachTarget } from '../../scripts/stack/files/contract/target'
import { NO_GUARD } from './testing/history'
import { Computer } from './testing/real'
import { sha1 } from './testing/serverTree'
import type { Person, Target } from '../../scripts/stack/files/contract/target'

const MEBIBYTE = 1024 * 1024
const COPY = / \(conflicted copy \d{4}-\d\d-\d\d \d{6}(?: \d+)?\)/u

function write(computer: Computer, path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(computer.root, path)), { recursive: true })
  writeFileSync(join(computer.root, path), content)
}

/** One run. @returns what could not be synced, by its path. */
async function sync(computer: Computer): Promise<Readonly<Record<string, string>>> {
  const { engine, close } = await computer.open(computer.account.server)
  try {
    await engine.syncNow()
    return Object.fromEntries(
      engine.errors().map(({ path, state }) => [path, state.kind === 'error' ? state.code : state.kind])
    )
  } finally {
    await close()
  }
}

/** Two computers with one folder of their own on the local server, and on a real one that the environment names. */
eachTarget('The engine', (target) => {
  const name = `motor-${randomBytes(4).toString('hex')}`
  let here: Computer
  let there: Computer
  const at = (path: string): string => `${name}/${path}`

  beforeEach(async () => {
    const { url, me, folder, file } = target()
    await file('MKCOL', name)
    const account = { server: url, userId: me.id, password: me.password, folder: `${folder.slice(1)}/${name}` }
    here = new Computer(account)
    there = new Computer(account)
    for (const computer of [here, there]) {
      computer.limits = NO_GUARD
      mkdirSync(computer.root)
    }
  })

  afterEach(async () => {
    here.remove()
    there.remove()
    await target().file('DELETE', name)
  })

  test('names, changes, renames and deletions come over, both ways, and then all is quiet', async () => {
    write(here, "Ärenden/2026/å ä ö #%41+&;?'.txt", 'hej')
    write(here, 'tom.txt', '')
    write(here, 'stor.bin', randomBytes(11 * MEBIBYTE))
    await sync(here)
    await sync(there)
    expect(there.hashes()).toEqual(here.hashes())
    renameSync(join(there.root, 'Ärenden'), join(there.root, 'Arkiv'))
    write(there, 'Arkiv/2026/ny.txt', 'ny')
    rmSync(join(there.root, 'tom.txt'))
    write(there, 'stor.bin', randomBytes(12 * MEBIBYTE))
    await sync(there)
    await sync(here)
    expect(here.hashes()).toEqual(there.hashes())
    expect(Object.keys(here.hashes()).sort()).toEqual(
      ["Arkiv/2026/å ä ö #%41+&;?'.txt", 'Arkiv/', 'Arkiv/2026/', 'Arkiv/2026/ny.txt', 'stor.bin'].sort()
    )
    const etag = await target().properties(target().href(name), ['d:getetag'])
    for (const computer of [here, there]) expect(await computer.sync()).toBe(0)
    expect(await target().properties(target().href(name), ['d:getetag'])).toEqual(etag)
  })

  test('two edits within the second of what they change: both versions are kept', async () => {
    write(here, 'f.txt', 'första')
    await sync(here)
    await sync(there)
    write(here, 'f.txt', 'ändrad')
    write(there, 'f.txt', 'annan!!')
    await sync(there)
    await sync(here)
    await sync(there)
    expect(there.hashes()).toEqual(here.hashes())
    const names = readdirSync(here.root).filter((found) => !found.startsWith('.'))
    expect(names.map((found) => found.replace(COPY, ''))).toEqual(['f.txt', 'f.txt'])
    expect((await target().file('GET', at('f.txt'))).text).toBe('annan!!')
  })

  test('what another client writes there with the time and size that were there comes here, or is in conflict', async () => {
    const put = async (body: string): Promise<string | null> => {
      const headers = { 'X-OC-MTime': '1700000000', 'OC-Checksum': sha1(Buffer.from(body)) }
      return (await target().file('PUT', at('f.txt'), { body, headers })).headers.get('oc-etag')
    }
    const etag = await put('första')
    await sync(here)
    expect(await put('ändrad')).toBe(etag)
    await sync(here)
    expect(readFileSync(join(here.root, 'f.txt'), 'utf8')).toBe('ändrad')
    expect(await put('annan!!')).toBe(etag)
    write(here, 'f.txt', 'skriven här')
    await sync(here)
    const texts = Object.keys(here.hashes()).map((path) => readFileSync(join(here.root, path), 'utf8'))
    expect(texts.sort()).toEqual(['annan!!', 'skriven här'])
  })

  test('what is deleted there goes, what is put back from the trash comes back', async () => {
    const folder = `mapp-${randomBytes(4).toString('hex')}`
    write(here, `${folder}/a.txt`, 'a')
    await sync(here)
    const before = here.hashes()
    await target().file('DELETE', at(folder))
    await sync(here)
    expect(here.hashes()).toEqual({})
    const trash = `/remote.php/dav/trashbin/${target().me.id}`
    const listed = await target().send('PROPFIND', `${trash}/trash/`, { headers: { Depth: '1' } })
    const item = new RegExp(`<d:href>([^<]*/trash/${folder}\\.d\\d+)/?<`, 'u').exec(listed.text)?.[1] ?? ''
    const headers = { Destination: `${target().url}${trash}/restore/${folder}` }
    expect((await target().send('MOVE', item, { headers })).status).toBe(201)
    await sync(here)
    expect(here.hashes()).toEqual(before)
  })

  test('of a folder that may only be read nothing is changed there, and nothing written here is lost', () =>
    withOther(target(), async (other) => {
      await shared(other, '1', async () => {
        await sync(here)
        write(here, 'delad/plan.txt', 'ändrad här')
        write(here, 'delad/ny.txt', 'ny')
        expect(Object.values(await sync(here))).toEqual(['noPermission', 'noPermission'])
        const names = readdirSync(join(here.root, 'delad'))
        expect(names.map((found) => found.replace(COPY, ''))).toEqual(['ny.txt', 'plan.txt', 'plan.txt'])
        rmSync(join(here.root, 'delad'), { recursive: true })
        await sync(here)
        expect(Object.keys(here.hashes())).toEqual(['delad/', 'delad/plan.txt'])
      })
    }))

  test('what somebody else has locked waits, and goes when the lock does', () =>
    withOther(target(), async (other) => {
      if ((await capability(target(), 'files', 'locking')) === undefined) return
      await shared(other, '31', async (theirs) => {
        await sync(here)
        const lock = (method: string) =>
          target().send(method, `${theirs}/plan.txt`, { headers: { 'X-User-Lock': '1' }, as: other })
        expect((await lock('LOCK')).status).toBe(200)
        write(here, 'delad/plan.txt', 'ändrad här')
        expect(await sync(here)).toEqual({ 'delad/plan.txt': 'locked' })
        expect((await target().send('GET', `${theirs}/plan.txt`, { as: other })).text).toBe('plan')
        expect((await lock('UNLOCK')).status).toBe(200)
        expect(await sync(here)).toEqual({})
        expect((await target().send('GET', `${theirs}/plan.txt`, { as: other })).text).toBe('ändrad här')
      })
    }))

  /** A folder of the other person with a file in it, shared with these rights, and put where the engine looks. */
  async function shared(other: Person, permissions: string, work: (theirs: string) => Promise<void>): Promise<void> {
    const { send, me, ocs, url, href } = target()
    const own = `samverk-motor-${randomBytes(4).toString('hex')}`
    const theirs = `/remote.php/dav/files/${other.id}/${own}`
    await send('MKCOL', theirs, { as: other })
    try {
      await send('PUT', `${theirs}/plan.txt`, { body: 'plan', as: other })
      const what = { path: `/${own}`, shareType: '0', shareWith: me.id, permissions }
      expect((await ocs('POST', 'apps/files_sharing/api/v1/shares', what, other)).code).toBe(200)
      const headers = { Destination: `${url}${href(at('delad'))}` }
      expect((await send('MOVE', `/remote.php/dav/files/${me.id}/${own}`, { headers })).status).toBe(201)
      await work(theirs)
    } finally {
      await send('DELETE', theirs, { as: other })
    }
  }
})

/** What needs a second person; a real server without one has no such test to fail. */
async function withOther({ other }: Target, work: (other: Person) => Promise<void>): Promise<void> {
  if (other !== undefined) await work(other)
}
