import { z } from '../zod'

/** What a deployment's config.js said, after validation: only this reaches the meeting window. */
export interface MeetingConfig {
  /** XMPP domains. They cannot be guessed from the web host's name. */
  readonly domain: string
  readonly muc: string
  readonly focus: string | undefined
  readonly anonymousDomain: string | undefined
  /** `wss:` or, where there is no websocket, `https:` (BOSH); carries `?room=`. */
  readonly serviceUrl: string
  readonly keepAliveUrl: string | undefined
  readonly conferenceRequestUrl: string | undefined
  readonly focusUserJid: string | undefined
  readonly hiddenDomain: string | undefined
  readonly p2pEnabled: boolean
  /** Height of the camera's picture, pixels. */
  readonly resolution: number
  /** How many videos the bridge may send, -1 for all. */
  readonly lastN: number
  /** Host names that may help with the connection (TURN); nothing else is asked. */
  readonly hosts: readonly string[]
}

/** One meeting on the agency's own server. */
export interface Meeting {
  /** Without query and fragment. */
  readonly url: string
  readonly host: string
  /** The folder before the room, with slashes on both sides: `/` or `/tenant/`. */
  readonly folder: string
  /** Lower case: the library refuses anything else. */
  readonly room: string
  readonly title: string
}

export const meetingChoicesSchema = z.object({
  /** Labels, not ids: every meeting has a session of its own, and ids differ between sessions. */
  camera: z.string().max(512),
  microphone: z.string().max(512),
  speaker: z.string().max(512),
  cameraOn: z.boolean(),
  microphoneOn: z.boolean(),
  mirrored: z.boolean()
})

/** Devices and states as they were chosen last; an empty label is the computer's own choice. */
export type MeetingChoices = z.infer<typeof meetingChoicesSchema>

export const defaultMeetingChoices: MeetingChoices = {
  camera: '',
  microphone: '',
  speaker: '',
  cameraOn: true,
  microphoneOn: true,
  mirrored: true
}

export type MeetingProblem =
  | { readonly code: 'serverDown'; readonly host: string }
  | { readonly code: 'certificate'; readonly host: string }
  | { readonly code: 'notUnderstood'; readonly host: string }
  | { readonly code: 'noLibrary'; readonly host: string }

export type MeetingSetup =
  | { readonly state: 'preparing'; readonly meeting: Meeting }
  | { readonly state: 'failed'; readonly meeting: Meeting; readonly problem: MeetingProblem }
  | {
      readonly state: 'ready'
      readonly meeting: Meeting
      readonly config: MeetingConfig
      readonly displayName: string
      readonly agency: string
      readonly choices: MeetingChoices
      /** The desktop shows its own picker (Wayland): the app must not ask for sources beforehand. */
      readonly desktopPicks: boolean
    }

/** A screen or a window that could be shared. */
export interface ScreenSource {
  readonly id: string
  readonly kind: 'screen' | 'window'
  readonly name: string
  /** A data URL. */
  readonly picture: string
}

export const mediaRouteSchema = z.object({
  id: z.string().max(128),
  address: z.string().max(64),
  port: z.number().int().min(0).max(65_535),
  bytesIn: z.number().min(0),
  bytesOut: z.number().min(0)
})

/** Where media goes beside the guard: the selected candidate pair of a peer connection. */
export type MediaRoute = z.infer<typeof mediaRouteSchema>

export type OpenMeetingError =
  | { readonly code: 'noMeetings' }
  /** Not on the agency's meeting server. */
  | { readonly code: 'foreignHost'; readonly host: string }
  | { readonly code: 'notAMeeting' }
