import { BrowserWindow, type Session } from 'electron'
import type { MeetingConfig } from '../../shared/model/meeting'
import { contentSecurityPolicy } from './contentSecurityPolicy'
import { frameOptions } from './frame'
import { appScheme } from './scheme'

export const meetingPage = { host: 'meeting', entry: 'meeting.html' } as const
export const meetingUrl = `${appScheme}://${meetingPage.host}/`
/** Where the page finds the deployment's library; the name is what the library looks for. */
export const libraryPath = 'libs/lib-jitsi-meet.min.js'

interface MeetingWindowOptions {
  readonly session: Session
  readonly preload: string
  readonly title: string
  readonly isHighContrast: boolean
}

/** Opens a meeting's window: sandboxed, in the meeting's own session, without a page yet. */
export function openMeetingWindow({ session, preload, title, isHighContrast }: MeetingWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 640,
    minHeight: 480,
    title,
    ...frameOptions({ session, preload, isHighContrast })
  })
  // The public interface alone gives no addresses on networks without a default route.
  window.webContents.setWebRTCIPHandlingPolicy('default_public_and_private_interfaces')
  window.on('page-title-updated', (event) => event.preventDefault())
  return window
}

/** The policy of a meeting's page: the hosts of its settings, and a default Trusted Types policy for the library. */
export function meetingPolicy(config: MeetingConfig | undefined): string {
  const connect = (config?.hosts ?? []).flatMap((host) => [`https://${host}`, `wss://${host}`])
  return contentSecurityPolicy({ connect, media: true, trustedTypes: 'app-scripts default' })
}
