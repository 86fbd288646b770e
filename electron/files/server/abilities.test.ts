import { expect, it, vi } from 'vitest'
import type { SendHttp } from '../../net/request'
import { readAbilities, readOfficeOrigin } from './abilities'
import { readActivity } from './activity'
import { ocs, serverThat } from '../testing/answers'
import { openPeople } from './people'
import { openFilesRequests } from './requests'

vi.mock('electron', () => ({ net: {} }))

it('what a server does not say, it does not offer', async () => {
  expect(await readAbilities(serverThat(ocs({ capabilities: { files: 7 } })).requests)).toEqual({
    trash: false,
    versions: false,
    versionLabels: false,
    versionDeletion: false,
    activity: false,
    locks: false,
    shares: false,
    links: undefined,
    editable: [],
    creators: []
  })
})

it('versions can be named and deleted where the server says so', async () => {
  const files = { versioning: true, version_labeling: true, version_deletion: 'yes' }
  expect(await readAbilities(serverThat(ocs({ capabilities: { files } })).requests)).toMatchObject({
    versions: true,
    versionLabels: true,
    versionDeletion: false
  })
})

it('editors are read from a list and from what PHP makes of a list with a hole', async () => {
  const { account } = serverThat({}).requests
  const send: SendHttp = ({ url }) => {
    const data = url.includes('capabilities')
      ? { capabilities: { files: { directEditing: { url: 'x' } } } }
      : {
          editors: { text: { mimetypes: { 0: 'text/plain', 2: 'text/markdown' }, optionalMimetypes: ['text/csv'] } },
          creators: []
        }
    return Promise.resolve({ status: 200, headers: {}, url, body: Buffer.from(ocs(data).text) })
  }
  const { editable } = await readAbilities(openFilesRequests(send, account))
  expect(editable).toEqual(['text/plain', 'text/markdown'])
})

it.each([
  [
    'its public address',
    { public_wopi_url: 'https://kontor.insjoverket.test', wopi_url: 'http://10.0.0.5:9980' },
    true
  ],
  ['the only address', { public_wopi_url: '', wopi_url: 'https://kontor.insjoverket.test/x' }, true],
  ['an address without encryption', { public_wopi_url: 'http://kontor.insjoverket.test' }, false],
  ['the file server itself', { public_wopi_url: 'https://moln.insjoverket.test/apps/x' }, false],
  ['nothing', [], false]
])('the office suite in the editor’s page is at %s', async (_what, config, isThere) => {
  const { requests } = serverThat(ocs({ capabilities: { richdocuments: { config } } }))
  expect(await readOfficeOrigin(requests)).toBe(isThere ? 'https://kontor.insjoverket.test' : undefined)
})

it('people are named once, by the server; who it does not know keeps the id', async () => {
  const { asked, requests } = serverThat(
    ocs({ displayname: 'Sara Lindmark', users: [{ label: 'Johan Ekstrand', value: { shareWith: 'johan' } }] })
  )
  const people = openPeople()
  const names = await people.names(requests, ['johan', 'sara lindmark', 'johan', 'ingen'])
  expect([...names]).toEqual([
    ['johan', 'Johan Ekstrand'],
    ['sara lindmark', 'Sara Lindmark']
  ])
  await people.names(requests, ['johan', 'sara lindmark'])
  expect(asked).toHaveLength(3)
  const { requests: refusing } = serverThat({ status: 500 })
  expect([...(await openPeople().names(refusing, ['johan']))]).toEqual([])
})

it('activity is the server’s words in one line; what is no activity is left out, and nothing is an empty list', async () => {
  const at = '2026-11-17T08:51:00+00:00'
  const told = { activity_id: 7, user: 'johan', subject: ' Johan delade\nfilen ', datetime: at }
  const found = await readActivity(
    serverThat(ocs([told, { ...told, datetime: 'nyss' }, { ...told, subject: 5 }, null])).requests,
    '79'
  )
  expect(found).toEqual([
    { id: '7', userId: 'johan', userName: 'johan', text: 'Johan delade filen', atMs: Date.parse(at) }
  ])
  expect(await readActivity(serverThat({ status: 304 }).requests, '79')).toEqual([])
  expect(await readActivity(serverThat({ status: 204 }).requests, '79')).toEqual([])
})
