import { memo } from 'react'
import { formatDay } from '../../app/format'
import { useApp } from '../../app/store'
import { useText } from '../../app/text'
import { Button } from '../../ui/Button'
import type { MessageItem, RoomSummary, TimelineItem, TimelineKey } from '../../matrix/contract'
import { fillGap } from '../commands'
import { continuesGroup } from '../groups'
import { Message } from './Message'
import { StateRow } from './StateRow'

interface TimelineRowProps {
  readonly item: TimelineItem
  readonly before: TimelineItem | undefined
  readonly room: RoomSummary
  readonly timelineKey: TimelineKey
  readonly isStop: boolean
  readonly onReply: (item: MessageItem) => void
  readonly onEdit: (item: MessageItem) => void
}

export const TimelineRow = memo(function TimelineRow({
  item,
  before,
  room,
  timelineKey,
  isStop,
  onReply,
  onEdit
}: TimelineRowProps) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  switch (item.kind) {
    case 'message':
      return (
        <Message
          item={item}
          continues={continuesGroup(item, before)}
          room={room}
          timelineKey={timelineKey}
          isStop={isStop}
          onReply={onReply}
          onEdit={onEdit}
        />
      )
    case 'state':
      return <StateRow item={item} />
    case 'call':
      return <p className="state-row">{t(`call.${item.call}`, { name: item.sender.name })}</p>
    case 'day':
      return (
        <h3 className="day">
          <time dateTime={new Date(item.ts).toISOString()}>{formatDay(item.ts, language)}</time>
        </h3>
      )
    case 'unreadMark':
      return <p className="new-mark">{t('timeline.new')}</p>
    case 'gap':
      return (
        <p className="gap">
          <Button look="link" size="small" busy={item.fetching} onClick={() => void fillGap(timelineKey, item.key)}>
            {t('timeline.gap')}
          </Button>
        </p>
      )
    case 'beginning':
      return <p className="state-row">{t('timeline.beginning')}</p>
  }
})
