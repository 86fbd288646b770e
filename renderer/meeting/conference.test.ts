import { expect, test, describe, vi } from 'vitest'
import type { MeetingConfig } from '../../shared/model/meeting'
import { joinConference, type ConferenceEvent } from './conference'
import { createTrack } from './tracks'
import type { JitsiLibrary, JitsiTrack } from './library'

const config: MeetingConfig = {
  domain: 'xmpp.example.test',
  muc: 'muc.example.test',
  focus: undefined,
  anonymousDomain: undefined,
  serviceUrl: 'wss://mote.example.test/xmpp-websocket?room=a',
  keepAliveUrl: undefined,
  conferenceRequestUrl: undefined,
  focusUserJid: undefined,
  hiddenDomain: undefined,
  p2pEnabled: true,
  resolution: 720,
  lastN: -1,
  hosts: ['mote.example.test']
}

// What differs between the library's ages: events and probes that are there, what throws, and words.
const ages = {
  2021: { secondVideo: false, bySource: false, hand: 'true', ownRole: 'none' },
  2026: { secondVideo: true, bySource: true, hand: '1795000000000', ownRole: 'participant' }
} as const

class Emitter {
  private readonly listeners = new Map<string, ((...args: never[]) => void)[]>()
  readonly on = (event: string, listener: (...args: never[]) => void) => {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener])
  }
  readonly addEventListener = this.on
  readonly emit = (event: string, ...args: unknown[]) => {
    for (const listener of this.listeners.get(event) ?? []) (listener as (...args: unknown[]) => void)(...args)
  }
}

function fakeTrack(type: 'audio' | 'video', videoType: string): JitsiTrack {
  let muted = false
  return {
    getType: () => type,
    getVideoType: () => videoType,
    getId: () => videoType,
    isLocal: () => true,
    isMuted: () => muted,
    mute: () => Promise.resolve(void (muted = true)),
    unmute: () => Promise.resolve(void (muted = false)),
    dispose: () => Promise.resolve(),
    getOriginalStream: () => ({ id: 'stream' }) as MediaStream,
    addEventListener: () => undefined
  }
}

function fakeLibrary(age: (typeof ages)[keyof typeof ages]) {
  const calls: [string, ...unknown[]][] = []
  const room = new Emitter()
  const connection = new Emitter()
  const note =
    (name: string) =>
    (...args: unknown[]) => {
      calls.push([name, ...args])
      return Promise.resolve()
    }
  const conference = {
    on: room.on,
    join: note('join'),
    leave: note('leave'),
    myUserId: () => 'me',
    isModerator: () => true,
    setDisplayName: note('setDisplayName'),
    setLocalParticipantProperty: note('property'),
    addTrack: (track: JitsiTrack) => {
      const hasVideo = calls.some(([name, one]) => name === 'addTrack' && (one as JitsiTrack).getType() === 'video')
      if (!age.secondVideo && hasVideo && track.getType() === 'video') throw new Error('Cannot add second video track')
      return note('addTrack')(track)
    },
    removeTrack: note('removeTrack'),
    replaceTrack: (before: JitsiTrack, after: JitsiTrack) => {
      if (age.secondVideo && before.getVideoType?.() !== after.getVideoType?.())
        throw new Error('not supported in this mode')
      return note('replaceTrack')(before, after)
    },
    sendTextMessage: note('send'),
    setReceiverConstraints: (given: { constraints?: object }) => {
      if (!given.constraints) throw new TypeError('constraints')
      void note('constraints')(given)
    },
    ...(age.secondVideo ? { getLocalVideoTracks: () => [] } : {}),
    ...(age.bySource ? {} : { selectParticipants: () => undefined })
  }
  const library = {
    logLevels: {},
    setLogLevel: () => undefined,
    init: () => undefined,
    createLocalTracks: ({ devices }: { devices: string[] }) =>
      Promise.resolve([
        devices[0] === 'audio'
          ? fakeTrack('audio', '')
          : fakeTrack('video', devices[0] === 'video' ? 'camera' : 'desktop')
      ]),
    JitsiConnection: class {
      readonly connect = () => queueMicrotask(() => connection.emit('established'))
      readonly disconnect = () => undefined
      readonly addEventListener = connection.addEventListener
      readonly initJitsiConference = () => conference
    },
    events: {
      conference: {
        CONFERENCE_JOINED: 'joined',
        CONFERENCE_FAILED: 'failed',
        USER_JOINED: 'userJoined',
        USER_ROLE_CHANGED: 'role',
        MESSAGE_RECEIVED: 'message',
        PARTICIPANT_PROPERTY_CHANGED: 'property'
      },
      connection: { CONNECTION_ESTABLISHED: 'established', CONNECTION_FAILED: 'connectionFailed' },
      track: {}
    }
  } as unknown as JitsiLibrary
  return { library, calls, room, connection }
}

