import type { MeetingConfig } from '../../shared/model/meeting'
import { readCapabilities, type Capabilities } from './capabilities'
import { peerConstraint, receiverConstraints, type ShownVideo } from './constraints'
import type { JitsiConference, JitsiConnection, JitsiLibrary, JitsiParticipant, JitsiTrack } from './library'
import { announceTracks, followLocal, libraryTrack, remoteTrack, type LocalTrack, type RemoteTrack } from './tracks'

// Builds of 2021 ask for ever; newer ones give up by themselves after a while.
const joinTimeoutMs = 20_000
const earlierIdsKey = 'samverk_earlier_ids'

export type ConferenceFailure =
  | 'noAnswer'
  | 'password'
  | 'membersOnly'
  | 'denied'
  | 'full'
  | 'ended'
  | 'kicked'
  /** The connection broke: try again with the same tracks. */
  | 'connectionLost'

export type ConferenceEvent =
  | { readonly type: 'joined'; readonly id: string; readonly capabilities: Capabilities }
  | { readonly type: 'failed'; readonly reason: ConferenceFailure }
  | { readonly type: 'came'; readonly id: string; readonly name: string; readonly isHost: boolean }
  | { readonly type: 'went'; readonly id: string }
  /** This person is no longer there: they came back by another id after their connection broke. */
  | { readonly type: 'ghost'; readonly id: string }
  | { readonly type: 'named'; readonly id: string; readonly name: string }
  | { readonly type: 'role'; readonly id: string; readonly isHost: boolean }
  /** Epoch milliseconds since when, 0 when it is down. */
  | { readonly type: 'hand'; readonly id: string; readonly raisedAt: number }
  | { readonly type: 'track'; readonly track: RemoteTrack }
  | { readonly type: 'trackGone'; readonly id: string }
  | { readonly type: 'level'; readonly id: string; readonly level: number }
  | { readonly type: 'dominant'; readonly id: string }
  | { readonly type: 'message'; readonly from: string; readonly text: string; readonly ts: number }
  | { readonly type: 'localEnded'; readonly track: LocalTrack }

export interface Conference {
  readonly add: (track: LocalTrack) => Promise<void>
  readonly remove: (track: LocalTrack) => Promise<void>
  readonly replace: (before: LocalTrack, after: LocalTrack) => Promise<void>
  readonly setHand: (raisedAt: number) => void
  readonly send: (text: string) => void
  readonly show: (videos: readonly ShownVideo[]) => void
  readonly leave: () => Promise<void>
}

interface JoinOptions {
  readonly library: JitsiLibrary
  readonly config: MeetingConfig
  readonly room: string
  readonly name: string
  readonly tracks: readonly LocalTrack[]
  readonly raisedAt: number
  /** Ids that this person had before the connection broke; the server shows them for a while yet. */
  readonly earlierIds: readonly string[]
  readonly onEvent: (event: ConferenceEvent) => void
}

