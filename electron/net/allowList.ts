import type { AllowedHost } from '../../shared/model/egress'

export interface AllowList {
  /** The entry that lets `host:port` through, or undefined: then nothing may be sent. */
  readonly find: (host: string, port: number) => AllowedHost | undefined
  /** Adds entries and returns what takes exactly these away again. */
  readonly add: (entries: readonly AllowedHost[]) => () => void
  readonly entries: () => readonly AllowedHost[]
}

export function createAllowList(): AllowList {
  const groups = new Set<readonly AllowedHost[]>()
  const all = () => [...groups].flat()
  return {
    find: (host, port) => {
      const name = canonicalHost(host)
      return all().find((entry) => entry.port === port && matches(entry, name))
    },
    add: (entries) => {
      const group = entries.map((entry) => ({ ...entry, host: canonicalHost(entry.host) }))
      groups.add(group)
      return () => void groups.delete(group)
    },
    entries: all
  }
}

/** Lower case and without the root's dot, so that one host has one spelling everywhere. */
export function canonicalHost(host: string): string {
  return host.toLowerCase().replace(/\.$/, '')
}

function matches(entry: AllowedHost, host: string): boolean {
  if (entry.host === host) return true
  return entry.subdomains === true && host.endsWith(`.${entry.host}`)
}
