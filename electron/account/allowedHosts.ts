import type { AgencyServices } from '../../shared/model/account'
import type { AllowedHost } from '../../shared/model/egress'

/** Hosts that may be reached while somebody signs in: the domain typed, and the servers it named. */
export function hostsForSignIn(domain: string, services?: AgencyServices): AllowedHost[] {
  const typed: AllowedHost = {
    host: domain,
    port: 443,
    kind: 'signin',
    rule: 'signin',
    namedBy: domain,
    subdomains: true
  }
  const named = services
    ? hostsOfAccount(services).map((entry) => ({ ...entry, kind: 'signin', rule: 'signin' }) as const)
    : []
  return [typed, ...named]
}

/** Hosts of an account's services, each for its own purpose (contracts.md section 2). */
export function hostsOfAccount({ domain, chat, files, meetings, calendar }: AgencyServices): AllowedHost[] {
  const entry = (kind: AllowedHost['kind'], url: string | undefined): AllowedHost[] => {
    if (url === undefined) return []
    const { hostname, port } = new URL(url)
    return [{ host: hostname, port: Number(port || 443), kind, rule: 'service', namedBy: domain }]
  }
  return [
    ...entry('chat', chat.baseUrl),
    ...entry('files', files?.baseUrl),
    ...entry('meetings', meetings?.baseUrl),
    ...entry('calendar', calendar?.baseUrl)
  ]
}
