import type { JitsiLibrary, JitsiTrack } from './library'

export interface RemoteTrack {
  readonly id: string
  readonly participantId: string
  readonly kind: 'audio' | 'camera' | 'screen'
  readonly source: string | undefined
  readonly stream: MediaStream
  readonly muted: boolean
}

/** A track of this person's own; opaque to everybody else. */
export interface LocalTrack {
  readonly kind: 'audio' | 'camera' | 'screen'
  readonly stream: MediaStream
  readonly isMuted: () => boolean
  readonly setMuted: (muted: boolean) => Promise<void>
  readonly dispose: () => Promise<void>
}

const libraryTracks = new WeakMap<LocalTrack, JitsiTrack>()

/** Opens a device or the screen. @throws with the library's `name`, e.g. `gum.permission_denied`. */
export async function createTrack(
  library: JitsiLibrary,
  kind: LocalTrack['kind'],
  deviceId: string | undefined,
  resolution: number
): Promise<LocalTrack> {
  const device = { audio: 'audio', camera: 'video', screen: 'desktop' }[kind]
  const [track] = await library.createLocalTracks({
    devices: [device],
    ...(kind === 'audio' && deviceId !== undefined && { micDeviceId: deviceId }),
    ...(kind === 'camera' && deviceId !== undefined && { cameraDeviceId: deviceId }),
    ...(kind === 'camera' && {
      resolution,
      constraints: { video: { height: { ideal: resolution, max: resolution, min: 180 } } }
    })
  })
  if (!track) throw new Error('No track')
  const local: LocalTrack = {
    kind,
    get stream() {
      return track.getOriginalStream()
    },
    isMuted: () => track.isMuted(),
    setMuted: (muted) => (muted ? track.mute() : track.unmute()),
    dispose: () => track.dispose()
  }
  libraryTracks.set(local, track)
  return local
}

/** The library's own track behind one of this person's. @throws for a track of another library. */
export function libraryTrack(local: LocalTrack): JitsiTrack {
  const track = libraryTracks.get(local)
  if (!track) throw new Error('Not a track of this library')
  return track
}

/** Tells when a track ends by itself: the device was taken out, or the sharing was ended by the desktop. */
export function followLocal(library: JitsiLibrary, local: LocalTrack, onEnded: () => void): void {
  const stopped = library.events.track['LOCAL_TRACK_STOPPED']
  if (stopped !== undefined) libraryTrack(local).addEventListener(stopped, onEnded)
}

/**
 * Without a bridge the one who starts the connection between two never tells about its media, and the other sees it as
 * muted. Any change heals that: off and on at once, never on for what is off.
 */
export async function announceTracks(tracks: ReadonlySet<LocalTrack>): Promise<void> {
  for (const track of tracks) {
    if (track.isMuted() || track.kind === 'screen') continue
    await track.setMuted(true)
    await track.setMuted(false)
  }
}

/** `heard`: the sender has said whether its camera is off. Until then the media itself says; silence says nothing. */
export function remoteTrack(track: JitsiTrack, heard: boolean): RemoteTrack | undefined {
  const participantId = track.getParticipantId?.()
  const stream = track.getOriginalStream()
  const [media] = stream.getTracks()
  if (participantId === undefined || !media) return undefined
  const isVideo = track.getType() === 'video'
  return {
    id: `${participantId} ${track.getId() ?? stream.id}`,
    participantId,
    kind: isVideo ? (track.getVideoType?.() === 'desktop' ? 'screen' : 'camera') : 'audio',
    source: track.getSourceName?.(),
    stream,
    muted: track.isMuted() && (!isVideo || heard || media.muted)
  }
}
