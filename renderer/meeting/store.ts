import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import {
  defaultMeetingChoices,
  type MeetingChoices,
  type MeetingProblem,
  type MeetingSetup
} from '../../shared/model/meeting'
import type { ConferenceFailure } from './conference'
import type { LocalTrack, RemoteTrack } from './tracks'

export type Phase = 'preparing' | 'failed' | 'prejoin' | 'joining' | 'joined' | 'reconnecting'

export type DeviceProblem = 'none' | 'missing' | 'denied' | 'busy'

export interface Participant {
  readonly id: string
  readonly name: string
  readonly isHost: boolean
  /** Epoch milliseconds since when the hand is up, 0 when it is down. */
  readonly raisedAt: number
}

export interface ChatMessage {
  readonly key: number
  readonly from: string
  readonly name: string
  readonly text: string
  readonly ts: number
}

export interface MeetingState {
  readonly phase: Phase
  readonly setup: MeetingSetup | undefined
  readonly problem: MeetingProblem['code'] | Exclude<ConferenceFailure, 'connectionLost'> | 'libraryFailed' | undefined
  readonly name: string
  readonly choices: MeetingChoices
  readonly devices: readonly MediaDeviceInfo[]
  readonly cameraProblem: DeviceProblem
  readonly microphoneProblem: DeviceProblem
  /** Prejoin's pictures and sound, before anybody else gets them. */
  readonly preview: { readonly camera: MediaStream | undefined; readonly microphone: MediaStream | undefined }
  readonly me: Participant
  readonly joinedAtMs: number
  readonly people: ReadonlyMap<string, Participant>
  readonly tracks: ReadonlyMap<string, RemoteTrack>
  /** Who is heard right now. */
  readonly speaking: ReadonlySet<string>
  readonly microphone: LocalTrack | undefined
  readonly camera: LocalTrack | undefined
  readonly screen: LocalTrack | undefined
  readonly microphoneOn: boolean
  readonly cameraOn: boolean
  readonly messages: readonly ChatMessage[]
  readonly unread: number
  readonly panel: 'participants' | 'chat' | 'none'
  readonly dialog: 'none' | 'picker' | 'devices' | 'leave' | 'switch'
  readonly other: { readonly url: string; readonly title: string } | undefined
  /** Read out by screen readers, and shown for a moment. */
  readonly announcement: string
}

const nobody: Participant = { id: '', name: '', isHost: false, raisedAt: 0 }

export const meetingStore = createStore<MeetingState>(() => ({
  phase: 'preparing',
  setup: undefined,
  problem: undefined,
  name: '',
  choices: defaultMeetingChoices,
  devices: [],
  cameraProblem: 'none',
  microphoneProblem: 'none',
  preview: { camera: undefined, microphone: undefined },
  me: nobody,
  joinedAtMs: 0,
  people: new Map(),
  tracks: new Map(),
  speaking: new Set(),
  microphone: undefined,
  camera: undefined,
  screen: undefined,
  microphoneOn: true,
  cameraOn: true,
  messages: [],
  unread: 0,
  panel: 'participants',
  dialog: 'none',
  other: undefined,
  announcement: ''
}))

export const useMeeting = <T>(select: (state: MeetingState) => T): T => useStore(meetingStore, select)

/** The setup once it is ready. Views of prejoin and meeting exist only then. */
export function readySetup({ setup }: Pick<MeetingState, 'setup'>): Extract<MeetingSetup, { state: 'ready' }> {
  if (setup?.state !== 'ready') throw new Error('The meeting is not prepared')
  return setup
}
