import { focusDomain, focusJid, mucDomain } from './names'
import type { Occupant, RoomChange } from './roles'
import { afterPresence } from './roles'
import type { Component, Element } from './xmpp'
import { component, xml } from './xmpp'

export type Focus = {
  /** Makes sure the focus is in the room; answers what a conference request is told. */
  readonly invite: (room: string) => ConferenceAnswer
  /** Whether the meeting server has let it in. */
  readonly isOnline: () => boolean
  readonly stop: () => Promise<void>
}

export type ConferenceAnswer = {
  readonly room: string
  readonly ready: true
  readonly focusJid: string
  readonly properties: Readonly<Record<string, string>>
}

const conferenceNamespace = 'http://jitsi.org/protocol/focus'
const mucUser = 'http://jabber.org/protocol/muc#user'
const muteNamespaces = ['http://jitsi.org/jitmeet/audio', 'http://jitsi.org/jitmeet/video']

/**
 * Stands in for the conference focus: answers conference requests, enters the room as `focus`, makes the first person
 * a moderator (and another when the last one leaves), hands on a moderator's muting. It runs no bridge: media flows
 * only between two people.
 */
export function startFocus(settings: { readonly port: number; readonly secret: string }): Focus {
  const service = `xmpp://127.0.0.1:${settings.port}`
  const xmpp = component({ service, domain: focusDomain, password: settings.secret })
  const rooms = new Map<string, readonly Occupant[]>()
  let online = false

  const invite = (room: string): ConferenceAnswer => {
    if (!rooms.has(room)) {
      rooms.set(room, [])
      send(xmpp, enterPresence(room))
    }
    const properties = { authentication: 'false', 'visitors-supported': 'false' }
    return { room, ready: true, focusJid, properties }
  }

  // A meeting server that was started anew knows no rooms.
  xmpp.on('online', () => {
    rooms.clear()
    online = true
  })
  xmpp.on('disconnect', () => {
    online = false
  })
  xmpp.on('error', (error) => console.error('focus', error.message))
  xmpp.on('stanza', (stanza) => {
    const [room = '', nick = ''] = (stanza.attrs['from'] ?? '').split('/', 2)
    const occupants = rooms.get(room)
    if (!stanza.is('presence') || occupants === undefined) return
    const change = afterPresence(occupants, readPresence(stanza, nick))
    apply(xmpp, rooms, room, change)
  })
  xmpp.iqCallee.set(conferenceNamespace, 'conference', ({ element }) => {
    const room = element.attrs['room'] ?? ''
    if (!room.endsWith(`@${mucDomain}`)) return false
    const { properties } = invite(room)
    return xml(
      'conference',
      { xmlns: conferenceNamespace, room, ready: 'true', focusjid: focusJid },
      ...Object.entries(properties).map(([name, value]) => xml('property', { name, value }))
    )
  })
  for (const namespace of muteNamespaces) {
    xmpp.iqCallee.set(namespace, 'mute', ({ element, stanza }) => {
      const from = stanza.attrs['from'] ?? ''
      const target = element.attrs['jid'] ?? ''
      const room = target.split('/', 1)[0] ?? ''
      const muter = rooms.get(room)?.find(({ jid, nick }) => jid === from || `${room}/${nick}` === from)
      if (muter?.role !== 'moderator' || !target.includes('/')) return false
      const mute = xml('mute', { xmlns: namespace, actor: `${room}/${muter.nick}` }, element.text())
      send(xmpp, xml('iq', { type: 'set', id: `mute-${Date.now()}`, from: focusJid, to: target }, mute))
      return true
    })
  }
  // It tries again by itself until the meeting server is there.
  void xmpp.start().catch((error: unknown) => console.error('focus', String(error)))
  return {
    invite,
    isOnline: () => online,
    stop: async () => {
      await xmpp.stop()
    }
  }
}

function readPresence(stanza: Element, nick: string): Occupant & { readonly gone: boolean } {
  const item = stanza.getChild('x', mucUser)?.getChild('item')
  return {
    nick,
    jid: item?.attrs['jid'] ?? '',
    role: item?.attrs['role'] === 'moderator' ? 'moderator' : 'participant',
    gone: stanza.attrs['type'] === 'unavailable'
  }
}

function apply(xmpp: Component, rooms: Map<string, readonly Occupant[]>, room: string, change: RoomChange): void {
  rooms.set(room, change.occupants)
  if (change.promote !== undefined) {
    const item = xml('item', { jid: change.promote.jid.split('/', 1)[0], affiliation: 'owner' })
    const query = xml('query', { xmlns: 'http://jabber.org/protocol/muc#admin' }, item)
    send(xmpp, xml('iq', { type: 'set', id: `owner-${Date.now()}`, from: focusJid, to: room }, query))
  }
  if (change.isOver) {
    rooms.delete(room)
    send(xmpp, xml('presence', { type: 'unavailable', from: focusJid, to: `${room}/focus` }))
  }
}

const enterPresence = (room: string): Element =>
  xml(
    'presence',
    { from: focusJid, to: `${room}/focus` },
    xml('x', { xmlns: 'http://jabber.org/protocol/muc' }),
    xml('c', { xmlns: 'http://jabber.org/protocol/caps', hash: 'sha-1', node: 'http://jitsi.org/jicofo', ver: '-' })
  )

function send(xmpp: Component, stanza: Element): void {
  xmpp.send(stanza).catch((error: unknown) => console.error('focus', String(error)))
}
