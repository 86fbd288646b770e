import { CheckCheck, MessagesSquare, Plus, SquarePen } from 'lucide-react'
import { useMemo, type KeyboardEvent } from 'react'
import type { TextKey } from '../../../shared/i18n'
import { useText } from '../../app/text'
import { RecoveryReminder } from '../../signin/view/RecoveryReminder'
import { Button, IconButton } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { openNewConversation, setFilter } from '../commands'
import { isUnread, listRows, type ListRow } from '../sections'
import { useChat } from '../store'
import { ChatStatus } from './ChatStatus'
import { RoomRow, TeamRow } from './RoomRow'
import './roomList.css'

const headings: Readonly<Record<Extract<ListRow, { kind: 'heading' }>['id'], TextKey>> = {
  invites: 'chat.invites',
  favourites: 'chat.favourites',
  direct: 'chat.direct',
  teams: 'chat.teams',
  channels: 'chat.channels'
}

export function RoomList() {
  const t = useText()
  const rooms = useChat((state) => state.rooms?.rooms)
  const { filter, closedTeams, openRoomId } = useChat((state) => state)
  const rows = useMemo(
    () => listRows(rooms?.values() ?? [], { filter, closedTeams, openRoomId }),
    [rooms, filter, closedTeams, openRoomId]
  )
  return (
    <nav className="pane" aria-label={t('chat.rooms')} data-region>
      <div className="pane__head">
        <h1 className="pane__title">{t('chat.title')}</h1>
        <IconButton icon={SquarePen} label={t('chat.newConversation')} onClick={openNewConversation} />
      </div>
      <Filters />
      <ChatStatus />
      <RecoveryReminder />
      <div className="pane__scroll" onKeyDown={moveInList}>
        {rooms === undefined ? (
          <p className="room-list__loading" role="status">
            {t('chat.loading')}
          </p>
        ) : rows.length === 0 ? (
          <NothingToShow filtered={filter !== 'all'} />
        ) : (
          <Rows rows={rows} openRoomId={openRoomId} />
        )}
      </div>
    </nav>
  )
}

function Rows({ rows, openRoomId }: { readonly rows: readonly ListRow[]; readonly openRoomId: string | undefined }) {
  const t = useText()
  const first = rows.find((row) => row.kind === 'room')
  const stopId = rows.some((row) => row.kind === 'room' && row.room.id === openRoomId) ? openRoomId : first?.room.id
  return rows.map((row) => {
    switch (row.kind) {
      case 'heading':
        return (
          <h2 key={row.id} className="section-label">
            {t(headings[row.id])}
            {row.id === 'direct' && (
              <IconButton icon={Plus} label={t('chat.newDirect')} tabIndex={-1} onClick={openNewConversation} />
            )}
          </h2>
        )
      case 'team':
        return <TeamRow key={row.room.id} team={row.room} open={row.open} />
      case 'room':
        return (
          <RoomRow
            key={row.room.id}
            room={row.room}
            nested={row.nested}
            current={row.room.id === openRoomId}
            isStop={row.room.id === stopId}
          />
        )
    }
  })
}

function Filters() {
  const t = useText()
  const filter = useChat((state) => state.filter)
  const rooms = useChat((state) => state.rooms?.rooms)
  const counts = useMemo(() => {
    const all = [...(rooms?.values() ?? [])].filter(({ kind }) => kind !== 'team')
    return { unread: all.filter(isUnread).length, mentions: all.filter(({ mentions }) => mentions > 0).length }
  }, [rooms])
  const filters = [
    { value: 'all', label: t('chat.filterAll'), count: 0 },
    { value: 'unread', label: t('chat.filterUnread'), count: counts.unread },
    { value: 'mentions', label: t('chat.filterMentions'), count: counts.mentions }
  ] as const
  return (
    <div className="filters" role="group" aria-label={t('chat.filter')}>
      {filters.map(({ value, label, count }) => (
        <button
          key={value}
          type="button"
          className="filters__item"
          aria-pressed={filter === value}
          onClick={() => setFilter(value)}
        >
          {label}
          {count > 0 && <span className="filters__count num">{count}</span>}
        </button>
      ))}
    </div>
  )
}

function NothingToShow({ filtered }: { readonly filtered: boolean }) {
  const t = useText()
  if (filtered) return <EmptyState icon={CheckCheck} title={t('chat.noneUnread')} text={t('chat.noneUnreadText')} />
  return (
    <EmptyState
      icon={MessagesSquare}
      title={t('chat.noRooms')}
      text={t('chat.noRoomsText')}
      action={
        <Button look="primary" onClick={openNewConversation}>
          {t('chat.newConversation')}
        </Button>
      }
    />
  )
}

/** Arrows go up and down the rows; the list is one tab stop. */
function moveInList(event: KeyboardEvent<HTMLElement>): void {
  if (!['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key)) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('.row')]
  const index = rows.findIndex((row) => row === document.activeElement)
  const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 }[event.key] ?? 0
  event.preventDefault()
  rows[Math.min(rows.length - 1, Math.max(0, next))]?.focus()
}
