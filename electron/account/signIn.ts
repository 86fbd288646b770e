import type { AgencyServices, Discovery, DiscoveryError, ManualServers, SignInError } from '../../shared/model/account'
import { failure, success, type Result } from '../../shared/result'
import type { Policy } from '../../shared/policy'
import type { Guard } from '../net/guard'
import { HttpError, type SendHttp } from '../net/request'
import { parseAddress, suggestDomain, type WorkAddress } from './address'
import { hostsForSignIn } from './allowedHosts'
import { signInToChat, signOutOfChat, type ChatSession } from './chatSignIn'
import { discover, nameServices, readManual, readWellKnown } from './discovery'
import { signInToFiles, type FilesSession } from './filesSignIn'
import { probeServices } from './probe'

export interface SignedIn {
  readonly discovery: Discovery
  readonly chat: ChatSession
  readonly files: FilesSession | undefined
}

/** One attempt at signing in, from the address to the sessions. Its hosts are allowed until `end`. */
export interface SignIn {
  readonly discover: (input: string, knownDomains: readonly string[]) => Promise<Result<Discovery, DiscoveryError>>
  readonly discoverManual: (typed: ManualServers) => Promise<Result<Discovery, DiscoveryError>>
  /** `name` is who signs in, where only the agency's domain was typed. */
  readonly withPassword: (password: string, name?: string) => Promise<Result<SignedIn, SignInError>>
  /** After `filesRefused`: the chat session that was already made. */
  readonly withoutFiles: () => SignedIn | undefined
  /** The sessions are kept by their account: only the hosts of the sign-in are forgotten. */
  readonly succeed: () => void
  /** Given up: a session that was made and not kept is revoked. */
  readonly end: () => Promise<void>
}

interface SignInDependencies {
  readonly guard: Guard
  readonly send: SendHttp
  readonly userAgent: string
  readonly deviceName: string
  /** The agency's servers as its administrator wrote them down: that domain is not asked. */
  readonly managed: Policy['Services']
}

export function startSignIn({ guard, send, userAgent, deviceName, managed }: SignInDependencies): SignIn {
  let discovery: Discovery | undefined
  let chatOnly: SignedIn | undefined
  let forgetHosts = () => {}
  const allow = (domain: string, services?: AgencyServices) => {
    forgetHosts()
    forgetHosts = guard.allowList.add(hostsForSignIn(domain, services))
  }
  const { certificateProblem } = guard.sessions

  const probe = async ({ address, localpart }: WorkAddress, services: AgencyServices) => {
    allow(services.domain, services)
    const found = await probeServices(services, { send, certificateProblem })
    discovery = { address, asksName: localpart === undefined, services, found }
    return success(discovery)
  }
  const revokeUnused = async () => {
    const unused = chatOnly
    chatOnly = undefined
    if (unused)
      await signOutOfChat(send, unused.discovery.services.chat.baseUrl, unused.chat.accessToken).catch(logFailure)
  }

  return {
    discover: async (input, knownDomains) => {
      const address = parseAddress(input)
      if (!address) return failure({ code: 'addressInvalid' })
      const known = managed?.domain === address.domain ? readWellKnown(managed, address) : undefined
      if (known) return probe(address, known)
      allow(address.domain)
      const found = await discover(input, send)
      if (found.ok) return probe(address, found.value)
      return failure(explain(found.error, knownDomains, certificateProblem(address.domain)))
    },
    discoverManual: async (typed) => {
      const address = parseAddress(typed.address)
      if (address?.localpart === undefined) return failure({ code: 'addressInvalid' })
      const services = readManual(typed, address)
      return services.ok ? probe(address, services.value) : services
    },
    withPassword: async (password, name) => {
      if (!discovery) return failure({ code: 'nothingToSignInTo' })
      const found = discovery.asksName ? nameDiscovery(discovery, name ?? '') : discovery
      if (!found) return failure({ code: 'nameInvalid' })
      await revokeUnused()
      const { chat, files } = found.services
      if (found.found.some(({ service, state }) => service === 'chat' && state.state === 'ssoOnly'))
        return failure({ code: 'ssoOnly', host: new URL(chat.baseUrl).host })
      try {
        const session = await signInToChat(send, chat.baseUrl, chat.userId, password, deviceName)
        if (!session.ok) return session
        chatOnly = { discovery: found, chat: session.value, files: undefined }
        if (!files) return success(chatOnly)
        const filesSession = await signInToFiles(send, files.baseUrl, files.loginName, password, userAgent)
        if (!filesSession) return failure({ code: 'filesRefused', host: new URL(files.baseUrl).host })
        return success({ ...chatOnly, files: filesSession })
      } catch (error) {
        return failure(unreachable(error, certificateProblem))
      }
    },
    withoutFiles: () => chatOnly,
    succeed: () => {
      chatOnly = undefined
      forgetHosts()
    },
    end: async () => {
      await revokeUnused()
      forgetHosts()
    }
  }
}

/** What was found for a bare domain, for the person who signs in; undefined when the name can't be one. */
function nameDiscovery(discovery: Discovery, name: string): Discovery | undefined {
  const { domain } = discovery.services
  // A whole address is as good as a name, as long as it is one of this agency.
  const typed = name.trim()
  const address = parseAddress(typed.includes('@') ? typed : `${typed}@${domain}`)
  if (address?.localpart === undefined || address.domain !== domain) return undefined
  return { ...discovery, address: address.address, services: nameServices(discovery.services, address) }
}

const logFailure = (error: unknown) => console.error('A session that was not used could not be revoked', error)

function explain(
  error: DiscoveryError,
  knownDomains: readonly string[],
  problem: ReturnType<Guard['sessions']['certificateProblem']>
): DiscoveryError {
  if (error.code === 'certificate') return { ...error, problem: problem ?? 'notReadable' }
  if (error.code !== 'agencyUnknown') return error
  const suggestion = suggestDomain(error.domain, knownDomains)
  return suggestion === undefined ? error : { ...error, suggestion }
}

function unreachable(error: unknown, certificateProblem: Guard['sessions']['certificateProblem']): SignInError {
  if (!(error instanceof HttpError)) throw error
  const { host, hostname } = new URL(error.url)
  if (error.code !== 'certificate') return { code: 'serverDown', host }
  return { code: 'certificate', host, problem: certificateProblem(hostname) ?? 'notReadable' }
}
