import { expect, it, vi } from 'vitest'
import { ocs, problemOf, serverThat } from '../testing/answers'
import { findSharees, readShares, share } from './shares'

vi.mock('electron', () => ({ net: {} }))

it('a link is made with its password and its last day at once, and a refusal says the reason of the server', async () => {
  const { requests, asked } = serverThat(ocs({ id: '1' }))
  const link = { kind: 'link', password: 'sten-sol-94-is', expires: '2026-12-31' } as const
  await share(requests, { path: 'a', isFolder: true }, link)
  expect(Object.fromEntries(new URLSearchParams(String(asked[0]?.body)))).toEqual({
    path: '/a',
    shareType: '3',
    permissions: '1',
    password: 'sten-sol-94-is',
    expireDate: '2026-12-31'
  })
  const strict = serverThat(ocs([], 403, 'Lösenord krävs')).requests
  expect(await problemOf(share(strict, { path: 'a', isFolder: false }, { kind: 'link' }))).toEqual({
    code: 'refused',
    reason: 'Lösenord krävs'
  })
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
      {
        id: 12,
        share_type: 0,
        share_with: 'johan',
        share_with_displayname: 'Johan',
        share_with_displayname_unique: 'johan@insjoverket.test',
        permissions: 31
      },
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
    {
      id: '12',
      kind: 'user',
      name: 'Johan',
      detail: 'johan@insjoverket.test',
      userId: 'johan',
      right: 'edit',
      hasPassword: false
    }
  ])
  expect(asked[0]?.url).toContain('path=%2Fa+b')
})

it('a sharee that is found exactly and by name is one', async () => {
  const johan = { label: 'Johan', value: { shareWith: 'johan' }, shareWithDisplayNameUnique: 'johan@insjoverket.test' }
  const { requests } = serverThat(
    ocs({ exact: { users: [johan] }, users: [johan], groups: [{ label: 'Ledning', value: { shareWith: 'l' } }] })
  )
  expect(await findSharees(requests, 'jo', false)).toEqual([
    { kind: 'user', id: 'johan', name: 'Johan', detail: 'johan@insjoverket.test' },
    { kind: 'group', id: 'l', name: 'Ledning' }
  ])
})
