import { powerMonitor } from 'electron'
import type { UpcomingMeeting } from '../../shared/model/calendar'
import { userAgent, type AccountOwner } from '../account/account'
import { readCalendarObjects } from './caldav'
import { expandMeetings } from './expand'

const pollMs = 5 * 60_000
const tickMs = 30_000
const aheadMs = 24 * 3_600_000
const shownAtMost = 5

export interface Upcoming {
  /** Ongoing and next meetings, soonest first. */
  readonly meetings: () => readonly UpcomingMeeting[]
  readonly stop: () => void
}

/** Follows the person's calendars and tells when the list of meetings to join changes, by the server or by the clock. */
export function followUpcoming(account: AccountOwner, onChange: () => void): Upcoming {
  let known: readonly UpcomingMeeting[] = []
  let told = ''
  const current = () => known.filter(({ endMs }) => endMs > Date.now()).slice(0, shownAtMost)
  const tell = () => {
    const now = JSON.stringify(current())
    if (now === told) return
    told = now
    onChange()
  }
  const read = async () => {
    known = await readUpcoming(account, Date.now()).catch((error: unknown) => {
      // What was known stays: the meeting does not vanish because the network did.
      console.error('calendar', error)
      return known
    })
    tell()
  }
  const run = () => void read()
  const timers = [setInterval(run, pollMs), setInterval(tell, tickMs)]
  account.onChange(run)
  powerMonitor.on('resume', run)
  run()
  return {
    meetings: current,
    stop: () => {
      timers.forEach(clearInterval)
      powerMonitor.off('resume', run)
    }
  }
}

async function readUpcoming(account: AccountOwner, nowMs: number): Promise<UpcomingMeeting[]> {
  const state = account.state()
  const files = account.secrets()?.files
  if (state.state !== 'signedIn' || !files) return []
  const { services, address } = state.account
  if (!services.calendar || !services.meetings) return []
  const options = {
    fromMs: nowMs,
    toMs: nowMs + aheadMs,
    meetingHost: new URL(services.meetings.baseUrl).host,
    addresses: [address.toLowerCase()]
  }
  const access = { baseUrl: services.calendar.baseUrl, ...files, userAgent: userAgent() }
  const texts = await readCalendarObjects(account.http(), access, options.fromMs, options.toMs)
  const meetings = texts.flatMap((text) => {
    try {
      return expandMeetings(text, options)
    } catch (error) {
      // One damaged event must not hide the others.
      console.error('calendar', error)
      return []
    }
  })
  return meetings.sort((a, b) => a.startMs - b.startMs)
}
