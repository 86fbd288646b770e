import { connect } from 'node:net'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { changeFiles } from './control'
import type { TestFiles } from './testing/server'
import { home, startTestFiles, testPeople } from './testing/server'

let files: TestFiles

beforeAll(async () => {
  files = await startTestFiles()
})
afterAll(() => files.stop())

test.each([
  ['/../bjorn/x', 400],
  ['/%2e%2e/bjorn/x', 400],
  ['/a%2Fb', 400],
  ['/a%5Cb', 400],
  ['/a%00b', 400],
  ['/a%0Ab', 400],
  ['/a//b', 400],
  ['/./a', 400],
  ['/%ff%fe', 400],
  [`/${'a'.repeat(251)}`, 400],
  [`/${'%C3%A5'.repeat(126)}`, 400],
  ['/.htaccess', 403],
  ['/%ZZ', 400]
])('a file cannot be written under the name %s', async (path, status) => {
  expect((await files.file('PUT', path, { body: 'x' })).status).toBe(status)
})

test.each(['/remote.php/dav/files/bjorn/x', '/remote.php/dav/uploads/anna/x', '/etc/passwd', `${home}/../bjorn/x`])(
  'nothing can be moved to %s',
  async (destination) => {
    await files.file('PUT', '/kvar', { body: 'x' })
    const { status } = await files.file('MOVE', '/kvar', { headers: { Destination: destination } })
    expect([400, 403]).toContain(status)
    expect((await files.file('GET', '/kvar')).status).toBe(200)
  }
)

test('a document type is refused, whatever its entities would become', async () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><d:propfind xmlns:d="DAV:"><d:prop><d:x>&b;</d:x></d:prop></d:propfind>`
  expect((await files.file('PROPFIND', '/', { body: bomb })).status).toBe(400)
})

test('bodies that are too deep, too large or broken are refused', async () => {
  const propfind = (body: string) => files.file('PROPFIND', '/', { body })
  expect((await propfind('<a>'.repeat(500))).status).toBe(400)
  expect((await propfind(`<a>${'<b/>'.repeat(5000)}</a>`)).status).toBe(400)
  expect((await propfind('<a')).status).toBe(400)
  expect((await propfind(`<a>${'x'.repeat(100_000)}</a>`)).status).toBe(413)
})

test('a wrong password and no password get the same refusal', async () => {
  for (const as of ['anna:fel', 'nobody:x', 'anna:', null]) {
    const reply = await files.file('PROPFIND', '/', { as })
    expect(reply.status).toBe(401)
    expect(reply.headers['www-authenticate']).toContain('Basic realm="Nextcloud"')
    expect(reply.text).toContain('NotAuthenticated')
  }
})

test('the home of somebody else looks empty and cannot be read', async () => {
  const bjorn = `bjorn:${testPeople[1]?.password ?? ''}`
  await files.send('PUT', '/remote.php/dav/files/bjorn/hemlig', { as: bjorn, body: 'x' })
  const listing = await files.send('PROPFIND', '/remote.php/dav/files/bjorn/', { headers: { Depth: '1' } })
  expect(listing.status).toBe(207)
  expect(listing.text).not.toContain('hemlig')
  expect(listing.text).not.toContain('<d:getetag>')
  expect((await files.send('GET', '/remote.php/dav/files/bjorn/hemlig')).status).toBe(404)
})

test('an upload that breaks off leaves nothing behind', async () => {
  await new Promise<void>((resolve, reject) => {
    const socket = connect(Number(new URL(files.url).port), '127.0.0.1', () => {
      const secret = Buffer.from(`anna:${testPeople[0]?.password ?? ''}`).toString('base64')
      socket.write(
        `PUT ${home}/halv HTTP/1.1\r\nHost: x\r\nAuthorization: Basic ${secret}\r\nContent-Length: 1000\r\n\r\nhalf`
      )
      socket.end()
    })
    socket.on('close', () => resolve())
    socket.on('error', reject)
    socket.resume()
  })
  expect((await files.file('GET', '/halv')).status).toBe(404)
})

test('what does not fit is refused, and what is there stays', async () => {
  await files.file('PUT', '/liten', { body: 'x'.repeat(100) })
  const { text } = await files.file('PROPFIND', '/', { headers: { Depth: '0' } })
  const used = Number(/<d:quota-used-bytes>(\d+)/.exec(text)?.[1])
  await changeFiles(files.controlUrl, { quota: { person: 'anna', bytes: used + 1000 } })
  const refused = await files.file('PUT', '/stor', { body: 'x'.repeat(2000) })
  expect(refused.status).toBe(507)
  expect(refused.text).toContain('Insufficient space in stor, 2000 required, 1000 available')
  expect((await files.file('PUT', '/liten2', { body: 'x'.repeat(900) })).status).toBe(201)
  const listing = await files.file('PROPFIND', '/', { headers: { Depth: '0' } })
  expect(listing.text).toContain('<d:quota-available-bytes>100</d:quota-available-bytes>')
  await changeFiles(files.controlUrl, { quota: { person: 'anna', bytes: null } })
})

test('during maintenance everything is refused but the status page', async () => {
  await changeFiles(files.controlUrl, { maintenance: true })
  expect((await files.send('GET', '/status.php', { as: null })).text).toContain('"maintenance":true')
  const refused = await files.file('PROPFIND', '/')
  expect(refused.status).toBe(503)
  expect(refused.headers['x-nextcloud-maintenance-mode']).toBe('1')
  await changeFiles(files.controlUrl, { maintenance: false })
  expect((await files.file('PROPFIND', '/')).status).toBe(207)
})
