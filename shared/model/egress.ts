/** What a connection was for. `unknown` only on blocked attempts, where no allow-list entry says. */
export type EgressKind = 'chat' | 'files' | 'meetings' | 'calendar' | 'signin' | 'policy' | 'update' | 'unknown'

export type EgressVerdict = 'allowed' | 'blocked'

/** One line of the ledger: a connection (or a refused attempt), written when it closed. */
export interface EgressEntry {
  /** ISO 8601, when it was opened. */
  readonly t: string
  /** Who asked: `main`, `sync`, or the name of the session (`account`, `meeting`). */
  readonly process: string
  readonly kind: EgressKind
  readonly host: string
  readonly port: number
  readonly verdict: EgressVerdict
  /** Why it was allowed or blocked, e.g. `service`, `signin`, `policy`, `peer`, `not-allowed`. */
  readonly rule: string
  /** Bytes received and sent on the wire, TLS included. */
  readonly in: number
  readonly out: number
  /** How long the connection was open, milliseconds. */
  readonly ms: number
}

/** One way out: `host:port` may be reached, for this purpose, because somebody we trust named it. */
export interface AllowedHost {
  readonly host: string
  readonly port: number
  readonly kind: Exclude<EgressKind, 'unknown'>
  readonly rule: 'service' | 'signin' | 'policy' | 'named'
  /** Who named the host: the agency's discovery, the policy, or the service that pointed to it. */
  readonly namedBy: string
  /** Also allows every name below `host`; used while signing in, for redirects within the agency's own domain. */
  readonly subdomains?: true
}

/** The ledger summed per host and port for the traffic page. */
export interface EgressSummary {
  readonly host: string
  readonly port: number
  readonly kind: EgressKind
  readonly rule: string
  readonly verdict: EgressVerdict
  readonly connections: number
  readonly bytesIn: number
  readonly bytesOut: number
  readonly firstAt: string
  readonly lastAt: string
}
