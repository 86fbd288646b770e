import '../../renderer/matrix/testing/polyfill'

import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { copyOf } from '../../renderer/matrix/testing/homeserver'
import { signIn, startApp } from '../../renderer/matrix/testing/app'
import { layout, repositoryRoot } from '../stack/layout'
import { findServer, isSame, serverNames, waitFor } from '../stack/process'
import { reset, up, type StackInfo } from '../stack/stack'
import { buildApp } from './build'
import { closePerson } from './people'
import { keeperName } from './leftovers'
import { openPerson } from './openPerson'
import { findPerson } from './person'
import { connectFiles } from '../seed/filesServer'
import { connectHomeserver } from '../seed/homeserver'
import { peopleOf } from '../seed/people'
import { isSeeded, readRecoveryCodes, seed } from '../seed/seed'

let dir: string
let homes: string
let info: StackInfo

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'samverk-seed-'))
  homes = mkdtempSync(join(tmpdir(), 'samverk-home-'))
  // The run of all tests has built the app just now.
  if (!existsSync(join(repositoryRoot, 'out/main/main.js'))) buildApp(() => undefined)
  info = await up({ dir })
  await seed(info)
})
afterAll(async () => {
  await Promise.all(['linnea', 'reza'].map((name) => closePerson(join(homes, name))))
  await reset(dir)
  rmSync(homes, { recursive: true, force: true })
  rmSync(dir, { recursive: true, force: true })
})

type RoomEvent = { readonly type: string; readonly origin_server_ts: number; readonly content: object }

/** All that anybody said, by asking for each room once. */
async function allMessages(): Promise<readonly RoomEvent[]> {
  const homeserver = connectHomeserver(info)
  const rooms = new Map<string, string>()
  for (const { matrixId } of info.people) {
    const { joined_rooms: joined } = await homeserver.call('GET', 'client/v3/joined_rooms', { as: matrixId })
    for (const room of joined as readonly string[]) rooms.set(room, matrixId)
  }
  const events: RoomEvent[] = []
  for (const [room, as] of rooms) {
    const path = `client/v3/rooms/${encodeURIComponent(room)}/messages?dir=b&limit=500`
    const { chunk } = await homeserver.call('GET', path, { as })
    events.push(...(chunk as readonly RoomEvent[]))
  }
  return events.filter(({ type }) => type === 'm.room.message' || type === 'm.room.encrypted')
}

const isEdit = ({ content }: RoomEvent): boolean =>
  (content as { 'm.relates_to'?: { rel_type?: string } })['m.relates_to']?.rel_type === 'm.replace'

test('everything is there once, in the past, and a second seeding adds nothing', async () => {
  expect(isSeeded(dir)).toBe(true)
  const before = await allMessages()
  expect(before.filter((event) => !isEdit(event))).toHaveLength(300)
  expect(Math.max(...before.map((event) => event.origin_server_ts))).toBeLessThan(Date.now())
  await seed(info)
  expect(await allMessages()).toHaveLength(before.length)
})

test("sara's files and calendar are on the files server", async () => {
  const sara = peopleOf(info).byFirstName('sara')
  const server = connectFiles(info)
  const deep = `files/${sara.id}/Arkiv/${Array.from({ length: 39 }, (_, at) => encodeURIComponent(`Nivå ${at + 2}`)).join('/')}`
  const found = await server.request(sara, 'PROPFIND', deep, { headers: { Depth: '1' } })
  expect(await found.text()).toContain('40.txt')
  const calendar = await server.request(sara, 'PROPFIND', `calendars/${sara.id}/personal/`, { headers: { Depth: '1' } })
  expect((await calendar.text()).match(/\.ics</gu)?.length).toBe(7)
})