/** Connects and joins. Everything that happens is told by `onEvent`; after `failed` this conference is over. */
export function joinConference(options: JoinOptions): Conference {
  const { library, config, room: roomName, name, tracks, raisedAt, earlierIds, onEvent } = options
  const { conference: on, connection: onConnection } = library.events
  let room: JitsiConference | undefined
  let capabilities: Capabilities = { secondVideo: false, bySource: true }
  let isOver = false
  let isAloneWithPeer = false
  const known = new Map<string, JitsiTrack>()
  const heard = new Set<JitsiTrack>()
  const local = new Set<LocalTrack>(tracks)

  const fail = (reason: ConferenceFailure) => {
    if (isOver) return
    isOver = true
    clearTimeout(timer)
    void close()
    onEvent({ type: 'failed', reason })
  }
  const timer = setTimeout(() => fail('noAnswer'), joinTimeoutMs)
  const connection: JitsiConnection = new library.JitsiConnection(null, null, {
    hosts: {
      domain: config.domain,
      muc: config.muc,
      ...(config.focus !== undefined && { focus: config.focus }),
      ...(config.anonymousDomain !== undefined && { anonymousdomain: config.anonymousDomain })
    },
    serviceUrl: config.serviceUrl,
    ...(config.keepAliveUrl !== undefined && { websocketKeepAliveUrl: config.keepAliveUrl }),
    ...(config.conferenceRequestUrl !== undefined && { conferenceRequestUrl: config.conferenceRequestUrl }),
    ...(config.focusUserJid !== undefined && { focusUserJid: config.focusUserJid }),
    p2pStunServers: [],
    flags: { ssrcRewritingEnabled: false }
  })
  const close = async () => {
    await room?.leave().catch(() => undefined)
    try {
      await connection.disconnect()
    } catch (error) {
      // It was gone already, which is what was wanted.
      console.info('disconnect', error)
    }
  }
  const listen = (event: string | undefined, listener: (...args: never[]) => void) => {
    // An event that a build lacks has no name there.
    if (event !== undefined) room?.on(event, listener)
  }
  const tell = (track: JitsiTrack) => {
    const told = remoteTrack(track, heard.has(track))
    if (told) onEvent({ type: 'track', track: told })
  }
  const addRemote = (track: JitsiTrack) => {
    const told = track.isLocal() ? undefined : remoteTrack(track, false)
    if (!told) return
    known.set(told.id, track)
    for (const media of told.stream.getTracks())
      for (const type of ['mute', 'unmute']) media.addEventListener(type, () => tell(track))
    const changed = library.events.track['TRACK_VIDEOTYPE_CHANGED']
    if (changed !== undefined) track.addEventListener(changed, () => tell(track))
    tell(track)
  }
  const tellGhosts = (ids: unknown) => {
    if (typeof ids !== 'string') return
    for (const id of ids.split(' ')) if (id !== '') onEvent({ type: 'ghost', id })
  }
  const follow = (conference: JitsiConference) => {
    listen(on['CONFERENCE_JOINED'], () => {
      clearTimeout(timer)
      capabilities = readCapabilities(conference)
      onEvent({ type: 'joined', id: conference.myUserId(), capabilities })
      onEvent({ type: 'role', id: conference.myUserId(), isHost: conference.isModerator() })
    })
    listen(on['CONFERENCE_FAILED'], (code: string) => fail(failureOf(code)))
    listen(on['KICKED'], () => fail('kicked'))
    listen(on['USER_JOINED'], (id: string, participant: JitsiParticipant) => {
      if (!isPerson(participant)) return
      onEvent({ type: 'came', id, name: participant.getDisplayName() ?? '', isHost: participant.isModerator() })
      onEvent({ type: 'hand', id, raisedAt: handOf(participant.getProperty('raisedHand')) })
      tellGhosts(participant.getProperty(earlierIdsKey))
    })
    listen(on['USER_LEFT'], (id: string) => onEvent({ type: 'went', id }))
    listen(on['DISPLAY_NAME_CHANGED'], (id: string, changed: string | undefined) =>
      onEvent({ type: 'named', id, name: changed ?? '' })
    )
    listen(on['USER_ROLE_CHANGED'], (id: string, role: string) =>
      // The role of oneself has other words in other builds.
      onEvent({
        type: 'role',
        id,
        isHost: id === conference.myUserId() ? conference.isModerator() : role === 'moderator'
      })
    )
    // The misspelling is the library's.
    listen(
      on['PARTICIPANT_PROPERTY_CHANGED'],
      (participant: JitsiParticipant, key: string, _: unknown, value: unknown) => {
        if (key === 'raisedHand') onEvent({ type: 'hand', id: participant.getId(), raisedAt: handOf(value) })
        if (key === earlierIdsKey) tellGhosts(value)
      }
    )
    listen(on['TRACK_ADDED'], addRemote)
    listen(on['TRACK_REMOVED'], (track: JitsiTrack) => {
      for (const [id, one] of known) {
        if (one !== track) continue
        known.delete(id)
        onEvent({ type: 'trackGone', id })
      }
    })
    listen(on['TRACK_MUTE_CHANGED'], (track: JitsiTrack) => {
      if (track.isLocal()) return
      heard.add(track)
      tell(track)
    })
    listen(on['TRACK_AUDIO_LEVEL_CHANGED'], (id: string, level: number) => onEvent({ type: 'level', id, level }))
    listen(on['DOMINANT_SPEAKER_CHANGED'], (id: string) => onEvent({ type: 'dominant', id }))
    listen(on['MESSAGE_RECEIVED'], (from: string, text: string, ts: unknown) =>
      onEvent({ type: 'message', from, text, ts: typeof ts === 'string' ? Date.parse(ts) : Date.now() })
    )
    listen(on['P2P_STATUS'], (_room: unknown, active: boolean) => {
      isAloneWithPeer = active
      if (active) void announceTracks(local)
    })
  }
  const start = async () => {
    room = connection.initJitsiConference(roomName, conferenceOptions(config))
    follow(room)
    room.setDisplayName(name)
    if (raisedAt > 0) room.setLocalParticipantProperty('raisedHand', raisedAt)
    if (earlierIds.length > 0) room.setLocalParticipantProperty(earlierIdsKey, earlierIds.join(' '))
    for (const track of tracks) await room.addTrack(libraryTrack(track))
    room.join()
  }
  if (onConnection['CONNECTION_ESTABLISHED'] !== undefined)
    connection.addEventListener(onConnection['CONNECTION_ESTABLISHED'], () => {
      start().catch((error: unknown) => {
        console.error('join', error)
        fail('noAnswer')
      })
    })
  for (const event of [onConnection['CONNECTION_FAILED'], onConnection['CONNECTION_DISCONNECTED']])
    if (event !== undefined) connection.addEventListener(event, () => fail('connectionLost'))
  const followOwn = (track: LocalTrack) => followLocal(library, track, () => onEvent({ type: 'localEnded', track }))
  for (const track of tracks) followOwn(track)
  connection.connect({ name: roomName })

  const joined = () => {
    if (!room || isOver) throw new Error('Not in the conference')
    return room
  }
  return {
    add: async (track) => {
      local.add(track)
      followOwn(track)
      const camera = [...local].find(({ kind }) => kind === 'camera')
      if (track.kind === 'screen' && camera && !capabilities.secondVideo)
        await joined().replaceTrack(libraryTrack(camera), libraryTrack(track))
      else await joined().addTrack(libraryTrack(track))
    },
    remove: async (track) => {
      local.delete(track)
      const camera = [...local].find(({ kind }) => kind === 'camera')
      if (track.kind === 'screen' && camera && !capabilities.secondVideo)
        await joined().replaceTrack(libraryTrack(track), libraryTrack(camera))
      else await joined().removeTrack(libraryTrack(track))
    },
    replace: async (before, after) => {
      local.delete(before)
      local.add(after)
      followOwn(after)
      await joined().replaceTrack(libraryTrack(before), libraryTrack(after))
    },
    setHand: (at) => joined().setLocalParticipantProperty('raisedHand', at),
    send: (text) => joined().sendTextMessage(text),
    show: (videos) => {
      if (!room || isOver) return
      if (isAloneWithPeer) room.setReceiverVideoConstraint?.(peerConstraint(videos))
      room.setReceiverConstraints?.(receiverConstraints(videos, capabilities, config.lastN))
    },
    leave: async () => {
      isOver = true
      clearTimeout(timer)
      await close()
    }
  }
}

