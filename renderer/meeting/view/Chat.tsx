import { SendHorizontal } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../app/text'
import { appStore } from '../../app/store'
import { locale } from '../../../shared/i18n'
import { Avatar } from '../../ui/Avatar'
import { IconButton } from '../../ui/Button'
import { sendMessage } from '../controls'
import { useMeeting } from '../store'

/** What is written in the meeting, and what becomes of it. */
export function Chat() {
  const t = useText()
  const messages = useMeeting((state) => state.messages)
  const isIn = useMeeting(({ phase }) => phase === 'joined')
  const [written, setWritten] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => field.current?.focus(), [])
  useEffect(() => list.current?.scrollTo({ top: list.current.scrollHeight }), [messages])
  const send = () => {
    if (!isIn || written.trim() === '') return
    sendMessage(written)
    setWritten('')
  }
  const time = (ts: number) =>
    new Intl.DateTimeFormat(locale(appStore.getState().settings.language), {
      hour: '2-digit',
      minute: '2-digit'
    }).format(ts)
  return (
    <>
      <p className="talk__note">{t('meet.chatNote')}</p>
      <ul className="talk" ref={list} aria-label={t('meet.messages')}>
        {messages.map(({ key, name, text, ts }) => (
          <li key={key} className="talk__item">
            <Avatar id={name} name={name} size="medium" />
            <div>
              <p className="talk__who">
                <b>{name}</b> <time>{time(ts)}</time>
              </p>
              <p className="talk__text">{text}</p>
            </div>
          </li>
        ))}
      </ul>
      <form
        className="talk__box"
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <textarea
          ref={field}
          rows={2}
          value={written}
          maxLength={4_000}
          aria-label={t('meet.chatPlaceholder')}
          placeholder={t('meet.chatPlaceholder')}
          onChange={({ target }) => setWritten(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            event.preventDefault()
            send()
          }}
        />
        <IconButton icon={SendHorizontal} label={t('meet.send')} type="submit" />
      </form>
    </>
  )
}
