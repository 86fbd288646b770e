import type { ShownVideo } from './constraints'
import type { MeetingState, Participant } from './store'

export interface Tile {
  readonly person: Participant
  readonly isMe: boolean
  /** The camera's picture, undefined while it is off. */
  readonly video: MediaStream | undefined
  readonly micOff: boolean
  readonly speaking: boolean
}

export interface Stage {
  readonly person: Participant
  readonly isMe: boolean
  readonly video: MediaStream
}

type Shown = Pick<
  MeetingState,
  'people' | 'tracks' | 'me' | 'speaking' | 'camera' | 'cameraOn' | 'microphoneOn' | 'screen'
>

/** Everybody's tile, oneself last. */
export function tilesOf({ people, tracks, me, speaking, camera, cameraOn, microphoneOn }: Shown): Tile[] {
  const all = [...tracks.values()]
  const others = [...people.values()].map((person): Tile => {
    const own = all.filter(({ participantId }) => participantId === person.id)
    const sound = own.find(({ kind }) => kind === 'audio')
    const micOff = sound?.muted ?? true
    return {
      person,
      isMe: false,
      video: own.find(({ kind, muted }) => kind === 'camera' && !muted)?.stream,
      micOff,
      speaking: !micOff && speaking.has(person.id)
    }
  })
  const mine: Tile = {
    person: me,
    isMe: true,
    video: cameraOn ? camera?.stream : undefined,
    micOff: !microphoneOn,
    speaking: microphoneOn && speaking.has(me.id)
  }
  return [...others, mine]
}

/** The screen that is shared, if any; somebody else's before one's own. */
export function stageOf({ people, tracks, me, screen }: Shown): Stage | undefined {
  for (const { kind, muted, participantId, stream } of tracks.values()) {
    const person = people.get(participantId)
    if (kind === 'screen' && !muted && person) return { person, isMe: false, video: stream }
  }
  return screen && { person: me, isMe: true, video: screen.stream }
}

/** The others' videos as they are shown, for the bridge. */
export function shownVideos(state: Shown): ShownVideo[] {
  return [...state.tracks.values()].flatMap(({ kind, muted, participantId, source }): ShownVideo[] =>
    kind === 'audio' || muted ? [] : [{ participantId, source, kind, onStage: kind === 'screen' }]
  )
}