async function joinFake(age: (typeof ages)[keyof typeof ages]) {
  const fake = fakeLibrary(age)
  const events: ConferenceEvent[] = []
  const camera = await createTrack(fake.library, 'camera', undefined, 720)
  const conference = joinConference({
    library: fake.library,
    config,
    room: 'a',
    name: 'Sara',
    tracks: [camera],
    raisedAt: 0,
    earlierIds: [],
    onEvent: (event) => events.push(event)
  })
  await vi.waitFor(() => expect(fake.calls.map(([name]) => name)).toContain('join'))
  fake.room.emit('role', 'me', age.ownRole)
  fake.room.emit('joined')
  return { ...fake, events, camera, conference }
}

describe.each([2021, 2026] as const)('a library of %i', (year) => {
  const age = ages[year]

  test('has the name and the tracks before it joins', async () => {
    const { calls } = await joinFake(age)
    expect(calls.map(([name]) => name)).toEqual(['setDisplayName', 'addTrack', 'join'])
  })

  test('tells what it can do when it has joined', async () => {
    const { events } = await joinFake(age)
    const { secondVideo, bySource } = age
    expect(events).toContainEqual({ type: 'joined', id: 'me', capabilities: { secondVideo, bySource } })
  })

  test('shares the screen and gives the camera back', async () => {
    const { calls, conference, library } = await joinFake(age)
    const screen = await createTrack(library, 'screen', undefined, 720)
    await conference.add(screen)
    await conference.remove(screen)
    const last = calls.slice(-2).map(([name]) => name)
    expect(last).toEqual(age.secondVideo ? ['addTrack', 'removeTrack'] : ['replaceTrack', 'replaceTrack'])
  })

  test('is asked for videos in its own words', async () => {
    const { calls, conference } = await joinFake(age)
    conference.show([{ participantId: 'b', source: undefined, kind: 'camera', onStage: false }])
    const [, given] = calls.at(-1) ?? []
    expect(given).toMatchObject(
      age.bySource
        ? { selectedSources: ['b-v0'], constraints: { 'b-v0': { maxHeight: 720 } } }
        : { selectedEndpoints: ['b'], constraints: { b: { maxHeight: 720 } } }
    )
  })

  test('says the own role in words that are not trusted', async () => {
    const { events } = await joinFake(age)
    expect(events).toContainEqual({ type: 'role', id: 'me', isHost: true })
  })

  test('tells a raised hand, however it is written', async () => {
    const { events, room } = await joinFake(age)
    room.emit('property', { getId: () => 'b' }, 'raisedHand', undefined, age.hand)
    expect(events.at(-1)).toMatchObject({ type: 'hand', id: 'b', raisedAt: age.hand === 'true' ? 1 : Number(age.hand) })
  })

  test('loses its connection once, however often it says so', async () => {
    const { events, connection } = await joinFake(age)
    connection.emit('connectionFailed', 'connection.droppedError')
    connection.emit('connectionFailed', 'connection.droppedError')
    expect(events.filter(({ type }) => type === 'failed')).toEqual([{ type: 'failed', reason: 'connectionLost' }])
  })
})
