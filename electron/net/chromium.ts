import { app, net, session, type Certificate, type Session } from 'electron'
import { judgeCertificate, type CertificateProblem } from './certificates'
import { primeUrl, type Proxy } from './proxy'

const proxyName = 'guard.invalid'
// Chromium's own answer stands; see setCertificateVerifyProc.
const useChromiumsVerdict = -3

/** Chromium can resolve nothing but the guard, and reaches everything, loopback too, through it. Call before ready. */
export function closeChromiumsNetwork({ port }: Proxy): void {
  const { commandLine } = app
  commandLine.appendSwitch('proxy-server', `http://${proxyName}:80`)
  commandLine.appendSwitch('proxy-bypass-list', '<-loopback>')
  commandLine.appendSwitch('host-resolver-rules', `MAP ${proxyName}:80 127.0.0.1:${port}, MAP * ~NOTFOUND`)
  for (const name of [
    'disable-background-networking',
    'disable-component-update',
    'disable-domain-reliability',
    'no-pings'
  ])
    commandLine.appendSwitch(name)
  // Otherwise the first peer connection joins the local network's mDNS group: a packet that passes beside the guard.
  const disabled = [commandLine.getSwitchValue('disable-features'), 'WebRtcHideLocalIpsWithMdns']
  commandLine.appendSwitch('disable-features', disabled.filter(Boolean).join(','))
}

export interface Sessions {
  /** The session of a partition; `name` is what the ledger calls it. Ready when its network works from main too. */
  readonly open: (partition: string, name: string) => Promise<Session>
  /** Why the last certificate of this host was refused, if it was. */
  readonly certificateProblem: (host: string) => CertificateProblem | undefined
}

/** Guards every session as it is made: proxy credentials, certificates, no dictionary downloads. Call before ready. */
export function guardSessions(token: string, certificateAuthorities: readonly string[]): Sessions {
  const names = new WeakMap<Session, string>()
  const problems = new Map<string, CertificateProblem>()
  const primed = new WeakMap<Session, Promise<void>>()

  app.on('login', (event, webContents, _details, info, callback) => {
    if (!info.isProxy || info.host !== proxyName) return
    event.preventDefault()
    // The type says never null, but service workers have no page.
    const owner = webContents?.session
    callback((owner && names.get(owner)) ?? 'page', token)
  })
  app.on('session-created', (created) => {
    // An empty list at once: otherwise Chromium fetches a dictionary from a foreign host.
    created.setSpellCheckerLanguages([])
    created.setCertificateVerifyProc(({ hostname, certificate, errorCode }, callback) => {
      if (errorCode === 0) {
        callback(useChromiumsVerdict)
        return
      }
      const verdict = judgeCertificate(hostname, chainOf(certificate), certificateAuthorities, Date.now())
      if (verdict.ok) problems.delete(hostname)
      else problems.set(hostname, verdict.problem)
      callback(verdict.ok ? 0 : useChromiumsVerdict)
    })
  })
  return {
    open: async (partition, name) => {
      const opened = session.fromPartition(partition)
      names.set(opened, name)
      const ready = primed.get(opened) ?? prime(opened, name, token)
      primed.set(opened, ready)
      await ready
      return opened
    },
    certificateProblem: (host) => problems.get(host)
  }
}

/** Requests from main fail until the session has answered the proxy's 407 once. */
function prime(target: Session, name: string, token: string): Promise<void> {
  return new Promise((resolve) => {
    const request = net.request({ url: primeUrl, session: target })
    request.on('login', (info, callback) => (info.isProxy ? callback(name, token) : callback()))
    request.on('response', (response) => {
      response.on('data', () => undefined)
      resolve()
    })
    request.on('error', (error) => {
      console.error('The guard did not answer', error)
      resolve()
    })
    request.end()
  })
}

function chainOf(leaf: Certificate): string[] {
  const chain: string[] = []
  // The type says that every certificate has an issuer; the last one has none.
  let at: Partial<Certificate> | undefined = leaf
  while (at?.data !== undefined && chain.length < 8 && !chain.includes(at.data)) {
    chain.push(at.data)
    at = at.issuerCert
  }
  return chain
}
