import type { BrowserWindow } from 'electron'
import { randomBytes } from 'node:crypto'
import { defaultMeetingChoices, type Meeting, type MeetingProblem, type MeetingSetup } from '../../shared/model/meeting'
import type { Result } from '../../shared/result'
import type { Guard } from '../net/guard'
import type { SettingsStore } from '../settings/settings'
import type { WindowRegistry } from '../windows/registry'
import { libraryPath, meetingPage, meetingPolicy, meetingUrl, openMeetingWindow } from '../windows/meeting'
import { serveAppPage } from '../windows/scheme'
import type { Deployment, LoadDeployment } from './deployment'
import { followMedia, type MediaLedger } from './media'
import { isMeetingPage, openMeetingPermissions } from './permissions'
import { desktopPicks, serveScreenShare, type ScreenShare } from './screenShare'

// A window that is empty for longer than this says what it waits for.
const patienceMs = 400

interface RoomOptions {
  readonly guard: Guard
  readonly settings: SettingsStore
  readonly registry: WindowRegistry
  readonly bundle: string
  readonly preload: string
  readonly load: LoadDeployment
  readonly meeting: Meeting
  readonly person: { readonly name: string; readonly agency: string }
  readonly isQuitting: () => boolean
  readonly holdAwake: () => () => void
}

/** One meeting's window with everything that lives as long as it. */
export interface MeetingRoom {
  readonly meeting: Meeting
  readonly window: BrowserWindow
  readonly screen: ScreenShare
  readonly media: MediaLedger
  readonly setup: () => MeetingSetup
  /** Fetches the server's settings and library (again) and loads the page with them. */
  readonly prepare: () => void
  readonly isJoined: () => boolean
  readonly setJoined: (joined: boolean) => void
  readonly show: () => void
  readonly destroy: () => void
}

export async function openMeetingRoom(options: RoomOptions): Promise<MeetingRoom> {
  const { guard, settings, registry, bundle, preload, load, meeting, person, isQuitting, holdAwake } = options
  const session = await guard.sessions.open(`meeting-${randomBytes(8).toString('hex')}`, 'meeting')
  // Older libraries know no screen sharing but their own in anything that calls itself Electron.
  session.setUserAgent(session.getUserAgent().replace(/ (?:Electron|samverk)\/\S+/gi, ''))
  openMeetingPermissions(session)
  const screen = serveScreenShare(session, isMeetingPage)
  const media = followMedia(guard.ledger, Date.now)
  let prepared: Result<Deployment, MeetingProblem> | undefined
  let forgetHosts = () => {}
  let letSleep: (() => void) | undefined

  serveAppPage(session, bundle, {
    ...meetingPage,
    contentSecurityPolicy: () => meetingPolicy(prepared?.ok === true ? prepared.value.config : undefined),
    extra: (path) => Promise.resolve(path === libraryPath && prepared?.ok === true ? prepared.value.library : undefined)
  })
  const window = openMeetingWindow({
    session,
    preload,
    title: meeting.title,
    isHighContrast: settings.get().theme === 'hc'
  })
  registry.add('meeting', window)
  const setJoined = (joined: boolean) => {
    if (joined) letSleep ??= holdAwake()
    else {
      letSleep?.()
      letSleep = undefined
    }
  }
  const prepare = () => {
    prepared = undefined
    const loadPage = () => {
      if (!window.isDestroyed()) void window.loadURL(meetingUrl)
    }
    const waiting = setTimeout(loadPage, patienceMs)
    void load(meeting).then((result) => {
      clearTimeout(waiting)
      prepared = result
      forgetHosts()
      if (result.ok) {
        forgetHosts = guard.allowList.add(
          result.value.config.hosts.map((host) => ({
            host: new URL(`https://${host}`).hostname,
            port: Number(new URL(`https://${host}`).port || 443),
            kind: 'meetings',
            rule: 'named',
            namedBy: meeting.host
          }))
        )
      }
      loadPage()
    })
  }
  window.on('close', (event) => {
    if (letSleep === undefined || isQuitting()) return
    event.preventDefault()
    registry.send('meeting', 'meeting.closeAsked', undefined)
  })
  window.webContents.on('render-process-gone', () => {
    setJoined(false)
    media.end()
  })
  const tellMaximised = () => registry.send('meeting', 'window.maximised', window.isMaximized())
  window.on('maximize', tellMaximised)
  window.on('unmaximize', tellMaximised)
  window.once('closed', () => {
    setJoined(false)
    media.end()
    forgetHosts()
    prepared = undefined
  })
  prepare()
  return {
    meeting,
    window,
    screen,
    media,
    prepare,
    setJoined,
    isJoined: () => letSleep !== undefined,
    setup: () => {
      if (!prepared) return { state: 'preparing', meeting }
      if (!prepared.ok) return { state: 'failed', meeting, problem: prepared.error }
      return {
        state: 'ready',
        meeting,
        config: prepared.value.config,
        displayName: person.name,
        agency: person.agency,
        choices: settings.read('meetingChoices') ?? defaultMeetingChoices,
        desktopPicks: desktopPicks()
      }
    },
    show: () => {
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    destroy: () => {
      if (!window.isDestroyed()) window.destroy()
    }
  }
}
