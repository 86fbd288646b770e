import { expect, test } from 'vitest'
import { parseMeeting } from './address'
import { readConfig } from './readConfig'

const meeting = { host: 'mote.example.test', room: 'mote-a' }
const good = {
  hosts: { domain: 'xmpp.example.test', muc: 'muc.xmpp.example.test' },
  websocket: 'wss://mote.example.test/xmpp-websocket'
}
const nobody = () => false

test('The service address carries the room', () => {
  expect(readConfig(good, meeting, nobody)?.serviceUrl).toBe('wss://mote.example.test/xmpp-websocket?room=mote-a')
})

test('A foreign or unencrypted service is no service', () => {
  for (const websocket of [
    'wss://elsewhere.test/x',
    'ws://mote.example.test/x',
    'wss://mote.example.test.elsewhere.test/x'
  ])
    expect(readConfig({ ...good, websocket }, meeting, nobody)).toBeUndefined()
})

test('Foreign helpers are left out, and the rest still works', () => {
  const read = readConfig({ ...good, conferenceRequestUrl: 'https://elsewhere.test/r' }, meeting, nobody)
  expect(read).toMatchObject({ conferenceRequestUrl: undefined, hosts: ['mote.example.test'] })
})

test('Numbers are kept within reason and wrong types count as absent', () => {
  expect(readConfig({ ...good, resolution: 100_000, p2p: 'yes' }, meeting, nobody)).toMatchObject({
    resolution: 1080,
    p2pEnabled: true
  })
})

test('Settings without hosts are not understood', () => {
  expect(readConfig({ websocket: good.websocket }, meeting, nobody)).toBeUndefined()
})

test('An address loses its query and fragment, and the room is in lower case', () => {
  const read = parseMeeting('https://mote.example.test/Mote-A?jwt=x#config.p2p=1', '', 'https://mote.example.test')
  expect(read).toMatchObject({
    ok: true,
    value: { url: 'https://mote.example.test/mote-a', room: 'mote-a', folder: '/' }
  })
})

test('A meeting elsewhere is not joined', () => {
  const read = parseMeeting('https://elsewhere.test/a', '', 'https://mote.example.test')
  expect(read).toEqual({ ok: false, error: { code: 'foreignHost', host: 'elsewhere.test' } })
})
