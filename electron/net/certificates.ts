import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'

export type CertificateProblem = 'expired' | 'wrongHost' | 'selfSigned' | 'unknownAuthority' | 'notReadable'

export type CertificateVerdict = { readonly ok: true } | { readonly ok: false; readonly problem: CertificateProblem }

const maxChainLength = 8

/**
 * Judges a chain that Chromium did not accept, against the authorities that policy (or development) adds. Everything
 * must hold: host, dates, every signature up to one of `authorities`, and CA rights of every issuer.
 * @param chain PEM texts, leaf first. @param authorities PEM texts. @param nowMs the time to judge at.
 */
export function judgeCertificate(
  host: string,
  chain: readonly string[],
  authorities: readonly string[],
  nowMs: number
): CertificateVerdict {
  const certificates = chain.slice(0, maxChainLength).map(read)
  const [leaf] = certificates
  if (!leaf || certificates.includes(undefined)) return problem('notReadable')
  if (!isFor(leaf, host)) return problem('wrongHost')
  const trusted = authorities.map(read).filter((authority) => authority !== undefined)
  const path = pathToAuthority(leaf, certificates.slice(1) as X509Certificate[], trusted)
  if (!path) return problem(leaf.issuer === leaf.subject ? 'selfSigned' : 'unknownAuthority')
  if (!path.every((certificate) => isValidAt(certificate, nowMs))) return problem('expired')
  return { ok: true }
}

const problem = (what: CertificateProblem): CertificateVerdict => ({ ok: false, problem: what })

function read(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem)
  } catch {
    return undefined
  }
}

function isFor(leaf: X509Certificate, host: string): boolean {
  // checkIP ends the process when it is given a name.
  return (isIP(host) ? leaf.checkIP(host) : leaf.checkHost(host)) !== undefined
}

function isValidAt(certificate: X509Certificate, nowMs: number): boolean {
  return Date.parse(certificate.validFrom) <= nowMs && nowMs <= Date.parse(certificate.validTo)
}

function isIssuer(subject: X509Certificate, issuer: X509Certificate): boolean {
  return subject.checkIssued(issuer) && subject.verify(issuer.publicKey)
}

function pathToAuthority(
  leaf: X509Certificate,
  intermediates: readonly X509Certificate[],
  trusted: readonly X509Certificate[]
): X509Certificate[] | undefined {
  const path = [leaf]
  while (path.length <= maxChainLength) {
    const last = path.at(-1) ?? leaf
    const root = trusted.find((authority) => authority.ca && isIssuer(last, authority))
    if (root) return [...path, root]
    const next = intermediates.find(
      (candidate) => candidate.ca && !path.includes(candidate) && isIssuer(last, candidate)
    )
    if (!next) return undefined
    path.push(next)
  }
  return undefined
}
