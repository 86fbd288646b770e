import { app, powerSaveBlocker, type WebContents } from 'electron'
import { join } from 'node:path'
import type {
  MediaRoute,
  MeetingChoices,
  MeetingSetup,
  OpenMeetingError,
  ScreenSource
} from '../../shared/model/meeting'
import { success, type Result } from '../../shared/result'
import type { AccountOwner } from '../account/account'
import type { Guard } from '../net/guard'
import type { SettingsStore } from '../settings/settings'
import type { WindowRegistry } from '../windows/registry'
import { parseMeeting } from './address'
import { createDeploymentLoader } from './deployment'
import { openMeetingRoom, type MeetingRoom } from './room'
import { openProgramRecord, type ForeignProgram } from './record'

interface MeetingsDependencies {
  readonly guard: Guard
  readonly account: AccountOwner
  readonly settings: SettingsStore
  readonly registry: WindowRegistry
  readonly bundle: string
  readonly preload: string
  readonly ledgerDirectory: string
}

export interface Meetings {
  /** The one way into a meeting, whoever asks: room, card, tray, link. */
  readonly openMeeting: (url: string, title: string) => Promise<Result<undefined, OpenMeetingError>>
  /** Programs that meeting servers gave the app to run, with their hashes. */
  readonly programs: () => readonly ForeignProgram[]
  readonly setup: (sender: WebContents) => MeetingSetup | undefined
  readonly retry: (sender: WebContents) => void
  readonly setJoined: (sender: WebContents, joined: boolean) => void
  readonly end: (sender: WebContents) => void
  readonly remember: (choices: MeetingChoices) => void
  readonly sources: (sender: WebContents) => Promise<readonly ScreenSource[]>
  readonly chooseSource: (sender: WebContents, id: string | undefined) => void
  readonly reportMedia: (sender: WebContents, routes: readonly MediaRoute[]) => void
}

/** Owns the meeting windows. There is one at a time: nobody can speak in two. */
export function startMeetings(dependencies: MeetingsDependencies): Meetings {
  const { guard, account, settings, registry, ledgerDirectory } = dependencies
  const record = openProgramRecord(ledgerDirectory, Date.now)
  const load = createDeploymentLoader({
    send: account.http,
    record,
    isAllowed: (host) => guard.allowList.find(host, 443) !== undefined,
    nowMs: Date.now
  })
  let open: MeetingRoom | undefined
  let isQuitting = false
  app.on('before-quit', () => {
    isQuitting = true
  })
  const roomOf = (sender: WebContents) => (open?.window.webContents === sender ? open : undefined)

  const openMeeting = async (url: string, title: string): Promise<Result<undefined, OpenMeetingError>> => {
    const state = account.state()
    const signedIn = state.state === 'signedIn' ? state.account : undefined
    const parsed = parseMeeting(url, title, signedIn?.services.meetings?.baseUrl)
    if (!parsed.ok) return parsed
    const meeting = parsed.value
    if (open?.meeting.url === meeting.url) {
      open.show()
      return success(undefined)
    }
    if (open?.isJoined() === true) {
      open.show()
      registry.send('meeting', 'meeting.otherAsked', { url: meeting.url, title: meeting.title })
      return success(undefined)
    }
    open?.destroy()
    const room = await openMeetingRoom({
      ...dependencies,
      load,
      meeting,
      person: { name: signedIn?.displayName ?? '', agency: signedIn?.services.name ?? meeting.host },
      isQuitting: () => isQuitting,
      holdAwake
    })
    open = room
    room.window.once('closed', () => {
      if (open === room) open = undefined
    })
    return success(undefined)
  }
  account.onChange(({ state }) => {
    if (state === 'signedOut') open?.destroy()
  })
  return {
    openMeeting,
    programs: record.read,
    setup: (sender) => roomOf(sender)?.setup(),
    retry: (sender) => roomOf(sender)?.prepare(),
    setJoined: (sender, joined) => roomOf(sender)?.setJoined(joined),
    end: (sender) => roomOf(sender)?.destroy(),
    remember: (choices) => settings.write('meetingChoices', choices),
    sources: async (sender) => (await roomOf(sender)?.screen.sources()) ?? [],
    chooseSource: (sender, id) => roomOf(sender)?.screen.choose(id),
    reportMedia: (sender, routes) => roomOf(sender)?.media.report(routes)
  }
}

/** Keeps the screen on; returns what lets it sleep again. */
function holdAwake(): () => void {
  const id = powerSaveBlocker.start('prevent-display-sleep')
  return () => powerSaveBlocker.stop(id)
}

/** The folder of the ledger, where the record of programs lies too. */
export const ledgerDirectoryOf = (userData: string): string => join(userData, 'ledger')
