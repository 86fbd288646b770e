import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { EgressEntry } from '../../shared/model/egress'
import { createAllowList } from './allowList'
import { createDial, type OpenConnection } from './dial'

let server: Server
let port: number
beforeEach(async () => {
  server = createServer((socket) => socket.end('hej'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterEach(() => server.close())

const setUp = () => {
  const told: { opened: OpenConnection[]; closed: OpenConnection[]; blocked: EgressEntry[] } = {
    opened: [],
    closed: [],
    blocked: []
  }
  const allowList = createAllowList()
  allowList.add([{ host: 'moln.insjoverket.test', port: 443, kind: 'files', rule: 'service', namedBy: 'discovery' }])
  const dial = createDial({
    allowList,
    ledger: {
      opened: (one) => told.opened.push(one),
      closed: (one) => told.closed.push(one),
      blocked: (one) => told.blocked.push(one)
    },
    developmentHosts: { 'moln.insjoverket.test:443': port, 'annanplats.test:443': port },
    nowMs: () => 0
  })
  return { dial, told }
}

it('connects to an allowed host, whatever its spelling, and tells the ledger of its beginning and end', async () => {
  const { dial, told } = setUp()
  const socket = await dial({ host: 'MOLN.insjoverket.test.', port: 443, process: 'sync' })
  expect(told.opened.map(({ entry }) => entry)).toEqual([
    {
      t: '1970-01-01T00:00:00.000Z',
      process: 'sync',
      host: 'moln.insjoverket.test',
      port: 443,
      kind: 'files',
      verdict: 'allowed',
      rule: 'service'
    }
  ])
  await new Promise((resolve) => socket.once('close', resolve).resume())
  expect(told.closed).toHaveLength(1)
  expect(told.closed[0]?.socket.bytesRead).toBe(3)
})

it.each([
  ['annanplats.test', 443],
  ['moln.insjoverket.test', 80],
  ['127.0.0.1', 443]
])('refuses %s:%i before anything leaves, and says so', async (host, at) => {
  const { dial, told } = setUp()
  await expect(dial({ host, port: at, process: 'main' })).rejects.toMatchObject({ code: 'EEGRESS', host })
  expect(told.opened).toEqual([])
  expect(told.blocked).toMatchObject([{ host, port: at, verdict: 'blocked', rule: 'not-allowed' }])
})
