import { expect, test, vi } from 'vitest'

vi.mock('../bridge', () => ({ invoke: () => Promise.resolve() }))
const { mediaRoutes, ownIceServers } = await import('./peers')
const { passesAsHtml } = await import('./trustedTypes')

test('Helpers stay on the own hosts, over TCP or TLS', () => {
  const urls = [
    'turns:mote.example.test:443',
    'turn:mote.example.test:3478',
    'stun:elsewhere.test',
    'turns:elsewhere.test:443'
  ]
  expect(ownIceServers([{ urls }], ['mote.example.test'])).toEqual([{ urls: ['turns:mote.example.test:443'] }])
})

test('The selected pair tells where media goes, and relayed media is left out', () => {
  const reports = (candidateType: string) => [
    { id: 't', type: 'transport', selectedCandidatePairId: 'p' },
    { id: 'p', localCandidateId: 'l', remoteCandidateId: 'r', bytesReceived: 5, bytesSent: 7 },
    { id: 'l', candidateType },
    { id: 'r', address: '192.0.2.1', port: 40_000 }
  ]
  expect(mediaRoutes(reports('host'))).toEqual([{ address: '192.0.2.1', port: 40_000, bytesIn: 5, bytesOut: 7 }])
  expect(mediaRoutes(reports('relay'))).toEqual([])
})

test('Only what is read, and empty test elements, pass as HTML', () => {
  expect(passesAsHtml('<iq type="result"/>', 'DOMParser parseFromString')).toBe(true)
  expect(passesAsHtml('<textarea>x</textarea>', 'Element innerHTML')).toBe(true)
  expect(passesAsHtml('<img src=x onerror=alert(1)>', 'Element innerHTML')).toBe(false)
  expect(passesAsHtml("<a href='javascript:alert(1)'></a>", 'Element innerHTML')).toBe(false)
})
