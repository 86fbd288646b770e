import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { EgressEntry } from '../../shared/model/egress'
import { openLedger, type Ledger } from './ledger'

const day = '2026-11-22'
const nowMs = () => Date.parse(`${day}T09:00:10.000Z`)
const entry = (host: string, more: Partial<EgressEntry> = {}): EgressEntry => ({
  t: `${day}T09:00:00.000Z`,
  process: 'main',
  kind: 'chat',
  host,
  port: 443,
  verdict: 'allowed',
  rule: 'service',
  in: 1,
  out: 2,
  ms: 3,
  ...more
})
const hostsIn = async (ledger: Ledger) => (await ledger.read(`${day}T00:00:00.000Z`)).map(({ host }) => host)

let directory: string
let opened: Ledger[]
const open = () => {
  const ledger = openLedger(directory, nowMs)
  opened.push(ledger)
  return ledger
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'samverk-ledger-'))
  opened = []
})
afterEach(() => {
  for (const ledger of opened) ledger.close()
  rmSync(directory, { recursive: true, force: true })
})

it('shows a connection while it is open, with its bytes so far, and once when it has closed', async () => {
  const ledger = open()
  const socket = { bytesRead: 10, bytesWritten: 20 }
  const { in: _in, out: _out, ms: _ms, ...rest } = entry('matrix.insjoverket.test')
  const connection = { entry: rest, openedAtMs: nowMs() - 5, socket }
  ledger.opened(connection)
  expect(await ledger.read(`${day}T00:00:00.000Z`)).toEqual([{ ...rest, in: 10, out: 20, ms: 5 }])
  socket.bytesRead = 100
  ledger.closed(connection)
  ledger.closed(connection)
  expect(await ledger.read(`${day}T00:00:00.000Z`)).toEqual([{ ...rest, in: 100, out: 20, ms: 5 }])
})

it('keeps what was open when the app was killed', async () => {
  writeFileSync(join(directory, 'open.json'), JSON.stringify([entry('moln.insjoverket.test')]))
  expect(await hostsIn(open())).toEqual(['moln.insjoverket.test'])
  expect(existsSync(join(directory, 'open.json'))).toBe(false)
  expect(await hostsIn(open())).toEqual(['moln.insjoverket.test'])
})

it('starts with an open.json that was cut short', async () => {
  writeFileSync(join(directory, 'open.json'), '[{"t":"2026')
  expect(await hostsIn(open())).toEqual([])
})

it('leaves out a damaged line and keeps its neighbours', async () => {
  const file = join(directory, `${day}.jsonl`)
  for (const line of [
    JSON.stringify(entry('ett.test')),
    '{"t":"2026-',
    '[]',
    'null',
    JSON.stringify(entry('tva.test'))
  ])
    appendFileSync(file, `${line}\n`)
  expect(await hostsIn(open())).toEqual(['ett.test', 'tva.test'])
})

it('writes at most a hundred blocked attempts for each host and minute', async () => {
  const ledger = open()
  const blocked = entry('annanplats.test', { verdict: 'blocked', kind: 'unknown', rule: 'not-allowed' })
  for (let attempt = 0; attempt < 150; attempt++) ledger.blocked(blocked)
  ledger.blocked({ ...blocked, host: 'tredje.test' })
  const hosts = await hostsIn(ledger)
  expect(hosts.filter((host) => host === 'annanplats.test')).toHaveLength(100)
  expect(hosts).toContain('tredje.test')
})

it('forgets days that are older than ninety', () => {
  writeFileSync(join(directory, '2026-08-23.jsonl'), '')
  writeFileSync(join(directory, '2026-08-24.jsonl'), '')
  open()
  expect(existsSync(join(directory, '2026-08-23.jsonl'))).toBe(false)
  expect(existsSync(join(directory, '2026-08-24.jsonl'))).toBe(true)
})

it('writes what is still open when it closes', () => {
  const ledger = open()
  const { in: _in, out: _out, ms: _ms, ...rest } = entry('mote.insjoverket.test')
  ledger.opened({ entry: rest, openedAtMs: nowMs(), socket: { bytesRead: 7, bytesWritten: 8 } })
  ledger.close()
  expect(readFileSync(join(directory, `${day}.jsonl`), 'utf8')).toContain('"in":7,"out":8')
})
