import { app, type Session, type WebContents } from 'electron'
import { appScheme } from './scheme'

/**
 * Everything a page might do beyond showing itself is refused by default: navigation, new windows, webviews,
 * permissions, devices. A window that needs more says so for its own session (see windows/meeting.ts).
 */
export function closePages(): void {
  app.on('web-contents-created', (_event, contents) => {
    refuseNavigation(contents)
    // UDP would pass beside the guard; a meeting's window says otherwise for itself.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-attach-webview', (event) => event.preventDefault())
  })
  app.on('session-created', closePermissions)
}

export function closePermissions(of: Session): void {
  of.setPermissionRequestHandler((_contents, permission, answer) => answer(granted.has(permission)))
  of.setPermissionCheckHandler((_contents, permission) => granted.has(permission))
  of.setDevicePermissionHandler(() => false)
}

// What every own page may do: put text that the user copied on the clipboard.
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write'])

const ownOrigins = new WeakMap<WebContents, Own>()

interface Own {
  readonly origin: string
  readonly frames: readonly string[]
}

/** Lets the page of a server, without any privileges, navigate within its own origin; its frames within others too. */
export const letNavigateWithin = (contents: WebContents, origin: string, frames: readonly string[] = []): void =>
  void ownOrigins.set(contents, { origin, frames })

function refuseNavigation(contents: WebContents): void {
  const refuseForeign = (event: {
    readonly url: string
    readonly isMainFrame: boolean
    readonly preventDefault: () => void
  }) => {
    const own = ownOrigins.get(contents)
    if (own !== undefined && URL.canParse(event.url)) {
      const { origin } = new URL(event.url)
      if (origin === own.origin || (!event.isMainFrame && own.frames.includes(origin))) return
    }
    // A page may only reload itself.
    if (event.url !== contents.getURL() || !event.url.startsWith(`${appScheme}:`)) event.preventDefault()
  }
  contents.on('will-navigate', refuseForeign)
  contents.on('will-frame-navigate', refuseForeign)
  contents.on('will-redirect', refuseForeign)
}
