import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Reply, TestFiles } from './testing/server'
import { startTestFiles } from './testing/server'

let files: TestFiles

beforeAll(async () => {
  files = await startTestFiles()
})
afterAll(() => files.stop())

const ocs = (method: string, path: string, as?: string | null) =>
  files.send(method, `${path}?format=json`, {
    headers: { 'OCS-APIRequest': 'true' },
    ...(as === undefined ? {} : { as })
  })
const data = (reply: Reply) => (JSON.parse(reply.text) as { ocs: { meta: { statuscode: number }; data: unknown } }).ocs

test('a password becomes an app password, which can be revoked by itself', async () => {
  const made = data(await ocs('GET', '/ocs/v2.php/core/getapppassword'))
  const { apppassword } = made.data as { apppassword: string }
  expect(apppassword).toMatch(/^[\dA-Za-z]{72}$/u)
  const as = `anna:${apppassword}`
  expect((await ocs('GET', '/ocs/v2.php/core/getapppassword', as)).status).toBe(403)
  expect((await files.file('PROPFIND', '/', { as })).status).toBe(207)
  expect((await ocs('DELETE', '/ocs/v2.php/core/apppassword', as)).status).toBe(200)
  expect((await files.file('PROPFIND', '/', { as })).status).toBe(401)
  expect((await files.file('PROPFIND', '/')).status).toBe(207)
})

test('a person may sign in with the address and learns the user id', async () => {
  const reply = data(await ocs('GET', '/ocs/v1.php/cloud/user', 'Anna@Exempel.test:Annas-hemlighet-1'))
  expect(reply.meta.statuscode).toBe(100)
  expect(reply.data).toMatchObject({ id: 'anna', displayname: 'Anna Åström', email: 'anna@exempel.test' })
})

test('the first version of the interface counts from 100, the second as HTTP does', async () => {
  expect(data(await ocs('GET', '/ocs/v1.php/cloud/capabilities')).meta.statuscode).toBe(100)
  expect(data(await ocs('GET', '/ocs/v2.php/cloud/capabilities')).meta.statuscode).toBe(200)
  expect(data(await ocs('GET', '/ocs/v1.php/cloud/user', null)).meta.statuscode).toBe(997)
  expect((await ocs('GET', '/ocs/v2.php/cloud/user', null)).status).toBe(401)
  expect((await ocs('GET', '/ocs/v2.php/apps/user_status/api/v1/user_status')).status).toBe(404)
})

test('capabilities are told in full only to those who signed in', async () => {
  const full = data(await ocs('GET', '/ocs/v2.php/cloud/capabilities')).data
  expect(full).toMatchObject({ capabilities: { dav: { chunking: '1.0' }, files: { bigfilechunking: true } } })
  const open = data(await ocs('GET', '/ocs/v2.php/cloud/capabilities', null)).data
  expect(open).not.toHaveProperty('capabilities.dav')
})

test('a request without its header could come from a web page and is refused', async () => {
  const reply = await files.send('GET', '/ocs/v2.php/cloud/user?format=json')
  expect(reply.status).toBe(412)
  expect(reply.text).toBe('{"message":"CSRF check failed"}')
})

test('an image has a preview and every file a link, for its owner alone', async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64'
  )
  await files.file('MKCOL', '/bilder')
  const sent = await files.file('PUT', '/bilder/bild.png', { body: png })
  const id = Number(String(sent.headers['oc-fileid']).slice(0, 8))
  const preview = await files.send('GET', `/index.php/core/preview?fileId=${id}&x=256&y=256&a=1`)
  expect(preview).toMatchObject({ status: 200, body: png })
  expect(preview.headers['content-type']).toBe('image/png')
  const link = await files.send('GET', `/index.php/f/${id}`)
  expect(link.status).toBe(303)
  expect(link.headers['location']).toBe(`/index.php/apps/files/?dir=%2Fbilder&fileid=${id}`)
  const as = 'bjorn:Björns-hemlighet-2'
  expect((await files.send('GET', `/index.php/core/preview?fileId=${id}`, { as })).status).toBe(404)
  expect((await files.send('GET', `/index.php/f/${id}`, { as })).status).toBe(404)
})

test('calendars are found from the well-known address on', async () => {
  const moved = await files.send('PROPFIND', '/.well-known/caldav')
  expect([moved.status, moved.headers['location']]).toEqual([301, '/remote.php/dav/'])
  const ask = (path: string, property: string) =>
    files.send('PROPFIND', path, {
      headers: { Depth: '0' },
      body: `<d:propfind xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop>${property}</d:prop></d:propfind>`
    })
  const principal = '/remote.php/dav/principals/users/anna/'
  expect((await ask('/remote.php/dav/', '<d:current-user-principal/>')).text).toContain(`<d:href>${principal}</d:href>`)
  const { text } = await ask(principal, '<c:calendar-home-set/>')
  expect(text).toContain('<d:href>/remote.php/dav/calendars/anna/</d:href>')
})
