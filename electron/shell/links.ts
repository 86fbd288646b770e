import { app } from 'electron'
import type { WindowRoute } from '../../shared/ipc'
import { findDeepLink, parseRoute } from '../../shared/routes'
import type { AccountOwner } from '../account/account'
import type { Meetings } from '../meetings/meetings'

interface LinksOptions {
  readonly account: AccountOwner
  readonly meetings: Meetings
  /** Path of a synced file by its number on the server, if it is here. */
  readonly findFile: (fileId: string) => Promise<string | undefined>
  readonly showMainWindow: () => void
  /** Leads the main window somewhere. */
  readonly lead: (route: WindowRoute) => void
}

export interface Links {
  readonly open: (link: string) => Promise<void>
  /** Opens the link among a program's arguments; false when there is none. */
  readonly openFrom: (args: readonly string[]) => boolean
}

/** Deep links, from the command line, a second start, or the desktop. A link opens something; it never does anything. */
export function startLinks({ account, meetings, findFile, showMainWindow, lead }: LinksOptions): Links {
  const openMeeting = async (host: string, conference: string) => {
    const opened = await meetings.openMeeting(`https://${host}/${encodeURIComponent(conference)}`, '')
    if (opened.ok) return
    showMainWindow()
    lead(
      opened.error.code === 'foreignHost'
        ? { kind: 'notice', notice: 'foreignMeeting', host }
        : { kind: 'notice', notice: 'notUnderstood' }
    )
  }
  const open = async (link: string) => {
    const route = parseRoute(link)
    if (account.state().state !== 'signedIn' && route.kind !== 'notUnderstood') {
      showMainWindow()
      lead({ kind: 'notice', notice: 'signInFirst' })
      return
    }
    if (route.kind === 'meeting') return openMeeting(route.host, route.conference)
    showMainWindow()
    if (route.kind === 'room') {
      lead({ kind: 'room', roomIdOrAlias: route.roomIdOrAlias, eventId: route.eventId })
      return
    }
    const path = route.kind === 'file' ? await findFile(route.fileId) : undefined
    lead(path === undefined ? { kind: 'notice', notice: 'notUnderstood' } : { kind: 'file', path })
  }
  const openFrom = (args: readonly string[]) => {
    const link = findDeepLink(args)
    if (link !== undefined) void open(link)
    return link !== undefined
  }
  // macOS hands links over as an event of their own.
  app.on('open-url', (event, url) => {
    event.preventDefault()
    void open(url)
  })
  return { open, openFrom }
}
