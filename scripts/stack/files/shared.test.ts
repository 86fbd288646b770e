import { afterAll, beforeAll, expect, test } from 'vitest'

import { changeFiles } from './control'
import type { TestFiles } from './testing/server'
import { startTestFiles } from './testing/server'

let files: TestFiles

beforeAll(async () => {
  files = await startTestFiles()
})
afterAll(() => files.stop())

const bjorn = 'bjorn:Björns-hemlighet-2'
const theirs = (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
  files.send(method, `/remote.php/dav/files/bjorn${path}`, {
    as: bjorn,
    headers,
    ...(body === undefined ? {} : { body })
  })

async function share(parameters: Readonly<Record<string, string>>): Promise<string> {
  const reply = await files.send('POST', '/ocs/v2.php/apps/files_sharing/api/v1/shares?format=json', {
    headers: { 'OCS-APIRequest': 'true', 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(parameters).toString()
  })
  expect(reply.status).toBe(200)
  return (JSON.parse(reply.text) as { ocs: { data: { id: string } } }).ocs.data.id
}

const folder = async (name: string): Promise<void> => {
  await files.file('MKCOL', `/${name}`)
  await files.file('PUT', `/${name}/a.txt`, { body: 'a' })
}

test('what is shared with a group is seen by its members, and one who leaves it leaves it to the others', async () => {
  await folder('grupp')
  await share({ path: '/grupp', shareType: '1', shareWith: 'alla' })
  expect((await theirs('GET', '/grupp/a.txt')).text).toBe('a')
  expect((await theirs('DELETE', '/grupp')).status).toBe(204)
  expect((await theirs('PROPFIND', '/grupp')).status).toBe(404)
  expect((await files.file('GET', '/grupp/a.txt')).text).toBe('a')
})

test('who got a folder may move and rename it in the own tree, and the owner notices nothing', async () => {
  await folder('flyttas')
  await share({ path: '/flyttas', shareType: '0', shareWith: 'bjorn', permissions: '1' })
  await theirs('MKCOL', '/plats')
  const Destination = '/remote.php/dav/files/bjorn/plats/annat'
  expect((await theirs('MOVE', '/flyttas', { Destination })).status).toBe(201)
  expect((await theirs('GET', '/plats/annat/a.txt')).text).toBe('a')
  expect((await theirs('GET', '/flyttas/a.txt')).status).toBe(404)
  expect((await files.file('GET', '/flyttas/a.txt')).text).toBe('a')
})

test('a mount in a folder that is deleted comes back to the home', async () => {
  await folder('kvar')
  await share({ path: '/kvar', shareType: '0', shareWith: 'bjorn' })
  await theirs('MKCOL', '/bort')
  await theirs('MOVE', '/kvar', { Destination: '/remote.php/dav/files/bjorn/bort/kvar' })
  expect((await theirs('DELETE', '/bort')).status).toBe(204)
  expect((await theirs('GET', '/kvar/a.txt')).text).toBe('a')
})

test('a name that is taken in the home gets a number', async () => {
  await folder('samma')
  await theirs('MKCOL', '/samma')
  await share({ path: '/samma', shareType: '0', shareWith: 'bjorn' })
  expect((await theirs('GET', '/samma%20(2)/a.txt')).text).toBe('a')
})

test('what is deleted in a shared folder lies in its owner’s trash, and the folder’s quota is the owner’s', async () => {
  await folder('gemensam')
  await share({ path: '/gemensam', shareType: '0', shareWith: 'bjorn' })
  expect((await theirs('DELETE', '/gemensam/a.txt')).status).toBe(204)
  const trash = await files.send('PROPFIND', '/remote.php/dav/trashbin/anna/trash', { headers: { Depth: '1' } })
  expect(trash.text).toContain('/a.txt.d')
  await changeFiles(files.controlUrl, { quota: { person: 'anna', bytes: 1 } })
  expect((await theirs('PUT', '/gemensam/stor.txt', {}, 'mycket')).status).toBe(507)
  await changeFiles(files.controlUrl, { quota: { person: 'anna', bytes: null } })
})

test('a share that is over shows nothing, and one file can be shared to be written', async () => {
  await folder('fil')
  const id = await share({ path: '/fil/a.txt', shareType: '0', shareWith: 'bjorn' })
  expect((await theirs('PUT', '/a.txt', {}, 'b')).status).toBe(204)
  expect((await files.file('GET', '/fil/a.txt')).text).toBe('b')
  await files.send('DELETE', `/ocs/v2.php/apps/files_sharing/api/v1/shares/${id}`, {
    headers: { 'OCS-APIRequest': 'true' }
  })
  expect((await theirs('GET', '/a.txt')).status).toBe(404)
})

test('a test can lock a file for somebody who is not there', async () => {
  await folder('med-las')
  const sent = await files.file('PUT', '/med-las/b.txt', { body: 'b' })
  const fileId = Number(String(sent.headers['oc-fileid']).slice(0, 8))
  await changeFiles(files.controlUrl, { lock: { fileId, person: 'bjorn', type: 1 } })
  expect((await files.file('PUT', '/med-las/b.txt', { body: 'c' })).status).toBe(423)
  await changeFiles(files.controlUrl, { lock: { fileId, person: null } })
  expect((await files.file('PUT', '/med-las/b.txt', { body: 'c' })).status).toBe(204)
})

test('the editor’s page saves what is written, as a new version of the file', async () => {
  await folder('redigera')
  const reply = await files.send('POST', '/ocs/v2.php/apps/files/api/v1/directEditing/open?format=json', {
    headers: { 'OCS-APIRequest': 'true', 'Content-Type': 'application/json' },
    body: JSON.stringify({ path: '/redigera/a.txt' })
  })
  const { url } = (JSON.parse(reply.text) as { ocs: { data: { url: string } } }).ocs.data
  const path = new URL(url).pathname
  const opened = await files.send('GET', path, { as: null })
  expect(opened.text).toContain('<textarea')
  expect(opened.headers['content-security-policy']).toContain("default-src 'none'")
  const cookie = String(opened.headers['set-cookie']).split(';', 1)[0] ?? ''
  const save = (headers: Record<string, string>) =>
    files.send('PUT', `${path}/content`, { as: null, headers, body: 'nytt' })
  expect((await save({})).status).toBe(403)
  expect((await save({ Cookie: cookie })).status).toBe(204)
  expect((await files.file('GET', '/redigera/a.txt')).text).toBe('nytt')
})

test('links are as the administrator wants them', async () => {
  await folder('regler')
  await changeFiles(files.controlUrl, { links: { passwordNeeded: true, days: 7 } })
  const link = async (parameters: Readonly<Record<string, string>>) => {
    const reply = await files.send('POST', '/ocs/v2.php/apps/files_sharing/api/v1/shares?format=json', {
      headers: { 'OCS-APIRequest': 'true', 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ path: '/regler', shareType: '3', ...parameters }).toString()
    })
    const { meta, data } = (JSON.parse(reply.text) as { ocs: { meta: { statuscode: number }; data: unknown } }).ocs
    return { code: meta.statuscode, data: data as { expiration?: string } }
  }
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  const password = 'Vassar-i-dimma-57!'
  expect((await link({})).code).toBe(403)
  expect((await link({ password, expireDate: inDays(8) })).code).toBe(404)
  expect((await link({ password })).data.expiration).toContain(inDays(7))
  await changeFiles(files.controlUrl, { links: { passwordNeeded: false, days: null } })
  expect((await link({})).code).toBe(200)
})
