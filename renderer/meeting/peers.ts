import { invoke } from '../bridge'
import type { MediaRoute } from '../../shared/model/meeting'

const reportIntervalMs = 2_000

/**
 * Keeps helpers to those on the meeting's own hosts, over TCP or TLS: names resolve only inside the guard, so UDP helpers
 * by name would fail anyway, and foreign ones would learn who meets.
 */
export function ownIceServers(servers: readonly RTCIceServer[], hosts: readonly string[]): RTCIceServer[] {
  const names = new Set(hosts.map((host) => host.replace(/:\d+$/, '')))
  return servers.flatMap((server) => {
    const urls = [server.urls].flat().filter((url) => {
      const match = /^(turns?):([^:?]+)(?::\d+)?(?:\?transport=(\w+))?$/.exec(url)
      const [, scheme, host, transport] = match ?? []
      return (
        host !== undefined && names.has(host) && (transport === 'tcp' || (scheme === 'turns' && transport !== 'udp'))
      )
    })
    return urls.length === 0 ? [] : [{ ...server, urls }]
  })
}

/** The addresses that media goes to beside the guard, from a connection's statistics. Relayed media goes through it. */
export function mediaRoutes(reports: Iterable<Readonly<Record<string, unknown>>>): Omit<MediaRoute, 'id'>[] {
  const byId = new Map<unknown, Readonly<Record<string, unknown>>>()
  for (const report of reports) byId.set(report['id'], report)
  return [...byId.values()].flatMap((report) => {
    if (report['type'] !== 'transport') return []
    const pair = byId.get(report['selectedCandidatePairId'])
    const local = byId.get(pair?.['localCandidateId'])
    const remote = byId.get(pair?.['remoteCandidateId'])
    if (!pair || !remote || local?.['candidateType'] === 'relay') return []
    const { address, port } = remote
    if (typeof address !== 'string' || typeof port !== 'number') return []
    return [{ address, port, bytesIn: count(pair['bytesReceived']), bytesOut: count(pair['bytesSent']) }]
  })
}

const count = (value: unknown) => (typeof value === 'number' && value >= 0 ? value : 0)

/** Puts every peer connection of the library under these rules, and tells main where media goes. Returns what stops it. */
export function guardPeers(hosts: readonly string[]): () => void {
  const peers = new Map<RTCPeerConnection, string>()
  let made = 0
  const Plain = window.RTCPeerConnection
  const filtered = (configuration: RTCConfiguration | undefined): RTCConfiguration => ({
    ...configuration,
    iceServers: ownIceServers(configuration?.iceServers ?? [], hosts)
  })
  class GuardedPeerConnection extends Plain {
    constructor(configuration?: RTCConfiguration) {
      super(filtered(configuration))
      made += 1
      peers.set(this, `peer-${made}`)
    }
    override setConfiguration(configuration?: RTCConfiguration): void {
      super.setConfiguration(filtered(configuration))
    }
  }
  window.RTCPeerConnection = GuardedPeerConnection
  const report = async () => {
    const routes: MediaRoute[] = []
    for (const [peer, id] of peers) {
      if (peer.connectionState === 'closed') peers.delete(peer)
      else {
        const reports: Readonly<Record<string, unknown>>[] = []
        const stats = await peer.getStats()
        stats.forEach((one: Readonly<Record<string, unknown>>) => reports.push(one))
        routes.push(...mediaRoutes(reports).map((route) => ({ id, ...route })))
      }
    }
    await invoke('meeting.media', routes)
  }
  const timer = setInterval(() => void report(), reportIntervalMs)
  return () => clearInterval(timer)
}
