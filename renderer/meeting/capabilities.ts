import type { JitsiConference } from './library'

/** What a deployment's build can do, asked of its objects: version numbers say nothing certain. */
export interface Capabilities {
  /** The screen goes beside the camera (2022 on); else it takes the camera's place. */
  readonly secondVideo: boolean
  /** Which videos to receive is said by source (`<id>-v0`); else by participant, with every key present. */
  readonly bySource: boolean
}

export function readCapabilities(
  conference: Pick<JitsiConference, 'getLocalVideoTracks' | 'selectParticipants'>
): Capabilities {
  return {
    secondVideo: typeof conference.getLocalVideoTracks === 'function',
    bySource: typeof conference.selectParticipants !== 'function'
  }
}
