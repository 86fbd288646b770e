import { ArrowDown } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useText } from '../../app/text'
import { Button } from '../../ui/Button'
import type { MessageItem, RoomSummary, TimelineKey } from '../../matrix/contract'
import type { TimelineState } from '../apply'
import { jumpToNewest, loadOlder, markRead } from '../commands'
import { TimelineRow } from './TimelineRow'
import { TimelineTail } from './TimelineTail'
import './timeline.css'

const pageSize = 60

interface TimelineProps {
  readonly timelineKey: TimelineKey
  readonly timeline: TimelineState | undefined
  readonly room: RoomSummary
  readonly onReply: (item: MessageItem) => void
  readonly onEdit: (item: MessageItem) => void
}

/**
 * The messages, oldest first. The scroller is laid out from the bottom, so the newest message stays in place when
 * older ones are put in above, and rows out of sight are not laid out (content-visibility). Only the last rows are in
 * the page; more come as the person scrolls up. Why not a virtual list: docs/decisions.
 */
export function Timeline({ timelineKey, timeline, room, onReply, onEdit }: TimelineProps) {
  const t = useText()
  const scroller = useRef<HTMLDivElement>(null)
  const top = useRef<HTMLDivElement>(null)
  const [shownCount, setShownCount] = useState(pageSize)
  const [atNewest, setAtNewest] = useState(true)
  const items = timeline?.items ?? []
  const hidden = Math.max(0, items.length - shownCount)
  // Where Tab stops: what happened after it, a colleague who joined for example, takes no focus.
  const stop = items.findLast(({ kind }, index) => kind === 'message' && index >= hidden)?.key
  const backwards = timeline?.meta.backwards
  const canLoadOlder = backwards === 'idle' || backwards === 'failed'

  useEffect(() => {
    const sentinel = top.current
    if (!sentinel) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting !== true) return
        if (hidden > 0) setShownCount((count) => count + pageSize)
        else if (canLoadOlder) void loadOlder(timelineKey)
      },
      { root: scroller.current, rootMargin: '600px 0px 0px 0px' }
    )
    observer.observe(sentinel)
    return () => observer.disconnect()
  }, [hidden, canLoadOlder, timelineKey, items.length])

  useMarkRead(timelineKey, atNewest, timeline)

  const toNewest = () => {
    scroller.current?.scrollTo({ top: 0 })
    if (timeline?.meta.forwards !== 'end') void jumpToNewest(timelineKey)
  }
  return (
    <div className="timeline">
      <div
        className="timeline__scroll"
        ref={scroller}
        tabIndex={stop === undefined ? 0 : undefined}
        onScroll={({ currentTarget }) => setAtNewest(currentTarget.scrollTop > -40)}
        onKeyDown={moveBetweenMessages}
      >
        <div className="timeline__list" role="log" aria-label={t('timeline.label', { room: room.name })}>
          <div ref={top} className="timeline__top">
            {backwards === 'loading' && <p role="status">{t('timeline.older')}</p>}
            {backwards === 'failed' && (
              <p role="status">
                {t('timeline.olderFailed')}{' '}
                <Button look="link" size="small" onClick={() => void loadOlder(timelineKey)}>
                  {t('app.tryAgain')}
                </Button>
              </p>
            )}
          </div>
          {items.slice(hidden).map((item, index, shown) => (
            <TimelineRow
              key={item.key}
              item={item}
              before={shown[index - 1]}
              room={room}
              timelineKey={timelineKey}
              isStop={item.key === stop}
              onReply={onReply}
              onEdit={onEdit}
            />
          ))}
          {timeline && <TimelineTail meta={timeline.meta} />}
        </div>
      </div>
      {!atNewest && (
        <Button className="button button--secondary button--small timeline__newest" icon={ArrowDown} onClick={toNewest}>
          {t('timeline.toNewest')}
        </Button>
      )}
    </div>
  )
}

/** Reading is: the newest message is in view of a window that has the focus. */
function useMarkRead(key: TimelineKey, atNewest: boolean, timeline: TimelineState | undefined): void {
  const newest = timeline?.items.findLast((item) => item.kind === 'message' && item.eventId !== null)?.key
  useEffect(() => {
    if (!atNewest || newest === undefined) return
    const mark = () => {
      if (document.hasFocus() && document.visibilityState === 'visible') void markRead(key)
    }
    mark()
    window.addEventListener('focus', mark)
    return () => window.removeEventListener('focus', mark)
  }, [key, atNewest, newest])
}

function moveBetweenMessages(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  // A menu or a question of a message stands outside and has arrows of its own.
  const { target, currentTarget } = event
  if (!(target instanceof Element) || !currentTarget.contains(target) || target.closest('dialog')) return
  const messages = [...currentTarget.querySelectorAll<HTMLElement>('[data-message]')]
  const index = messages.findIndex((message) => message.contains(document.activeElement))
  const next = messages[index + (event.key === 'ArrowUp' ? -1 : 1)]
  if (!next) return
  event.preventDefault()
  next.focus()
  next.scrollIntoView({ block: 'nearest' })
}
