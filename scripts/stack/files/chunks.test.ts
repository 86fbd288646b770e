import { afterAll, beforeAll, expect, test } from 'vitest'

import { changeFiles } from './control'
import type { TestFiles } from './testing/server'
import { home, startTestFiles } from './testing/server'

let files: TestFiles

beforeAll(async () => {
  files = await startTestFiles()
})
afterAll(() => files.stop())

const uploads = '/remote.php/dav/uploads/anna'
const begin = (transfer: string) => files.send('MKCOL', `${uploads}/${transfer}`)
const chunk = (transfer: string, name: string, body: string, headers: Record<string, string> = {}) =>
  files.send('PUT', `${uploads}/${transfer}/${name}`, { body, headers })
const finish = (transfer: string, path: string, headers: Record<string, string> = {}) =>
  files.send('MOVE', `${uploads}/${transfer}/.file`, {
    headers: { Destination: `${files.url}${home}${path}`, ...headers }
  })

test('chunks become one file in the order of their numbers', async () => {
  expect((await begin('tx-1')).status).toBe(201)
  expect((await begin('tx-1')).status).toBe(405)
  expect((await chunk('tx-1', '10', 'c')).status).toBe(201)
  await chunk('tx-1', '2', 'b')
  await chunk('tx-1', '00001', 'a')
  const done = await finish('tx-1', '/hel', {
    'OC-Total-Length': '3',
    'X-OC-MTime': '1650000000',
    'OC-Checksum': 'SHA1:x'
  })
  expect(done.status).toBe(201)
  expect(done.headers['x-oc-mtime']).toBe('accepted')
  expect(done.headers['etag']).toBe(`"${await files.etag('/hel')}"`)
  const file = await files.file('GET', '/hel')
  expect([file.text, file.headers['oc-checksum']]).toEqual(['abc', 'SHA1:x'])
  expect((await files.send('PROPFIND', `${uploads}/tx-1/`)).status).toBe(404)
})

test('a client learns which chunks have arrived, also after a restart of the server', async () => {
  await begin('tx-2')
  await chunk('tx-2', '00001', 'aaaa')
  await chunk('tx-2', '00002', 'bb')
  await files.restart()
  const { status, text } = await files.send('PROPFIND', `${uploads}/tx-2/`, { headers: { Depth: '1' } })
  expect(status).toBe(207)
  expect([...text.matchAll(/<d:href>([^<]*)/g)].map(([, href]) => href)).toEqual([
    `${uploads}/tx-2/`,
    `${uploads}/tx-2/00001`,
    `${uploads}/tx-2/00002`
  ])
  expect([...text.matchAll(/<d:getcontentlength>(\d+)/g)].map(([, size]) => size)).toEqual(['4', '2'])
  expect((await files.send('DELETE', `${uploads}/tx-2/00002`)).status).toBe(204)
  expect((await finish('tx-2', '/fyra', { 'OC-Total-Length': '4' })).status).toBe(201)
})

test('a sum that is not what the client meant is refused, and the chunks stay', async () => {
  await begin('tx-3')
  await chunk('tx-3', '1', 'abc')
  const refused = await finish('tx-3', '/fel', { 'OC-Total-Length': '5' })
  expect(refused.status).toBe(400)
  expect(refused.text).toContain('Chunks on server do not sum up to 5 but to 3 bytes')
  expect((await files.file('GET', '/fel')).status).toBe(404)
  expect((await finish('tx-3', '/fel', { 'OC-Total-Length': '3' })).status).toBe(201)
})

test('the file that is replaced must be the one that the client knew', async () => {
  const old = await files.file('PUT', '/mål'.replace('å', '%C3%A5'), { body: 'gammal' })
  const target = `<${files.url}${home}/m%C3%A5l>`
  await begin('tx-4')
  await chunk('tx-4', '1', 'ny')
  expect((await finish('tx-4', '/m%C3%A5l', { If: `${target} (["deadbeef"])` })).status).toBe(412)
  expect((await finish('tx-4', '/m%C3%A5l', { Overwrite: 'F' })).status).toBe(412)
  expect((await finish('tx-4', '/saknas/x')).status).toBe(409)
  expect((await finish('tx-4', '/m%C3%A5l', { If: `${target} ([${String(old.headers['etag'])}])` })).status).toBe(204)
  expect((await files.file('GET', '/m%C3%A5l')).text).toBe('ny')
})

test('an upload can be given up, and one that was never begun is not there', async () => {
  await begin('tx-5')
  expect((await files.send('DELETE', `${uploads}/tx-5`)).status).toBe(204)
  expect((await chunk('tx-5', '1', 'a')).status).toBe(404)
  expect((await finish('tx-5', '/x')).status).toBe(404)
})

test('chunks cannot be read, nor be called anything but a number', async () => {
  await begin('tx-6')
  await chunk('tx-6', '1', 'a')
  expect((await files.send('GET', `${uploads}/tx-6/1`)).status).toBe(405)
  expect((await chunk('tx-6', 'a..b', 'a')).status).toBe(400)
  expect((await chunk('tx-6', '..', 'a')).status).toBe(400)
  expect((await files.send('MKCOL', '/remote.php/dav/uploads/bjorn/tx')).status).toBe(404)
})

test('an upload that would not fit is refused at its first chunk', async () => {
  await changeFiles(files.controlUrl, { quota: { person: 'anna', bytes: 1000 } })
  await begin('tx-7')
  const announced = { 'OC-Total-Length': '2000', Destination: `${files.url}${home}/stor` }
  expect((await chunk('tx-7', '1', 'a', announced)).status).toBe(507)
  await chunk('tx-7', '1', 'x'.repeat(1001))
  expect((await finish('tx-7', '/stor')).status).toBe(507)
  await changeFiles(files.controlUrl, { quota: { person: 'anna', bytes: null } })
  expect((await finish('tx-7', '/stor')).status).toBe(201)
})
