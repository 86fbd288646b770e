import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect as netConnect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as tlsConnect } from 'node:tls'

import { Agent, fetch } from 'undici'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'

import { readJson } from './json'
import { layout } from './layout'
import { domain, people } from './people'
import { findServer, startOf } from './process'
import type { StackInfo } from './stack'
import { down, readStackInfo, reset, status, up } from './stack'

let dir: string
let stack: StackInfo
let agent: Agent
const ports = (): number[] => Object.values(z.record(z.string(), z.number()).parse(readJson(layout(dir).ports)))

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'samverk-stack-'))
  stack = await up({ dir })
  const ca = readFileSync(stack.certificateAuthority)
  // As the app does it: names lead to the front's ports, by the development map.
  agent = new Agent({
    connect: ({ hostname }, callback) => {
      const secure = tlsConnect({ host: '127.0.0.1', port: stack.hosts[hostname] ?? 0, servername: hostname, ca })
      secure.once('secureConnect', () => callback(null, secure))
      secure.once('error', (error: Error) => callback(error, null))
    }
  })
})
afterAll(async () => {
  await reset(dir)
  rmSync(dir, { recursive: true, force: true })
})

const get = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { dispatcher: agent, headers, redirect: 'manual' })
const sara = people[0]!
const basic = `Basic ${Buffer.from(`${sara.id}:${sara.password}`).toString('base64')}`

test('discovery names the other servers', async () => {
  const reply = await get(`https://${domain}/.well-known/matrix/client`)
  expect(await reply.json()).toMatchObject({
    'm.homeserver': { base_url: stack.urls.matrix },
    'org.samverk.services': {
      version: 1,
      files: { base_url: stack.urls.files },
      meetings: { base_url: stack.urls.meetings },
      calendar: { base_url: stack.urls.calendar }
    }
  })
})

test('every person can sign in on the homeserver and has a name there', async () => {
  for (const person of stack.people) {
    const reply = await fetch(`${stack.urls.matrix}/_matrix/client/v3/login`, {
      dispatcher: agent,
      method: 'POST',
      body: JSON.stringify({
        type: 'm.login.password',
        identifier: { type: 'm.id.user', user: person.id },
        password: person.password
      })
    })
    expect(await reply.json()).toMatchObject({ user_id: person.matrixId })
    const profile = await get(`${stack.urls.matrix}/_matrix/client/v3/profile/${person.matrixId}`)
    expect(await profile.json()).toMatchObject({ displayname: person.name })
  }
})

test('the application service may write as anybody, at any time', async () => {
  const call = async (method: string, path: string, body: object): Promise<unknown> => {
    const reply = await fetch(`${stack.urls.matrix}/_matrix/client/v3${path}`, {
      dispatcher: agent,
      method,
      headers: { Authorization: `Bearer ${stack.matrix.applicationService.token}` },
      body: JSON.stringify(body)
    })
    expect(reply.status).toBe(200)
    return reply.json()
  }
  const as = `user_id=${encodeURIComponent(stack.people[1]!.matrixId)}`
  const { room_id: room } = (await call('POST', `/createRoom?${as}`, {})) as { room_id: string }
  const message = { msgtype: 'm.text', body: 'från i fjol' }
  const path = `/rooms/${encodeURIComponent(room)}/send/m.room.message/1?${as}&ts=1700000000000`
  const { event_id: event } = (await call('PUT', path, message)) as { event_id: string }
  const read = await get(
    `${stack.urls.matrix}/_matrix/client/v3/rooms/${encodeURIComponent(room)}/event/${encodeURIComponent(event)}?${as}`,
    { Authorization: `Bearer ${stack.matrix.applicationService.token}` }
  )
  expect(await read.json()).toMatchObject({ origin_server_ts: 1_700_000_000_000, sender: stack.people[1]!.matrixId })
})

test('files and calendar know the person', async () => {
  const user = await get(`${stack.urls.files}/ocs/v2.php/cloud/user?format=json`, {
    Authorization: basic,
    'OCS-APIRequest': 'true'
  })
  expect(await user.json()).toMatchObject({ ocs: { data: { id: sara.id, displayname: sara.name } } })
  const calendars = await fetch(`${stack.urls.calendar}/calendars/${sara.id}/`, {
    dispatcher: agent,
    method: 'PROPFIND',
    headers: { Authorization: basic, Depth: '1' }
  })
  expect(calendars.status).toBe(207)
  expect(await calendars.text()).toContain(`<href>/remote.php/dav/calendars/${sara.id}/personal/</href>`)
  const foreign = await get(`${stack.urls.calendar}/calendars/${stack.people[1]!.id}/personal/`, {
    Authorization: basic
  })
  expect(foreign.status).toBe(403)
})

test('an event that is put in the calendar comes back, and a stale change is refused', async () => {
  const url = `${stack.urls.calendar}/calendars/${sara.id}/personal/prov.ics`
  const body = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Samverk//SV',
    'BEGIN:VEVENT',
    'UID:prov',
    'DTSTAMP:20261121T080000Z',
    'DTSTART:20261122T080000Z',
    'SUMMARY:Möte',
    'END:VEVENT',
    'END:VCALENDAR',
    ''
  ].join('\r\n')
  const put = (headers: Record<string, string>) =>
    fetch(url, {
      dispatcher: agent,
      method: 'PUT',
      headers: { Authorization: basic, 'Content-Type': 'text/calendar', ...headers },
      body
    })
  expect((await put({ 'If-None-Match': '*' })).status).toBe(201)
  expect((await put({ 'If-Match': '"gammal"' })).status).toBe(412)
  expect(await (await get(url, { Authorization: basic })).text()).toContain('SUMMARY:Möte')
})

