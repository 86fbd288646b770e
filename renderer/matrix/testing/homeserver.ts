import { registerPerson, signIn, startApp, type TestApp } from './app'
import type { SessionMessage } from '../contract'

export type TestHomeserver = {
  readonly url: string
  readonly sharedSecret: string
}

export type TestPerson = {
  readonly app: TestApp
  readonly session: SessionMessage
  readonly user: string
  readonly password: string
  readonly recoveryCode: string
}

/** A new person with an identity and a recovery code, signed in and live. */
export const newPerson = async (
  server: TestHomeserver,
  name: string,
  fetchImpl?: typeof fetch
): Promise<TestPerson> => {
  const { user, password } = await registerPerson(server.url, server.sharedSecret, name)
  const session = await signIn(server.url, user, password, { keepPassword: true })
  const app = await startApp(copyOf(session), fetchImpl)
  await app.until('needs set-up', () => app.last('recovery')?.state === 'needsSetup')
  const recoveryCode = await app.core.commands.setUpRecovery()
  return { app, session, user, password, recoveryCode }
}

/** The core overwrites nothing of what the test keeps. */
export const copyOf = (session: SessionMessage): SessionMessage => ({ ...session, storeKey: session.storeKey.slice() })

/** The same computer again: the stores are still there, no password. */
export const restart = (session: SessionMessage, fetchImpl?: typeof fetch): Promise<TestApp> => {
  const { password: _password, ...rest } = copyOf(session)
  return startApp({ ...rest, isNewDevice: false }, fetchImpl)
}

/** An encrypted direct chat that both are in; returns the room's id. */
export const directChat = async (one: TestApp, other: TestApp): Promise<string> => {
  const roomId = await one.core.commands.createDirect([other.session.userId])
  await other.until('the invitation', () =>
    other.rooms().find(({ id, membership }) => id === roomId && membership === 'invite')
  )
  await other.core.commands.joinRoom(roomId)
  for (const app of [one, other]) {
    await app.until('both in the room', () =>
      app
        .rooms()
        .find(
          ({ id, membership, encrypted, memberCount }) =>
            id === roomId && membership === 'join' && encrypted && memberCount === 2
        )
    )
    await app.core.commands.openRoom(roomId)
  }
  return roomId
}

/** A fetch that can be cut and mended, and that can lose the answer to a request after the server had it. */
export const makeNetwork = (): {
  readonly fetch: typeof fetch
  cut: boolean
  /** Requests whose answer is lost. */
  loseAnswerTo: ((url: URL, method: string) => boolean) | null
  readonly sends: string[]
} => {
  const network = {
    cut: false,
    loseAnswerTo: null as ((url: URL, method: string) => boolean) | null,
    sends: [] as string[],
    fetch: async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
      if (network.cut) throw new TypeError('fetch failed')
      const url = new URL(input instanceof Request ? input.url : input)
      const method = init?.method ?? 'GET'
      if (url.pathname.includes('/send/')) network.sends.push(url.pathname)
      const response = await fetch(input, init)
      if (network.loseAnswerTo?.(url, method) === true) throw new TypeError('fetch failed')
      return response
    }
  }
  return network
}
