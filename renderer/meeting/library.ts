/** The part of lib-jitsi-meet that conference.ts uses, typed by hand: published types do not describe old builds. */
type Listener = (...args: never[]) => void

export interface JitsiEmitter {
  readonly on: (event: string, listener: Listener) => void
}

export interface JitsiTrack {
  readonly getType: () => 'audio' | 'video'
  /** Absent on tracks of old builds until they are known. */
  readonly getVideoType?: () => string | undefined
  readonly getId: () => string | undefined
  readonly getParticipantId?: () => string
  readonly getSourceName?: () => string | undefined
  readonly isLocal: () => boolean
  readonly isMuted: () => boolean
  readonly mute: () => Promise<void>
  readonly unmute: () => Promise<void>
  readonly dispose: () => Promise<void>
  readonly getOriginalStream: () => MediaStream
  readonly addEventListener: (event: string, listener: Listener) => void
}

export interface JitsiParticipant {
  readonly getId: () => string
  readonly getDisplayName: () => string | undefined
  readonly isModerator: () => boolean
  readonly isHidden?: () => boolean
  readonly getBotType?: () => string | undefined
  readonly getProperty: (name: string) => unknown
}

export interface JitsiConference extends JitsiEmitter {
  readonly join: (password?: string) => void
  readonly leave: (reason?: string) => Promise<unknown>
  readonly myUserId: () => string
  readonly isModerator: () => boolean
  readonly setDisplayName: (name: string) => void
  readonly setLocalParticipantProperty: (name: string, value: string | number) => void
  readonly addTrack: (track: JitsiTrack) => Promise<unknown>
  readonly removeTrack: (track: JitsiTrack) => Promise<unknown>
  readonly replaceTrack: (before: JitsiTrack | null, after: JitsiTrack | null) => Promise<unknown>
  readonly sendTextMessage: (text: string) => void
  readonly setReceiverConstraints?: (constraints: object) => void
  readonly setReceiverVideoConstraint?: (heightPx: number) => void
  readonly setSenderVideoConstraint?: (heightPx: number) => unknown
  // Probes: present on some builds only (capabilities.ts).
  readonly getLocalVideoTracks?: unknown
  readonly selectParticipants?: unknown
}

export interface JitsiConnection {
  readonly connect: (options?: object) => void
  readonly disconnect: () => unknown
  readonly addEventListener: (event: string, listener: Listener) => void
  readonly initJitsiConference: (room: string, options: object) => JitsiConference
}

export interface JitsiLibrary {
  readonly init: (options: object) => unknown
  readonly setLogLevel: (level: string) => void
  readonly logLevels: Readonly<Record<string, string>>
  readonly JitsiConnection: new (appId: null, token: null, options: object) => JitsiConnection
  readonly createLocalTracks: (options: object) => Promise<JitsiTrack[]>
  readonly mediaDevices?: { readonly setAudioOutputDevice?: (id: string) => Promise<unknown> }
  readonly events: Readonly<Record<'conference' | 'connection' | 'track', Readonly<Record<string, string | undefined>>>>
}
