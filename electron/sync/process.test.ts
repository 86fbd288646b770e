import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeFiles } from '../../scripts/stack/files/control'
import { startTestFiles } from '../../scripts/stack/files/testing/server'
import { SyncProcess } from './testing/syncProcess'
import type { SyncRootStart } from '../../shared/model/sync'
import type { TestFiles } from '../../scripts/stack/files/testing/server'

let files: TestFiles
let app: SyncProcess
let main: SyncRootStart

beforeEach(async () => {
  files = await startTestFiles()
  app = new SyncProcess(files)
  main = app.root('main', '')
  mkdirSync(main.place)
  await app.until((events) => events.find((event) => event.type === 'ready'))
})

afterEach(async () => {
  await app.stop()
  await files.stop()
})

const visible = (place: string): string[] => readdirSync(place).filter((name) => !name.startsWith('.'))

async function fileIdOf(path: string): Promise<number> {
  const body = '<d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop><oc:fileid/></d:prop></d:propfind>'
  const reply = await files.file('PROPFIND', path, { headers: { Depth: '0' }, body })
  return Number(/<oc:fileid>(\d+)</.exec(reply.text)?.[1])
}

describe('the sync process', () => {
  it('starts, follows the disk, answers lists, and asks main for the trash', async () => {
    writeFileSync(join(main.place, 'först.txt'), 'först')
    const start = await app.startFor([main], { userId: '' })
    const isIdle = app.next('main', 'idle')
    expect(await app.ask({ type: 'start', start })).toMatchObject({ type: 'reply' })
    await isIdle
    expect(await app.list('')).toMatchObject([
      { name: 'först.txt', kind: 'file', sizeBytes: 6, state: { kind: 'synced' } }
    ])
    expect((await files.file('GET', '/f%C3%B6rst.txt')).text).toBe('först')

    // Only the watcher can tell of this one before the next poll.
    app.events.length = 0
    mkdirSync(join(main.place, 'mapp'))
    writeFileSync(join(main.place, 'mapp', 'andra.txt'), 'andra')
    await app.until((events) =>
      events.find((event) => event.type === 'status' && event.status.progress.filesDone === 1)
    )
    await app.until((events) =>
      events.findLast((event) => event.type === 'status' && event.status.phase.kind === 'idle')
    )
    expect((await files.file('GET', '/mapp/andra.txt')).text).toBe('andra')
    expect(await app.list('mapp')).toMatchObject([{ path: 'mapp/andra.txt', state: { kind: 'synced' } }])

    await files.file('DELETE', '/mapp/andra.txt')
    expect(await app.ask({ type: 'syncNow' })).toMatchObject({ type: 'reply' })
    expect(existsSync(join(main.place, 'mapp', 'andra.txt'))).toBe(false)
    expect(readFileSync(join(app.base, 'trashed'), 'utf8')).toBe('andra')
    expect(statSync(main.journalPath).mode & 0o777).toBe(0o600)
    expect(JSON.stringify(app.events)).not.toContain(start.appPassword)

    expect(await app.ask({ type: 'pause' })).toMatchObject({ type: 'reply' })
    expect(await app.ask({ type: 'status', root: 'main' })).toMatchObject({ result: { phase: { kind: 'paused' } } })
    expect(await app.ask({ type: 'resume' })).toMatchObject({ type: 'reply' })
    expect(await app.ask({ type: 'stop' })).toMatchObject({ type: 'reply' })
    expect(await app.ask({ type: 'list', root: 'main', folder: '' })).toMatchObject({
      type: 'refused',
      code: 'internal'
    })
  })

  it('says so when a message is not understood, and lives on', async () => {
    app.send({ v: 1, type: 'start', id: 1 })
    await app.until((events) => events.find((event) => event.type === 'log' && event.level === 'error'))
    expect(await app.ask({ type: 'stop' })).toMatchObject({ type: 'refused' })
  })

  it('tells which folders look different, and of those that somebody has listed alone', async () => {
    mkdirSync(join(main.place, 'a', 'b'), { recursive: true })
    mkdirSync(join(main.place, 'c'))
    const isIdle = app.next('main', 'idle')
    await app.ask({ type: 'start', start: await app.startFor([main]) })
    await isIdle
    for (const folder of ['a/b', 'c']) expect(await app.list(folder)).toEqual([])
    app.events.length = 0
    writeFileSync(join(main.place, 'a', 'b', 'ny.txt'), 'ny')
    writeFileSync(join(main.place, 'a', 'osedd.txt'), 'osedd')
    await app.until((events) => events.find((event) => event.type === 'changed' && event.folders.includes('a/b')))
    await app.ask({ type: 'syncNow' })
    const told = app.events.flatMap((event) => (event.type === 'changed' ? event.folders : []))
    expect(new Set(told)).toEqual(new Set(['a/b']))
    expect(await app.list('a/b')).toMatchObject([{ path: 'a/b/ny.txt', state: { kind: 'synced' } }])
  })
})

