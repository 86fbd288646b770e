import { Agent } from 'undici'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { startTestFiles } from '../../../scripts/stack/files/testing/server'
import { systemClock } from '../clock'
import { SeededRandom } from '../testing/pair'
import { askCapabilities } from './capabilities'
import { openPush } from './push'
import type { PushPort } from '../ports'
import type { TestFiles } from '../../../scripts/stack/files/testing/server'

let files: TestFiles
let agent: Agent
let push: PushPort | undefined

beforeAll(async () => {
  files = await startTestFiles()
})
afterAll(() => files.stop())
beforeEach(() => {
  agent = new Agent()
})
afterEach(async () => {
  push?.stop()
  await agent.destroy()
})

const deps = (appPassword: string) => ({
  dispatcher: agent,
  credentials: { loginName: 'anna', appPassword },
  userAgent: 'Samverk/test',
  requestId: () => 'r',
  server: files.url,
  clock: systemClock,
  random: new SeededRandom(1)
})

/** The words of a push connection as they come. */
function listen() {
  const heard: string[] = []
  let wake: () => void = () => undefined
  const say = (word: string) => () => {
    heard.push(word)
    wake()
  }
  return {
    listener: {
      connected: say('connected'),
      notified: say('notified'),
      lost: say('lost'),
      failed: (code: string) => {
        say(code)()
      }
    },
    next: async (): Promise<string> => {
      while (heard.length === 0)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      return heard.shift() ?? ''
    }
  }
}

it('says what the server offers, and which names it refuses', async () => {
  const offered = await askCapabilities(deps('Annas-hemlighet-1'))
  expect(offered.push?.websocket).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\//u)
  expect(offered.refusesName('.htaccess')).toBe(true)
  expect(offered.refusesName('rapport.odt')).toBe(false)
})

it('hears of changes on the server, and of nothing before it is signed in', async () => {
  const { push: endpoints } = await askCapabilities(deps('Annas-hemlighet-1'))
  if (endpoints === undefined) throw new Error('no push')
  for (const used of [endpoints, { ...endpoints, preAuth: undefined }]) {
    const { listener, next } = listen()
    push = openPush({ ...deps('Annas-hemlighet-1'), endpoints: used })
    push.start(listener)
    expect(await next()).toBe('connected')
    await files.file('PUT', '/ny.txt', { body: used.preAuth ?? 'lösenord' })
    expect(await next()).toBe('notified')
    push.stop()
  }
})

it('a refused sign-in is said and tried again later, not at once', async () => {
  const { push: endpoints } = await askCapabilities(deps('Annas-hemlighet-1'))
  if (endpoints === undefined) throw new Error('no push')
  const { listener, next } = listen()
  const waits: number[] = []
  const clock = {
    ...systemClock,
    after: (ms: number) => {
      waits.push(ms)
      return () => undefined
    }
  }
  push = openPush({ ...deps('fel'), clock, endpoints: { ...endpoints, preAuth: undefined } })
  push.start(listener)
  expect(await next()).toBe('signedOut')
  expect(await next()).toBe('lost')
  expect(waits.every((ms) => ms >= 10_000)).toBe(true)
})
