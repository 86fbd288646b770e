import {
  Hand,
  MessageSquare,
  Mic,
  MicOff,
  MonitorUp,
  MonitorX,
  PhoneOff,
  Users,
  Video,
  VideoOff,
  type LucideIcon
} from 'lucide-react'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useText } from '../../app/text'
import { openDialog, toggleCamera, toggleHand, toggleMicrophone, togglePanel, toggleShare } from '../controls'
import { useMeeting } from '../store'

/** The controls: one tab stop, arrows move between them, the microphone is first. */
export function Controls() {
  const t = useText()
  const bar = useRef<HTMLDivElement>(null)
  const isIn = useMeeting(({ phase }) => phase === 'joined')
  const microphoneOn = useMeeting((state) => state.microphoneOn)
  const cameraOn = useMeeting((state) => state.cameraOn)
  const isSharing = useMeeting(({ screen }) => screen !== undefined)
  const isRaised = useMeeting(({ me }) => me.raisedAt > 0)
  const panel = useMeeting((state) => state.panel)
  const unread = useMeeting((state) => state.unread)
  useEffect(() => {
    if (isIn && document.activeElement === document.body) bar.current?.querySelector('button')?.focus()
  }, [isIn])
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const buttons = [...(bar.current?.querySelectorAll('button') ?? [])]
    const index = buttons.findIndex((button) => button === document.activeElement)
    if (step === undefined || index < 0) return
    event.preventDefault()
    buttons[(index + step + buttons.length) % buttons.length]?.focus()
  }
  return (
    <div className="controls" role="toolbar" aria-label={t('meet.controls')} ref={bar} onKeyDown={move} tabIndex={-1}>
      <Control
        first
        icon={microphoneOn ? Mic : MicOff}
        label={t('meet.microphone')}
        look={microphoneOn ? '' : 'off'}
        pressed={microphoneOn}
        onPress={toggleMicrophone}
      />
      <Control
        icon={cameraOn ? Video : VideoOff}
        label={t('meet.camera')}
        look={cameraOn ? '' : 'off'}
        pressed={cameraOn}
        onPress={toggleCamera}
      />
      <Control
        icon={isSharing ? MonitorX : MonitorUp}
        label={t(isSharing ? 'meet.stopShare' : 'meet.share')}
        look={isSharing ? 'on' : ''}
        disabled={!isIn}
        onPress={toggleShare}
      />
      <Control
        icon={Hand}
        label={t(isRaised ? 'meet.lower' : 'meet.raise')}
        look={isRaised ? 'hand' : ''}
        disabled={!isIn}
        onPress={toggleHand}
      />
      <span className="controls__line" role="separator" />
      <Control
        icon={Users}
        label={t('meet.participants')}
        look={panel === 'participants' ? 'on' : ''}
        pressed={panel === 'participants'}
        onPress={() => togglePanel('participants')}
      />
      <Control
        icon={MessageSquare}
        label={t('meet.chat')}
        spoken={unread > 0 ? t('meet.unreadChat', { count: unread }) : undefined}
        look={panel === 'chat' ? 'on' : ''}
        badge={unread}
        pressed={panel === 'chat'}
        onPress={() => togglePanel('chat')}
      />
      <Control icon={PhoneOff} label={t('meet.leave')} look="leave" onPress={() => openDialog('leave')} />
    </div>
  )
}

interface ControlProps {
  readonly icon: LucideIcon
  readonly label: string
  readonly spoken?: string | undefined
  readonly look: '' | 'on' | 'off' | 'hand' | 'leave'
  readonly pressed?: boolean
  readonly disabled?: boolean
  readonly badge?: number
  readonly first?: boolean
  readonly onPress: () => unknown
}

function Control({ icon: Icon, label, spoken, look, pressed, disabled, badge = 0, first, onPress }: ControlProps) {
  return (
    <button
      type="button"
      className={look === '' ? 'control' : `control control--${look}`}
      aria-label={spoken}
      aria-pressed={pressed}
      aria-disabled={disabled}
      tabIndex={first === true ? 0 : -1}
      onClick={disabled === true ? undefined : () => void onPress()}
    >
      <Icon className="icon" size={20} aria-hidden />
      <span>{label}</span>
      {badge > 0 && (
        <span className="badge" aria-hidden>
          {badge}
        </span>
      )}
    </button>
  )
}
