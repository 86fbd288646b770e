import { generate } from 'selfsigned'
import { beforeAll, describe, expect, it } from 'vitest'
import { judgeCertificate } from './certificates'

interface Made {
  readonly cert: string
  readonly private: string
}

const now = new Date('2026-11-22T09:00:00Z')
const dayMs = 86_400_000
const host = 'matrix.insjoverket.test'

const authority = (name: string): Promise<Made> =>
  generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    notBeforeDate: new Date(now.getTime() - dayMs),
    notAfterDate: new Date(now.getTime() + 100 * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true }
    ]
  })

const leaf = (names: readonly string[], signer?: Made, days = 30, from = now): Promise<Made> =>
  generate([{ name: 'commonName', value: names[0] ?? '' }], {
    keyType: 'ec',
    notBeforeDate: new Date(from.getTime() - dayMs),
    notAfterDate: new Date(from.getTime() + days * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'subjectAltName', altNames: names.map((value) => ({ type: 2 as const, value })) }
    ],
    ...(signer && { ca: { key: signer.private, cert: signer.cert } })
  })

describe('a server’s certificate', () => {
  let ours: Made
  let others: Made
  beforeAll(async () => {
    ;[ours, others] = await Promise.all([authority('Insjöverkets utfärdare'), authority('Någon annan')])
  })
  const judge = (chain: readonly Made[], name = host) =>
    judgeCertificate(
      name,
      chain.map(({ cert }) => cert),
      [ours.cert],
      now.getTime()
    )

  it('is accepted when our authority signed it for the host', async () => {
    expect(judge([await leaf([host], ours)])).toEqual({ ok: true })
    expect(judge([await leaf([host], ours), ours])).toEqual({ ok: true })
  })
  it('is refused for another host', async () => {
    const other = await leaf(['annan.test'], ours)
    expect(judge([other])).toEqual({ ok: false, problem: 'wrongHost' })
    expect(judge([other], '127.0.0.1')).toEqual({ ok: false, problem: 'wrongHost' })
  })
  it('is refused when it has run out, and before it begins', async () => {
    const old = await leaf([host], ours, 30, new Date(now.getTime() - 40 * dayMs))
    const early = await leaf([host], ours, 30, new Date(now.getTime() + 10 * dayMs))
    expect(judge([old])).toEqual({ ok: false, problem: 'expired' })
    expect(judge([early])).toEqual({ ok: false, problem: 'expired' })
  })
  it('is refused when it signed itself', async () => {
    expect(judge([await leaf([host])])).toEqual({ ok: false, problem: 'selfSigned' })
  })
  it('is refused from an unknown authority, also when the chain brings that along', async () => {
    const foreign = await leaf([host], others)
    expect(judge([foreign])).toEqual({ ok: false, problem: 'unknownAuthority' })
    expect(judge([foreign, others])).toEqual({ ok: false, problem: 'unknownAuthority' })
  })
  it('is refused when a mere server of ours signed it', async () => {
    const server = await leaf(['moln.insjoverket.test'], ours)
    expect(judge([await leaf([host], server), server])).toEqual({ ok: false, problem: 'unknownAuthority' })
  })
  it('is refused when it cannot be read', () => {
    expect(judgeCertificate(host, [], [ours.cert], now.getTime())).toEqual({ ok: false, problem: 'notReadable' })
    expect(judgeCertificate(host, ['skräp'], [], now.getTime())).toEqual({ ok: false, problem: 'notReadable' })
  })
})
