import { PassThrough, Readable, Writable } from 'node:stream'
import { expect, it, vi } from 'vitest'
import { HttpError, receiveInto } from './request'

vi.mock('electron', () => ({ net: {} }))

const url = 'https://moln.insjoverket.test/a'

/** Takes an answer of these parts, and gives what came and what went wrong. */
async function receive(
  parts: Iterable<Buffer> | Readable,
  headers: Record<string, string> = {},
  into: Writable = new PassThrough()
) {
  const taken: Buffer[] = []
  into.on('data', (part: Buffer) => taken.push(part))
  into.on('error', () => undefined)
  const response = Object.assign(parts instanceof Readable ? parts : Readable.from(parts), { headers })
  const onPart = vi.fn()
  const error: unknown = await receiveInto(into, response, { url, maxBytes: 10, onPart }).catch(
    (thrown: unknown) => thrown
  )
  return { error, text: Buffer.concat(taken).toString(), parts: onPart.mock.calls.length, into }
}
const two = [Buffer.from('hej '), Buffer.from('du')]
const codeOf = (error: unknown) => error instanceof HttpError && error.code

it('an answer goes where it is to go, part by part', async () => {
  expect(await receive(two, { 'content-length': '6' })).toMatchObject({ error: undefined, text: 'hej du', parts: 2 })
  // Of what was packed for the way the announced length is another.
  expect((await receive(two, { 'content-length': '3', 'content-encoding': 'gzip' })).error).toBeUndefined()
})

it.each([
  ['shorter', '7'],
  ['longer', '5'],
  ['of no length', 'x']
])('an answer that is %s than announced is none', async (_what, length) => {
  const { error, into } = await receive(two, { 'content-length': length })
  expect(codeOf(error)).toBe('unreachable')
  expect(into.destroyed).toBe(true)
})

it('an answer that breaks on the way is none', async () => {
  async function* broken() {
    yield* await Promise.resolve(two)
    throw new Error('net::ERR_CONNECTION_RESET')
  }
  const { error, into } = await receive(Readable.from(broken()))
  expect(codeOf(error)).toBe('unreachable')
  expect(into.destroyed).toBe(true)
})

it('an answer that is too large is left, and one that says so is not begun', async () => {
  expect(codeOf((await receive([...two, ...two])).error)).toBe('tooLarge')
  expect(await receive(two, { 'content-length': '11' })).toMatchObject({ text: '', parts: 0 })
})

it('what goes wrong where it is to go is not the network’s fault', async () => {
  const full = Object.assign(new Error('full'), { code: 'ENOSPC' })
  const into = new Writable({ write: (_part, _encoding, done) => done(full) })
  expect((await receive(two, {}, into)).error).toBe(full)
})