describe('several roots of one account', () => {
  let team: SyncRootStart

  beforeEach(async () => {
    team = app.root('team', 'Arkiv/Team')
    mkdirSync(team.place)
    await files.file('MKCOL', '/Arkiv')
    await files.file('MKCOL', '/Arkiv/Team')
    await files.file('PUT', '/Arkiv/Team/plan.txt', { body: 'plan' })
    await files.file('PUT', '/Arkiv/annat.txt', { body: 'annat' })
  })

  it('each keeps its part in its place, and the main one takes a part over again that has no root any more', async () => {
    const start = await app.startFor([main, team])
    let idle = [app.next('main', 'idle'), app.next('team', 'idle')]
    await app.ask({ type: 'start', start })
    await Promise.all(idle)
    expect(visible(join(main.place, 'Arkiv'))).toEqual(['annat.txt'])
    expect(visible(team.place)).toEqual(['plan.txt'])
    writeFileSync(join(team.place, 'plan.txt'), 'ändrad')
    writeFileSync(join(team.place, 'ny.txt'), 'ny')
    await app.ask({ type: 'syncNow' })
    expect((await files.file('GET', '/Arkiv/Team/plan.txt')).text).toBe('ändrad')
    expect(await app.list('', 'team')).toMatchObject([{ path: 'ny.txt' }, { path: 'plan.txt' }])
    expect(await app.ask({ type: 'usage', root: 'main' })).toMatchObject({
      result: { bytesHere: 5, folders: ['Arkiv'] }
    })
    expect(await app.ask({ type: 'folders', root: 'main', folder: 'Arkiv' })).toMatchObject({ result: [] })
    expect(await app.ask({ type: 'usage', root: 'team' })).toMatchObject({
      result: { sizeBytes: 9, bytesHere: 9, unsent: 0 }
    })

    await app.ask({ type: 'stop' })
    idle = [app.next('main', 'idle')]
    await app.ask({ type: 'start', start: { ...start, roots: [main] } })
    await Promise.all(idle)
    expect(visible(join(main.place, 'Arkiv', 'Team'))).toEqual(['ny.txt', 'plan.txt'])
    expect(visible(team.place)).toEqual(['ny.txt', 'plan.txt'])
    expect((await files.file('GET', '/Arkiv/Team/ny.txt')).text).toBe('ny')
  })

  it('what main kept of a part before goes when the part has a root, with nothing deleted on the server', async () => {
    const start = await app.startFor([main])
    const isIdle = app.next('main', 'idle')
    await app.ask({ type: 'start', start })
    await isIdle
    writeFileSync(join(main.place, 'Arkiv', 'Team', 'oskickad.txt'), 'oskickad')
    await app.ask({ type: 'stop' })
    const idle = [app.next('main', 'idle'), app.next('team', 'idle')]
    await app.ask({ type: 'start', start: { ...start, roots: [main, team] } })
    await Promise.all(idle)
    await app.ask({ type: 'syncNow' })
    expect(visible(join(main.place, 'Arkiv'))).toEqual(['annat.txt'])
    await app.ask({ type: 'syncNow' })
    expect(visible(team.place)).toEqual(['oskickad.txt', 'plan.txt'])
    expect(app.events.filter((event) => event.type === 'trash')).toEqual([])
  })

  it('a folder that gets another name on the server stays out of main, and its new path is told', async () => {
    const start = await app.startFor([main, team])
    const idle = [app.next('main', 'idle'), app.next('team', 'idle')]
    await app.ask({ type: 'start', start })
    await Promise.all(idle)
    renameSync(join(main.place, 'Arkiv'), join(main.place, 'Register'))
    await app.ask({ type: 'syncNow' })
    expect(await app.until((events) => events.find((event) => event.type === 'moved'))).toMatchObject({
      root: 'team',
      folder: 'Register/Team'
    })
    expect(visible(join(main.place, 'Register'))).toEqual(['annat.txt'])
    expect(visible(team.place)).toEqual(['plan.txt'])
    await app.ask({ type: 'stop' })
    const again = [app.next('main', 'idle'), app.next('team', 'idle')]
    await app.ask({ type: 'start', start: { ...start, roots: [main, { ...team, folder: 'Register/Team' }] } })
    await Promise.all(again)
    writeFileSync(join(team.place, 'ny.txt'), 'ny')
    await app.ask({ type: 'syncNow' })
    expect((await files.file('GET', '/Register/Team/ny.txt')).text).toBe('ny')
  })

  it('a place that is not there stops its root alone and is not made anew; the root goes on when it is back', async () => {
    const start = await app.startFor([main, team])
    const idle = [app.next('main', 'idle'), app.next('team', 'idle')]
    await app.ask({ type: 'start', start })
    await Promise.all(idle)
    await app.ask({ type: 'stop' })
    renameSync(team.place, `${team.place}-away`)
    const now = [app.next('main', 'idle'), app.next('team', 'stopped')]
    await app.ask({ type: 'start', start })
    const [, stopped] = await Promise.all(now)
    expect(stopped?.phase).toMatchObject({ kind: 'stopped', code: 'rootMissing' })
    expect((await files.file('GET', '/Arkiv/Team/plan.txt')).text).toBe('plan')
    expect(existsSync(team.place)).toBe(false)
    writeFileSync(join(main.place, 'under tiden.txt'), 'x')
    expect(await app.ask({ type: 'syncNow' })).toMatchObject({ type: 'reply' })
    expect(await app.ask({ type: 'list', root: 'team', folder: '' })).toMatchObject({ code: 'rootMissing' })
    expect((await files.file('GET', '/under%20tiden.txt')).text).toBe('x')
    renameSync(`${team.place}-away`, team.place)
    writeFileSync(join(team.place, 'plan.txt'), 'ändrad')
    expect(await app.ask({ type: 'syncNow' })).toMatchObject({ type: 'reply' })
    expect((await files.file('GET', '/Arkiv/Team/plan.txt')).text).toBe('ändrad')
  })

  it('remote wipe: everything of every root goes, and only then the server is told', async () => {
    const idle = [app.next('main', 'idle'), app.next('team', 'idle')]
    await app.ask({ type: 'start', start: await app.startFor([main, team]) })
    await Promise.all(idle)
    await changeFiles(files.controlUrl, { wipeAppPasswords: 'anna' })
    await app.ask({ type: 'syncNow' })
    await app.until((events) => events.find((event) => event.type === 'wiped'))
    expect([main.place, team.place, main.journalPath, team.journalPath].filter((path) => existsSync(path))).toEqual([])
    expect(app.events.filter((event) => event.type === 'wiped')).toHaveLength(1)
    expect((await files.file('GET', '/Arkiv/Team/plan.txt')).text).toBe('plan')
  })
})