test("sara's files have shares, a lock, earlier versions and a trash", async () => {
  const sara = peopleOf(info).byFirstName('sara')
  const server = connectFiles(info)
  const ask = async (path: string, properties: string): Promise<string> => {
    const body = `<d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns"><d:prop>${properties}</d:prop></d:propfind>`
    return (await server.request(sara, 'PROPFIND', path, { headers: { Depth: '1' }, body })).text()
  }
  const home = await ask(`files/${sara.id}/`, '<oc:permissions/>')
  expect(home).toContain('SRGDNVCK')
  expect(home).toContain('SRGDNV<')
  expect(await ask(`files/${sara.id}/Dokument/Kartportal`, '<nc:lock-owner/>')).toContain('johan.ekstrand')
  expect(await ask(`trashbin/${sara.id}/trash`, '<nc:trashbin-filename/>')).toContain('Gammal tidplan.ods')
})

test('a new computer reads an encrypted message with the recovery code', async () => {
  const sara = peopleOf(info).byFirstName('sara')
  expect(statSync(join(dir, 'recovery.json')).mode & 0o777).toBe(0o600)
  const app = await startApp(copyOf(await signIn(info.local.matrix, sara.id, sara.password)))
  await app.until('asks for the code', () => app.last('recovery')?.state === 'needsRecoveryKey')
  await app.core.commands.unlockWithRecoveryCode(readRecoveryCodes(dir)[sara.id] ?? '')
  const room = await app.until('the room', () => app.rooms().find(({ name }) => name === 'Upphandling'))
  const key = { roomId: room.id, threadRootId: null }
  await app.core.commands.openRoom(room.id)
  await app.until('the newest message', () =>
    app.messages(key).find(({ body }) => body.kind === 'text' && body.plain.startsWith('Beslutet är undertecknat'))
  )
  await app.core.stop()
})

/** Opens a person's app as the start command does, and says what was told meanwhile. */
async function open(name: string): Promise<{ readonly said: string; readonly outcome: string }> {
  const person = findPerson(name)
  if (person === undefined) throw new Error(`Nobody is called ${name}`)
  const said: string[] = []
  const home = join(homes, name)
  const outcome = await openPerson({ person, home, stackDir: dir, say: (text) => said.push(text) })
  return { said: said.join('\n'), outcome }
}

/** How many computers the person is signed in on. */
async function devicesOf(name: string): Promise<number> {
  const { devices } = await connectHomeserver(info).call('GET', 'client/v3/devices', {
    as: peopleOf(info).byFirstName(name).matrixId
  })
  return (devices as readonly unknown[]).length
}

test('two people start side by side, each typed into the visible sign-in, and both apps run', async () => {
  const both = await Promise.all([open('linnea'), open('reza')])
  for (const { said, outcome } of both) {
    expect(outcome).toBe('opened')
    expect(said).toContain('Signing in as')
  }
  for (const name of ['linnea', 'reza']) {
    expect(findServer(layout(join(homes, name)), keeperName)?.running).toBe(true)
    expect(await devicesOf(name)).toBe(1)
  }
  expect((await open('reza')).outcome).toBe('was open')
})

test('what a killed keeper leaves is ended by the next start, which uses the stored session', async () => {
  const paths = layout(join(homes, 'linnea'))
  const before = serverNames(paths).flatMap((name) => findServer(paths, name) ?? [])
  const keeper = findServer(paths, keeperName)
  expect(before.length).toBeGreaterThanOrEqual(4)
  process.kill(keeper?.pid ?? 0, 'SIGKILL')
  expect(await waitFor(() => findServer(paths, keeperName)?.running === false, 10_000)).toBe(true)
  const { said, outcome } = await open('linnea')
  expect(outcome).toBe('opened')
  expect(said).not.toContain('Signing in')
  expect(await devicesOf('linnea')).toBe(1)
  const now = new Set(serverNames(paths).map((name) => findServer(paths, name)?.pid))
  for (const { pid, started } of before) {
    expect(now.has(pid)).toBe(false)
    expect(isSame({ pid, started })).toBe(false)
  }
})

test('closing a person ends all that was started, and leaves what is stored', async () => {
  const home = join(homes, 'linnea')
  await closePerson(home)
  expect(serverNames(layout(home))).toEqual([])
  expect(existsSync(join(home, 'signed-in'))).toBe(true)
})
