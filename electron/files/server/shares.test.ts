import { expect, it, vi } from 'vitest'
import type { SendHttp } from '../../net/request'
import { ocs, problemOf, serverThat } from '../testing/answers'
import { openFilesRequests } from './requests'
import { findSharees, readShares, share } from './shares'

vi.mock('electron', () => ({ net: {} }))

it('a link where passwords are needed gets one that nobody knows; another refusal is said as it is', async () => {
  const { account } = serverThat({}).requests
  const asked: URLSearchParams[] = []
  const refusing = (isRefused: (params: URLSearchParams) => boolean): SendHttp => {
    return ({ url, body }) => {
      const params = new URLSearchParams(String(body))
      asked.push(params)
      const answer = isRefused(params) ? ocs([], 403, 'Lösenord krävs') : ocs({ id: '1' })
      return Promise.resolve({ status: answer.status, headers: {}, url, body: Buffer.from(answer.text) })
    }
  }
  const link = (send: SendHttp) =>
    share(openFilesRequests(send, account), { path: 'a', isFolder: false }, { kind: 'link' })
  await link(refusing((params) => !params.has('password')))
  expect(asked.map((params) => (params.get('password') ?? '').length > 20)).toEqual([false, true])
  expect(await problemOf(link(refusing(() => true)))).toEqual({ code: 'refused', reason: 'Lösenord krävs' })
})

it('a link is read-only, and kinds of shares that are not shown are left out', async () => {
  const { requests, asked } = serverThat(
    ocs([
      {
        id: '11',
        share_type: 3,
        url: 'https://moln.insjoverket.test/s/Qc8',
        permissions: 17,
        password: '3|$argon',
        expiration: '2027-01-31 00:00:00'
      },
      { id: 12, share_type: 0, share_with: 'johan', share_with_displayname: 'Johan', permissions: 31 },
      { id: 'ocRoomShare:13', share_type: 10, permissions: '1', share_with: ['x'] }
    ])
  )
  expect(await readShares(requests, 'a b')).toEqual([
    {
      id: '11',
      kind: 'link',
      name: '',
      userId: '',
      right: 'read',
      url: 'https://moln.insjoverket.test/s/Qc8',
      hasPassword: true,
      expires: '2027-01-31'
    },
    { id: '12', kind: 'user', name: 'Johan', userId: 'johan', right: 'edit', hasPassword: false }
  ])
  expect(asked[0]?.url).toContain('path=%2Fa+b')
})

it('a sharee that is found exactly and by name is one', async () => {
  const johan = { label: 'Johan', value: { shareWith: 'johan' } }
  const { requests } = serverThat(
    ocs({ exact: { users: [johan] }, users: [johan], groups: [{ label: 'Ledning', value: { shareWith: 'l' } }] })
  )
  expect(await findSharees(requests, 'jo', false)).toEqual([
    { kind: 'user', id: 'johan', name: 'Johan' },
    { kind: 'group', id: 'l', name: 'Ledning' }
  ])
})
