import { MockAgent } from 'undici'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ORIGIN } from '../testing/scriptedServer'
import { identify } from './identity'

let agent: MockAgent

beforeEach(() => {
  agent = new MockAgent()
  agent.disableNetConnect()
})

afterEach(async () => {
  await agent.close()
})

function says(status: unknown, user?: unknown): ReturnType<typeof identify> {
  const answer = (path: string, body: unknown): void => {
    agent.get(ORIGIN).intercept({ method: 'GET', path }).reply(200, JSON.stringify(body))
  }
  answer('/status.php', status)
  if (user !== undefined) answer('/ocs/v1.php/cloud/user?format=json', user)
  return identify({
    server: ORIGIN,
    dispatcher: agent,
    credentials: { loginName: 'anna', appPassword: 'app-password' },
    userAgent: 'Samverk/test',
    requestId: () => 'request-1'
  })
}

const UP = { installed: true, maintenance: false }
const named = (id: unknown): unknown => ({ ocs: { data: { id } } })

it.each([
  ['anna', 'anna'],
  [1234, '1234']
])('says who the person is: %s', async (id, userId) => {
  await expect(says(UP, named(id))).resolves.toEqual({ userId })
})

it.each([
  ['an empty object', {}],
  ['a list', []],
  ['a server that is not set up', { installed: false, maintenance: false }],
  ['what says nothing of maintenance', { installed: true }],
  ['a text', 'welcome']
])('takes %s for no file server: no password is sent to it', async (_what, status) => {
  await expect(says(status)).rejects.toMatchObject({ code: 'captivePortal' })
})

it('waits while the server is being maintained', async () => {
  await expect(says({ installed: true, maintenance: true })).rejects.toMatchObject({
    code: 'maintenance',
    detail: { retryAfterMs: 120_000 }
  })
})

it.each([
  ['no name', undefined],
  ['an empty name', ''],
  ['a very long name', 'a'.repeat(257)],
  ['a list', ['anna']]
])('takes nobody for the person when the server says %s', async (_what, id) => {
  await expect(says(UP, named(id))).rejects.toMatchObject({ code: 'signedOut' })
})