describe('a file that a colleague has locked', () => {
  it('is shown with the name, its upload waits without being tried, and goes when the lock does', async () => {
    await files.file('PUT', '/avtal.odt', { body: 'avtal' })
    const isIdle = app.next('main', 'idle')
    await app.ask({ type: 'start', start: await app.startFor([main]) })
    await isIdle
    const fileId = await fileIdOf('/avtal.odt')
    // What the server offers is asked at the first quiet moment.
    await app.until((events) => events.find((event) => event.type === 'status' && event.status.phase.kind === 'idle'))
    await changeFiles(files.controlUrl, { lock: { fileId, person: 'bjorn' } })
    await app.ask({ type: 'syncNow' })
    expect(await app.list('')).toMatchObject([{ name: 'avtal.odt', lock: { ownerName: 'Björn Öberg' } }])
    writeFileSync(join(main.place, 'avtal.odt'), 'ändrat avtal')
    await app.ask({ type: 'syncNow' })
    expect(await app.list('')).toMatchObject([{ state: { kind: 'locked' } }])
    expect(await app.until((events) => events.find((event) => event.type === 'lockedEdit'))).toMatchObject({
      root: 'main',
      path: 'avtal.odt',
      lock: { ownerName: 'Björn Öberg' }
    })
    expect((await files.file('GET', '/avtal.odt')).text).toBe('avtal')
    await changeFiles(files.controlUrl, { lock: { fileId, person: null } })
    await app.ask({ type: 'syncNow' })
    expect((await files.file('GET', '/avtal.odt')).text).toBe('ändrat avtal')
    expect((await app.list(''))[0]).not.toHaveProperty('lock')
    expect(await app.ask({ type: 'lock', root: 'main', path: 'avtal.odt' })).toMatchObject({ result: null })
  })
})
