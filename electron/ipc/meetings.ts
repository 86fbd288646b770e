import type { Meetings } from '../meetings/meetings'
import type { Handlers } from './bind'

type MeetingHandlers = Pick<
  Handlers,
  | 'meeting.open'
  | 'meeting.setup'
  | 'meeting.retry'
  | 'meeting.joined'
  | 'meeting.end'
  | 'meeting.remember'
  | 'meeting.sources'
  | 'meeting.chooseSource'
  | 'meeting.media'
>

export function meetingHandlers(meetings: Meetings): MeetingHandlers {
  return {
    'meeting.open': (_context, url, title) => meetings.openMeeting(url, title),
    'meeting.setup': ({ sender }) => meetings.setup(sender),
    'meeting.retry': ({ sender }) => {
      meetings.retry(sender)
      return undefined
    },
    'meeting.joined': ({ sender }, joined) => {
      meetings.setJoined(sender, joined)
      return undefined
    },
    'meeting.end': ({ sender }) => {
      meetings.end(sender)
      return undefined
    },
    'meeting.remember': (_context, choices) => {
      meetings.remember(choices)
      return undefined
    },
    'meeting.sources': ({ sender }) => meetings.sources(sender),
    'meeting.chooseSource': ({ sender }, id) => {
      meetings.chooseSource(sender, id)
      return undefined
    },
    'meeting.media': ({ sender }, routes) => {
      meetings.reportMedia(sender, routes)
      return undefined
    }
  }
}
