import { expect, it, vi } from 'vitest'
import type { SendHttp } from '../net/request'
import { signInToFiles } from './filesSignIn'

vi.mock('electron', () => ({ net: {} }))

/** A server that answers the question for an app password, and then who that password is. */
function server(
  granted: { readonly status: number; readonly data: unknown; readonly message?: string },
  user: unknown
) {
  const asked: string[] = []
  const send: SendHttp = ({ url, headers = {} }) => {
    const secret = Buffer.from(String(headers['Authorization']).slice('Basic '.length), 'base64').toString('utf8')
    asked.push(`${new URL(url).pathname} ${secret}`)
    const { status, data, message = '' } = url.includes('getapppassword') ? granted : { status: 200, data: user }
    const body = Buffer.from(JSON.stringify({ ocs: { meta: { statuscode: status, message }, data } }))
    return Promise.resolve({ status, headers: {}, url, body })
  }
  return { asked, signIn: () => signInToFiles(send, 'https://moln.insjoverket.test', 'sara', 'hemligt', 'Samverk') }
}

it('the password is changed for an app password, and that one is asked who it is', async () => {
  const { asked, signIn } = server({ status: 200, data: { apppassword: 'app' } }, { id: 'f3a1' })
  expect(await signIn()).toEqual({ loginName: 'sara', userId: 'f3a1', appPassword: 'app' })
  expect(asked).toEqual(['/ocs/v2.php/core/getapppassword sara:hemligt', '/ocs/v2.php/cloud/user sara:app'])
})

it('what was typed may be an app password already: the server gives no other for it', async () => {
  const { signIn } = server(
    { status: 403, data: [], message: 'You cannot request an new apppassword with an apppassword' },
    { id: 1234 }
  )
  expect(await signIn()).toEqual({ loginName: 'sara', userId: '1234', appPassword: 'hemligt' })
})

it.each([
  ['refuses it', { status: 401, data: [] }, { id: 'sara' }],
  ['gives none', { status: 200, data: [] }, { id: 'sara' }],
  [
    'wants the password once more',
    { status: 403, data: [], message: 'Password confirmation is required' },
    { id: 'sara' }
  ],
  ['does not say who it is', { status: 200, data: { apppassword: 'app' } }, []]
])('there is no sign-in where the server %s', async (_what, granted, user) => {
  expect(await server(granted, user).signIn()).toBeUndefined()
})
