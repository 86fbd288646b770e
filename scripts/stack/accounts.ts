import { createHmac } from 'node:crypto'

import { z } from 'zod'

import type { Person } from './people'

const nonceReply = z.object({ nonce: z.string() })
const errorReply = z.object({ errcode: z.string() })

/**
 * Registers the people on a homeserver by its shared secret; those who exist are left as they are.
 * https://element-hq.github.io/synapse/latest/admin_api/register_api.html
 */
export async function registerPeople(baseUrl: string, sharedSecret: string, people: readonly Person[]): Promise<void> {
  for (const person of people) await register(`${baseUrl}/_synapse/admin/v1/register`, sharedSecret, person)
}

async function register(url: string, sharedSecret: string, person: Person): Promise<void> {
  const { nonce } = nonceReply.parse(await (await fetch(url)).json())
  const mac = createHmac('sha1', sharedSecret)
    .update([nonce, person.id, person.password, 'notadmin'].join('\0'))
    .digest('hex')
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      nonce,
      mac,
      username: person.id,
      password: person.password,
      displayname: person.name,
      admin: false,
      // A device that nobody uses would stay in the person's list of sessions.
      inhibit_login: true
    })
  })
  if (response.ok) return
  const reply = errorReply.safeParse(await response.json())
  if (!reply.success || reply.data.errcode !== 'M_USER_IN_USE') {
    throw new Error(`Cannot register ${person.id}: HTTP ${response.status}`)
  }
}
