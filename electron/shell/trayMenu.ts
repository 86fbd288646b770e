import { locale, translate, type TextKey, type TextValues } from '../../shared/i18n'
import type { UpcomingMeeting } from '../../shared/model/calendar'
import type { Language } from '../../shared/model/settings'
import type { SyncStatus } from '../../shared/model/sync'

const titleMaxLength = 48

export interface TrayState {
  readonly language: Language
  readonly signedIn: boolean
  readonly meetings: readonly UpcomingMeeting[]
  readonly unreadRooms: number
  readonly unsent: number
  readonly sync: SyncStatus | undefined
  readonly doNotDisturb: boolean
  readonly nowMs: number
}

/** What choosing an entry does. */
export type TrayAction =
  | { readonly do: 'join'; readonly url: string; readonly title: string }
  | { readonly do: 'open'; readonly place: 'chat' | 'files' }
  | { readonly do: 'toggleDoNotDisturb' }
  | { readonly do: 'quit' }

export type TrayEntry =
  | { readonly kind: 'separator' }
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'action'; readonly label: string; readonly action: TrayAction; readonly checked?: boolean }

/** The tray's menu, from the state of things. Pure: the platform's menu is made of it in tray.ts. */
export function trayMenu(state: TrayState): TrayEntry[] {
  const t = (key: TextKey, values?: TextValues) => translate(state.language, key, values)
  const open = (label: string, place: 'chat' | 'files'): TrayEntry => ({
    kind: 'action',
    label,
    action: { do: 'open', place }
  })
  const separator: TrayEntry = { kind: 'separator' }
  const frame: TrayEntry[] = [
    open(t('tray.open'), 'chat'),
    { kind: 'action', label: t('tray.quit'), action: { do: 'quit' } }
  ]
  if (!state.signedIn) return frame
  return [
    ...meetingEntries(state, t),
    separator,
    open(unreadLabel(state, t), 'chat'),
    ...(state.unsent > 0 ? [open(t('tray.unsent', { count: state.unsent }), 'chat')] : []),
    ...(state.sync ? [open(syncLabel(state.sync, t), 'files')] : []),
    { kind: 'action', label: t('tray.dnd'), action: { do: 'toggleDoNotDisturb' }, checked: state.doNotDisturb },
    separator,
    ...frame
  ]
}

type Translate = (key: TextKey, values?: TextValues) => string

function meetingEntries({ meetings, nowMs, language }: TrayState, t: Translate): TrayEntry[] {
  if (meetings.length === 0) return [{ kind: 'label', label: t('tray.noMeetings') }]
  const clock = new Intl.DateTimeFormat(locale(language), { hour: '2-digit', minute: '2-digit' })
  return meetings.map(({ title, startMs, url }) => {
    const short = title.length > titleMaxLength ? `${title.slice(0, titleMaxLength - 1)}…` : title
    const label =
      startMs <= nowMs
        ? t('tray.ongoing', { title: short })
        : t('tray.join', { time: clock.format(startMs), title: short })
    return { kind: 'action', label, action: { do: 'join', url, title } }
  })
}

function unreadLabel({ unreadRooms }: TrayState, t: Translate): string {
  if (unreadRooms === 0) return t('tray.noUnread')
  return t('tray.unread', { count: unreadRooms })
}

function syncLabel({ phase, progress, errors, conflicts, massDelete }: SyncStatus, t: Translate): string {
  if (phase.kind === 'stopped' || massDelete !== null || errors + conflicts > 0) return t('tray.syncProblem')
  if (phase.kind === 'paused') return t('tray.syncPaused')
  if (phase.kind === 'syncing') return t('tray.syncWorking', { done: progress.filesDone, total: progress.filesTotal })
  return t('tray.syncIdle')
}
