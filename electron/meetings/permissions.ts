import type { Session } from 'electron'
import { appScheme } from '../windows/scheme'

const granted: ReadonlySet<string> = new Set([
  'media',
  'display-capture',
  'speaker-selection',
  'fullscreen',
  'clipboard-sanitized-write'
])

/** True for the meeting page itself. */
export const isMeetingPage = (url: string): boolean => url.startsWith(`${appScheme}://meeting/`)

/** Camera, microphone, screen, loudspeaker and full screen for the meeting's own page; nothing else, nobody else. */
export function openMeetingPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer, { requestingUrl }) =>
    answer(granted.has(permission) && isMeetingPage(requestingUrl) && isMeetingPage(contents.getURL()))
  )
  session.setPermissionCheckHandler(
    (_contents, permission, origin) =>
      granted.has(permission) && isMeetingPage(origin.endsWith('/') ? origin : `${origin}/`)
  )
}
