import { app, type Session, type WebContents } from 'electron'
import { appScheme } from './scheme'

/**
 * Everything a page might do beyond showing itself is refused by default: navigation, new windows, webviews,
 * permissions, devices. A window that needs more says so for its own session (see windows/meeting.ts).
 */
export function closePages(): void {
  app.on('web-contents-created', (_event, contents) => {
    refuseNavigation(contents)
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

function refuseNavigation(contents: WebContents): void {
  const refuseForeign = (event: { readonly url: string; readonly preventDefault: () => void }) => {
    // A page may only reload itself.
    if (event.url !== contents.getURL() || !event.url.startsWith(`${appScheme}:`)) event.preventDefault()
  }
  contents.on('will-navigate', refuseForeign)
  contents.on('will-frame-navigate', refuseForeign)
  contents.on('will-redirect', refuseForeign)
}
