import { nativeTheme, type BrowserWindowConstructorOptions, type Session } from 'electron'
import { join } from 'node:path'

interface Frame {
  readonly session: Session
  readonly preload: string
  readonly isHighContrast: boolean
}

/** What every window of ours has in common: a sandboxed page, our own title bar, and no white flash in a dark theme. */
export function frameOptions({ session, preload, isHighContrast }: Frame): BrowserWindowConstructorOptions {
  return {
    icon: join(import.meta.dirname, '../renderer/icon.png'),
    ...(process.platform === 'darwin' ? { titleBarStyle: 'hiddenInset' as const } : { frame: false }),
    // Before the page paints: the frame's colour of the look (bg-frame).
    backgroundColor: nativeTheme.shouldUseDarkColors || isHighContrast ? '#0A1415' : '#E4ECEC',
    webPreferences: {
      session,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      // A hidden or covered window goes on: the Matrix worker, the tray and the ring need it, and so does a meeting.
      backgroundThrottling: false,
      disableBlinkFeatures: 'Auxclick',
      spellcheck: false
    }
  }
}
