import { X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { generate } from 'selfsigned'

import { hosts } from './layout'

const dayMs = 86_400_000

/** The certificates that the TLS front can answer with; all but `good` are for tests. */
export const certificateKinds = ['good', 'wrong-host', 'expired', 'self-signed'] as const
export type CertificateKind = (typeof certificateKinds)[number]

export const caPath = (tlsDir: string): string => resolve(tlsDir, 'ca.pem')
export const certificatePaths = (tlsDir: string, kind: CertificateKind) => ({
  cert: resolve(tlsDir, `${kind}.pem`),
  key: resolve(tlsDir, `${kind}.key`)
})

/** Makes the local CA and its leaf certificates, unless they are there and hold for another week. */
export async function makeCertificates(tlsDir: string, now: Date): Promise<void> {
  if (isFresh(tlsDir, now)) return
  mkdirSync(tlsDir, { recursive: true, mode: 0o700 })
  const ca = await makeAuthority(now)
  write(caPath(tlsDir), ca.cert)
  write(resolve(tlsDir, 'ca.key'), ca.private)
  const year = { from: now, days: 365 }
  const names = Object.values(hosts)
  const leaves: Record<CertificateKind, ReturnType<typeof makeLeaf>> = {
    good: makeLeaf(names, year, ca),
    'wrong-host': makeLeaf(['annan.exempel.test'], year, ca),
    expired: makeLeaf(names, { from: new Date(now.getTime() - 40 * dayMs), days: 30 }, ca),
    'self-signed': makeLeaf(names, year)
  }
  for (const kind of certificateKinds) {
    const leaf = await leaves[kind]
    write(certificatePaths(tlsDir, kind).cert, leaf.cert)
    write(certificatePaths(tlsDir, kind).key, leaf.private)
  }
}

function isFresh(tlsDir: string, now: Date): boolean {
  const { cert } = certificatePaths(tlsDir, 'good')
  if (!existsSync(cert) || !existsSync(certificatePaths(tlsDir, 'self-signed').key)) return false
  return Date.parse(new X509Certificate(readFileSync(cert)).validTo) > now.getTime() + 7 * dayMs
}

const makeAuthority = (now: Date) =>
  generate([{ name: 'commonName', value: 'Insjöverkets lokala utfärdare' }], {
    ...shared,
    notBeforeDate: new Date(now.getTime() - dayMs),
    notAfterDate: new Date(now.getTime() + 3650 * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true }
    ]
  })

const makeLeaf = (
  names: readonly string[],
  valid: { readonly from: Date; readonly days: number },
  ca?: { readonly private: string; readonly cert: string }
) =>
  generate([{ name: 'commonName', value: names[0] ?? '' }], {
    ...shared,
    // An hour of grace, for clients whose clock is a little behind.
    notBeforeDate: new Date(valid.from.getTime() - 3_600_000),
    notAfterDate: new Date(valid.from.getTime() + valid.days * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: names.map((value) => ({ type: 2 as const, value })) }
    ],
    ...(ca === undefined ? {} : { ca: { key: ca.private, cert: ca.cert } })
  })

const shared = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const

const write = (path: string, pem: string): void =>
  writeFileSync(path, pem.endsWith('\n') ? pem : `${pem}\n`, { mode: 0o600 })
