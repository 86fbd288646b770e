import { ShieldCheck, SlidersHorizontal, VideoOff } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useText } from '../../app/text'
import { WindowControls } from '../../app/view/WindowControls'
import { Button, IconButton } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Logo } from '../../ui/Logo'
import { invoke } from '../../bridge'
import { openDialog } from '../controls'
import { elapsed } from '../time'
import { useMeeting } from '../store'
import { Call } from './Call'
import { Dialogs } from './Dialogs'
import { Prejoin } from './Prejoin'

/** The whole window: its bar, and prejoin, the meeting, or what stands in the way. */
export function MeetingWindow() {
  const t = useText()
  const phase = useMeeting((state) => state.phase)
  const meeting = useMeeting(({ setup }) => setup?.meeting)
  const isCall = phase === 'joining' || phase === 'joined' || phase === 'reconnecting'
  const title = meeting?.title ?? t('meet.title')
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    // A conference is always dark; prejoin follows the theme.
    <div className="meeting" {...(isCall && { 'data-theme': 'dark' })}>
      <header className="meeting-bar" aria-label={t('app.titleBar')}>
        <Logo size={24} />
        <h1 className="meeting-bar__title truncate">{title}</h1>
        {isCall && <Clock />}
        {(isCall || phase === 'prejoin') && (
          <span className="meeting-bar__shield">
            <ShieldCheck className="icon" size={16} aria-hidden />
            {t('meet.transport')}
          </span>
        )}
        <div className="meeting-bar__end">
          {isCall && (
            <IconButton icon={SlidersHorizontal} label={t('meet.devices')} onClick={() => openDialog('devices')} />
          )}
          <WindowControls />
        </div>
      </header>
      <Content />
      {isCall && <Dialogs />}
    </div>
  )
}

function Content(): ReactNode {
  const t = useText()
  const phase = useMeeting((state) => state.phase)
  switch (phase) {
    case 'preparing':
      return (
        <main className="meeting__wait" role="status">
          {t('meet.preparing')}
        </main>
      )
    case 'failed':
      return <Problem />
    case 'prejoin':
      return <Prejoin />
    case 'joining':
    case 'joined':
    case 'reconnecting':
      return <Call />
  }
}

function Problem() {
  const t = useText()
  const problem = useMeeting((state) => state.problem)
  const host = useMeeting(({ setup }) => setup?.meeting.host) ?? ''
  if (problem === undefined) return null
  return (
    <main className="meeting__wait">
      <div role="alert">
        <EmptyState
          icon={VideoOff}
          title={t(`meet.problem.${problem}`)}
          text={t(`meet.problem.${problem}Text`, { host })}
        />
      </div>
      <div className="meeting__wait-actions">
        <Button look="primary" autoFocus onClick={() => void invoke('meeting.retry')}>
          {t('meet.tryAgain')}
        </Button>
        <Button look="ghost" onClick={() => void invoke('meeting.end')}>
          {t('meet.close')}
        </Button>
      </div>
    </main>
  )
}

function Clock() {
  const joinedAtMs = useMeeting((state) => state.joinedAtMs)
  const [nowMs, setNowMs] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  if (joinedAtMs === 0) return null
  return <time className="meeting-bar__clock">{elapsed(nowMs - joinedAtMs)}</time>
}