test('the meeting host serves settings, library and conference requests', async () => {
  const config = await (await get(`${stack.urls.meetings}/config.js?room=mote-prov`)).text()
  expect(config).toContain("config.websocket = 'wss://mote.insjoverket.test/'")
  const library = await get(`${stack.urls.meetings}/libs/lib-jitsi-meet.min.js`)
  expect(await library.text()).toContain('JitsiMeetJS')
  const room = 'mote-prov@muc.xmpp.insjoverket.test'
  const reply = await fetch(`${stack.urls.meetings}/conference-request/v1?room=mote-prov`, {
    dispatcher: agent,
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ room, properties: {} })
  })
  expect(await reply.json()).toMatchObject({ room, ready: true })
})

test('the first person in a meeting gets an anonymous address, meets the focus and becomes its moderator', async () => {
  const xmpp = 'xmpp.insjoverket.test'
  const room = `mote-två@muc.${xmpp}`
  const socket = new WebSocket(`wss://mote.insjoverket.test/xmpp-websocket?room=mote-två`, 'xmpp', {
    createConnection: () =>
      tlsConnect({
        host: '127.0.0.1',
        port: stack.hosts['mote.insjoverket.test'] ?? 0,
        servername: 'mote.insjoverket.test',
        ca: readFileSync(stack.certificateAuthority)
      })
  })
  const seen: string[] = []
  const waiting: { readonly part: string; readonly done: (text: string) => void }[] = []
  socket.on('message', (data: Buffer) => {
    seen.push(data.toString())
    for (const { part, done } of waiting) if (seen.at(-1)?.includes(part) === true) done(seen.at(-1) ?? '')
  })
  const answer = (text: string, part: string): Promise<string> =>
    new Promise((done) => {
      waiting.push({ part, done })
      socket.send(text)
    })
  await new Promise((done, fail) => socket.once('open', done).once('error', fail))
  const open = `<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="${xmpp}" version="1.0"/>`
  await answer(open, '<mechanism>ANONYMOUS</mechanism>')
  await answer('<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="ANONYMOUS"/>', '<success')
  await answer(open, 'xmpp-bind')
  const bind = '<iq xmlns="jabber:client" type="set" id="b1"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/></iq>'
  await answer(bind, "id='b1'")
  const conference = `<iq xmlns="jabber:client" type="set" id="c1" to="focus.${xmpp}"><conference xmlns="http://jitsi.org/protocol/focus" room="${room}"/></iq>`
  expect(await answer(conference, "id='c1'")).toContain("ready='true'")
  const join = `<presence xmlns="jabber:client" to="${room}/anna"><x xmlns="http://jabber.org/protocol/muc"/></presence>`
  // The focus itself is an owner too; only the own presence (status 110) ends the wait.
  expect(await answer(join, "<actor nick='focus'/>")).toContain("role='moderator'")
  expect(seen.some((text) => text.includes(`from='${room}/focus'`))).toBe(true)
  socket.close()
})

test('what the app reads names four hosts and the authority, and nothing else', () => {
  expect(readJson(stack.development)).toEqual({
    version: 1,
    hosts: Object.fromEntries(
      ['insjoverket.test', 'matrix.insjoverket.test', 'moln.insjoverket.test', 'mote.insjoverket.test'].map((host) => [
        `${host}:443`,
        stack.hosts[host]
      ])
    ),
    certificateAuthorities: [stack.certificateAuthority]
  })
  expect(readStackInfo(dir)).toEqual(stack)
})

test('the log of the front names each connection', async () => {
  // A line is written when its connection has closed.
  await agent.close()
  const lines = (): unknown[] =>
    readFileSync(stack.connectionLog, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as unknown)
  await expect
    .poll(lines)
    .toEqual(
      expect.arrayContaining(
        Object.values(stack.urls).map(
          (url) => expect.objectContaining({ host: new URL(url).hostname, port: 443 }) as unknown
        )
      )
    )
})

test('a server that crashed is seen, and up brings it back', async () => {
  const paths = layout(dir)
  const before = findServer(paths, 'files')
  process.kill(before!.pid, 'SIGKILL')
  await expect.poll(() => status(dir).find(({ name }) => name === 'files')?.state).toBe('crashed')
  const again = await up({ dir })
  expect(again.hosts).toEqual(stack.hosts)
  expect(status(dir).every(({ state }) => state === 'running')).toBe(true)
})

test('down leaves no process and no port, and the next start finds its data and ports', async () => {
  const paths = layout(dir)
  const pids = status(dir).map(({ pid }) => pid)
  expect(pids).toHaveLength(6)
  const taken = ports()
  await down(dir)
  expect(status(dir)).toEqual([])
  expect(pids.map((pid) => startOf(pid))).toEqual(pids.map(() => undefined))
  await expect.poll(() => Promise.all(taken.map(refuses))).toEqual(taken.map(() => true))
  const begun = performance.now()
  await up({ dir })
  expect(performance.now() - begun).toBeLessThan(15_000)
  expect(ports()).toEqual(taken)
  expect(findServer(paths, 'synapse')?.running).toBe(true)
})

const refuses = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = netConnect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(false)
    })
    socket.once('error', () => resolve(true))
  })
