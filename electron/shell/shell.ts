import { app } from 'electron'
import { translate } from '../../shared/i18n'
import { lockHolder } from '../../shared/i18n/lockHolder'
import type { UnreadReport, WindowRoute } from '../../shared/ipc'
import type { AccountOwner } from '../account/account'
import { followUpcoming } from '../calendar/upcoming'
import type { SyncOwner } from '../files/syncOwner'
import type { Meetings } from '../meetings/meetings'
import type { SettingsStore } from '../settings/settings'
import type { WindowRegistry } from '../windows/registry'
import { startLinks } from './links'
import { notify } from './notify'
import { startTray } from './tray'
import type { TrayAction } from './trayMenu'

interface ShellOptions {
  readonly account: AccountOwner
  readonly settings: SettingsStore
  readonly registry: WindowRegistry
  readonly sync: SyncOwner
  readonly meetings: Meetings
  readonly busAddress: string | undefined
  readonly openMainWindow: (onClose: (event: { preventDefault: () => void }) => void) => void
}

/** The app in the desktop: tray, links, notifications, and a window that can go and come back. */
export interface Shell {
  /** Shows the window, or what the link on the command line leads to. */
  readonly open: () => void
  readonly reportUnread: (report: UnreadReport) => void
  readonly notifyMessage: (message: { readonly title: string; readonly body: string; readonly roomId: string }) => void
  /** What the main window was to be led to before it could hear; it hears from now on. */
  readonly takeRoutes: () => readonly WindowRoute[]
  /** Lets the main window write down what it has in memory; resolves when it has. */
  readonly flush: () => Promise<void>
  readonly flushed: () => void
  readonly stop: () => void
}

export async function startShell(options: ShellOptions): Promise<Shell> {
  const { account, settings, registry, sync, meetings, busAddress, openMainWindow } = options
  let unread: UnreadReport = { rooms: 0, unsent: 0 }
  let waiting: WindowRoute[] = []
  let isQuitting = false
  let hears = false
  let flushed: () => void = () => undefined
  app.on('before-quit', () => (isQuitting = true))

  const lead = (route: WindowRoute) => {
    if (hears) registry.send('main', 'app.route', route)
    else waiting.push(route)
  }
  const onClose = (event: { preventDefault: () => void }) => {
    if (isQuitting) return
    event.preventDefault()
    if (!tray.isShown()) {
      // The window stays until what is in its memory has been written.
      app.quit()
      return
    }
    registry.find('main')?.hide()
    sayOnceThatItStays(settings)
  }
  const showMainWindow = () => {
    const window = registry.find('main')
    if (!window) {
      hears = false
      openMainWindow(onClose)
      return
    }
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }
  const perform = (action: TrayAction) => {
    switch (action.do) {
      case 'join':
        void meetings.openMeeting(action.url, action.title)
        break
      case 'open':
        showMainWindow()
        lead({ kind: 'place', place: action.place })
        break
      case 'toggleDoNotDisturb':
        settings.set({ doNotDisturb: !settings.get().doNotDisturb })
        break
      case 'quit':
        app.quit()
        break
    }
  }
  const upcoming = followUpcoming(account, () => tray.refresh())
  const state = () => ({
    language: settings.get().language,
    signedIn: account.state().state === 'signedIn',
    meetings: upcoming.meetings(),
    unreadRooms: unread.rooms,
    unsent: unread.unsent,
    sync: sync.client()?.status(),
    doNotDisturb: settings.get().doNotDisturb,
    nowMs: Date.now()
  })
  const onLost = () => {
    const window = registry.find('main')
    // Hidden into a tray that is no longer there, it would be gone.
    if (window?.isVisible() === false) window.show()
  }
  const tray = await startTray({ busAddress, state, perform, showWindow: showMainWindow, onLost })
  const links = startLinks({ account, meetings, findFile: sync.findFile, showMainWindow, lead })
  account.onChange(tray.refresh)
  settings.onChange(tray.refresh)
  app.on('second-instance', (_event, args) => {
    if (!links.openFrom(args)) showMainWindow()
  })
  app.on('activate', showMainWindow)
  sync.onStatus(tray.refresh)
  sync.onLockedEdit((path, lock) => {
    const { language } = settings.get()
    const owner = lockHolder(lock, (key, values) => translate(language, key, values))
    const name = path.slice(path.lastIndexOf('/') + 1)
    const onClick = () => {
      showMainWindow()
      lead({ kind: 'file', path })
    }
    // Said whatever is wished not to be disturbed by: two people are about to write the same document.
    notify({
      title: translate(language, 'files.lockedEditTitle', { name, owner }),
      body: translate(language, 'files.lockedEditText', { owner }),
      onClick
    })
  })

  return {
    open: () => {
      if (!links.openFrom(process.argv)) showMainWindow()
    },
    reportUnread: (report) => {
      unread = report
      app.setBadgeCount(report.rooms)
      tray.refresh()
    },
    notifyMessage: ({ title, body, roomId }) => {
      if (settings.get().doNotDisturb) return
      const onClick = () => {
        showMainWindow()
        lead({ kind: 'room', roomIdOrAlias: roomId, eventId: undefined })
      }
      notify({ title, body, onClick })
    },
    takeRoutes: () => {
      hears = true
      const taken = waiting
      waiting = []
      return taken
    },
    flush: () => {
      const window = registry.find('main')
      if (!window || !hears || account.state().state !== 'signedIn') return Promise.resolve()
      return new Promise((resolve) => {
        flushed = resolve
        window.once('closed', resolve)
        registry.send('main', 'app.quitting', undefined)
      })
    },
    flushed: () => flushed(),
    stop: () => {
      upcoming.stop()
      tray.stop()
    }
  }
}

function sayOnceThatItStays(settings: SettingsStore): void {
  if (settings.read('saidStaysInTray')) return
  settings.write('saidStaysInTray', true)
  const { language } = settings.get()
  notify({
    title: translate(language, 'tray.staysTitle'),
    body: translate(language, 'tray.staysText'),
    onClick: () => undefined
  })
}