function conferenceOptions(config: MeetingConfig): object {
  return {
    p2p: { enabled: config.p2pEnabled, stunServers: [] },
    channelLastN: config.lastN,
    ...(config.hiddenDomain !== undefined && { hiddenDomain: config.hiddenDomain }),
    // Not offered yet; left on, the library starts a worker for it that this page's rules refuse.
    testing: { disableE2EE: true },
    disableThirdPartyRequests: true,
    enableTalkWhileMuted: false,
    enableNoAudioDetection: false,
    enableNoisyMicDetection: false
  }
}

const isPerson = (participant: JitsiParticipant) =>
  participant.isHidden?.() !== true && (participant.getBotType?.() ?? '') === ''

/** Clients of 2021 and before write `true`, later ones since when. */
function handOf(value: unknown): number {
  if (value === 'true' || value === true) return 1
  const at = Number(value)
  return Number.isFinite(at) && at > 0 ? at : 0
}

function failureOf(code: string): ConferenceFailure {
  if (code === 'conference.passwordRequired') return 'password'
  if (code === 'conference.connectionError.membersOnly' || code.endsWith('membersOnly')) return 'membersOnly'
  if (/accessDenied|notAllowed|authenticationRequired/i.test(code)) return 'denied'
  if (/max_users/i.test(code)) return 'full'
  if (/destroyed/i.test(code)) return 'ended'
  return 'connectionLost'
}
