/** The endpoints that discovery, policy or the user's own hand gave. Absent services are hidden in the app. */
export interface AgencyServices {
  /** The agency's name as it calls itself, else its domain. */
  readonly name: string
  readonly domain: string
  readonly chat: { readonly baseUrl: string; readonly userId: string }
  readonly files?: { readonly baseUrl: string; readonly loginName: string }
  readonly meetings?: { readonly baseUrl: string }
  readonly calendar?: { readonly baseUrl: string }
}

export type ServiceName = 'chat' | 'files' | 'meetings'

/** What sign-in found out about one service before any secret was sent. */
export type ServiceState =
  | { readonly state: 'ready' }
  | { readonly state: 'unreachable' }
  | { readonly state: 'certificate'; readonly problem: CertificateProblemKey }
  | { readonly state: 'notUnderstood' }
  | { readonly state: 'maintenance' }
  | { readonly state: 'ssoOnly' }

export type CertificateProblemKey = 'expired' | 'wrongHost' | 'selfSigned' | 'unknownAuthority' | 'notReadable'

export interface DiscoveredService {
  readonly service: ServiceName
  readonly host: string
  readonly state: ServiceState
}

export interface Discovery {
  readonly address: string
  /** True when only the agency's domain was typed: who signs in is asked for together with the password. */
  readonly asksName: boolean
  readonly services: AgencyServices
  readonly found: readonly DiscoveredService[]
}

/** Server addresses typed by hand, as the user wrote them; empty means the agency has none. */
export interface ManualServers {
  readonly address: string
  readonly chat: string
  readonly files: string
  readonly meetings: string
}

export type DiscoveryError =
  | { readonly code: 'addressInvalid' }
  | { readonly code: 'agencyUnknown'; readonly domain: string; readonly suggestion?: string }
  | { readonly code: 'serverDown'; readonly host: string }
  | { readonly code: 'certificate'; readonly host: string; readonly problem: CertificateProblemKey }
  | { readonly code: 'serverAddressInvalid'; readonly service: ServiceName }

export type SignInError =
  | { readonly code: 'passwordWrong' }
  | { readonly code: 'nameInvalid' }
  | { readonly code: 'accountLocked' }
  | { readonly code: 'tooManyAttempts'; readonly retryAfterSeconds: number }
  | { readonly code: 'ssoOnly'; readonly host: string }
  | { readonly code: 'filesRefused'; readonly host: string }
  | { readonly code: 'serverDown'; readonly host: string }
  | { readonly code: 'certificate'; readonly host: string; readonly problem: CertificateProblemKey }
  | { readonly code: 'keyring'; readonly state: 'locked' | 'unavailable' }
  | { readonly code: 'nothingToSignInTo' }

/** One person at one agency, signed in. */
export interface Account {
  readonly services: AgencyServices
  readonly address: string
  readonly displayName: string
  /** False when only the file server refused; the app then works without files until signed in there. */
  readonly hasFiles: boolean
}

export type AccountState =
  | { readonly state: 'signedOut'; readonly earlierAddresses: readonly string[] }
  | { readonly state: 'keyringLocked' }
  | { readonly state: 'keyringUnavailable' }
  | { readonly state: 'keyringChanged' }
  | { readonly state: 'signedIn'; readonly account: Account }
