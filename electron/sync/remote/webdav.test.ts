import { expect, it } from 'vitest'
import { openWebdav } from './webdav'
import type { Requester } from './requester'

type Wish = Parameters<Requester['request']>[0]

const ORIGIN = 'https://moln.insjoverket.test'

async function* nothing(): AsyncGenerator<Uint8Array> {
  await Promise.resolve()
  yield* []
}

/** Answers everything with this status, and keeps what it was asked. */
function requester(status: number): Requester & { readonly asked: Wish[] } {
  const asked: Wish[] = []
  return {
    asked,
    request: (wish) => {
      asked.push(wish)
      return Promise.resolve({ statusCode: status, headers: {}, body: nothing() })
    }
  }
}

it('two clients of one server each keep their own way to it, whichever was opened last', async () => {
  const [first, second] = [requester(201), requester(204)]
  const clients = [openWebdav(ORIGIN, first), openWebdav(ORIGIN, second)] as const
  expect((await clients[0](`${ORIGIN}/a`, 'MKCOL', { depth: '0' }, undefined)).status).toBe(201)
  expect((await clients[1](`${ORIGIN}/b`, 'MKCOL', { depth: '0' }, undefined)).status).toBe(204)
  expect([first, second].map(({ asked }) => asked.map(({ path }) => path))).toEqual([['/a'], ['/b']])
  expect(first.asked[0]?.headers).toMatchObject({ depth: '0' })
  expect(Object.keys(first.asked[0]?.headers ?? {})).not.toContain('x-owner')
})

it('nothing goes to another server', async () => {
  const own = requester(200)
  const client = openWebdav(ORIGIN, own)
  const other = openWebdav('https://annan.test', requester(200))
  await expect(client('https://annan.test/a', 'MKCOL', {}, undefined)).rejects.toMatchObject({
    code: 'foreignRedirect'
  })
  await expect(other(`${ORIGIN}/a`, 'MKCOL', {}, undefined)).rejects.toMatchObject({ code: 'foreignRedirect' })
  expect(own.asked).toEqual([])
})
