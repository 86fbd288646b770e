import { FlipHorizontal2, Mic, MicOff, Video, VideoOff } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { useText } from '../../app/text'
import { invoke } from '../../bridge'
import { Avatar } from '../../ui/Avatar'
import { Button, IconButton } from '../../ui/Button'
import { setPrejoin } from '../controls'
import { deviceId } from '../devices'
import { join } from '../session'
import { playTestTone } from '../testTone'
import { meetingStore, readySetup, useMeeting, type DeviceProblem } from '../store'
import { DeviceSelect } from './DeviceSelect'
import { LevelBar, LevelMark } from './Level'
import { Picture } from './Picture'

/** Before the meeting: who hosts it, how one looks and sounds, and with what. */
export function Prejoin() {
  const t = useText()
  const { meeting, agency } = readySetup({ setup: useMeeting((state) => state.setup) })
  const id = useId()
  const nameField = useRef<HTMLInputElement>(null)
  const name = useMeeting((state) => state.name)
  const { microphone } = useMeeting((state) => state.preview)
  const { microphoneOn } = useMeeting((state) => state.choices)
  const microphoneProblem = useMeeting((state) => state.microphoneProblem)
  const cameraProblem = useMeeting((state) => state.cameraProblem)
  const [level, setLevel] = useState(0)
  return (
    <main className="prejoin">
      <Preview />
      <form
        className="prejoin__side"
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() === '') nameField.current?.focus()
          else void join()
        }}
      >
        <h2 className="prejoin__title">{meeting.title}</h2>
        <p className="prejoin__host">{t('meet.hostedBy', { agency, host: meeting.host })}</p>
        <div className="device">
          <label className="device__label" htmlFor={id}>
            {t('meet.name')}
          </label>
          <span className="device__box">
            <input
              id={id}
              ref={nameField}
              value={name}
              maxLength={80}
              required
              onChange={({ target }) => meetingStore.setState({ name: target.value })}
            />
          </span>
        </div>
        <div>
          <DeviceSelect kind="camera" />
          <ProblemLine kind="camera" problem={cameraProblem} />
        </div>
        <div>
          <DeviceSelect kind="microphone" />
          <LevelBar stream={microphone} onLevel={setLevel} />
          {microphoneProblem === 'none' ? (
            <p className="prejoin__hint">
              {t(!microphoneOn ? 'meet.microphoneIsOff' : level > 2 ? 'meet.hearYou' : 'meet.sayText')}
            </p>
          ) : (
            <ProblemLine kind="microphone" problem={microphoneProblem} />
          )}
        </div>
        <div className="prejoin__speaker">
          <DeviceSelect kind="speaker" />
          <Button
            onClick={() => {
              const { devices, choices } = meetingStore.getState()
              void playTestTone(deviceId(devices, 'speaker', choices.speaker))
            }}
          >
            {t('meet.test')}
          </Button>
        </div>
        <div className="prejoin__actions">
          <Button look="primary" size="large" type="submit" autoFocus>
            {t('meet.join')}
          </Button>
          <Button look="ghost" size="large" onClick={() => void invoke('meeting.end')}>
            {t('meet.cancel')}
          </Button>
        </div>
      </form>
    </main>
  )
}

function Preview() {
  const t = useText()
  const name = useMeeting((state) => state.name)
  const { camera, microphone } = useMeeting((state) => state.preview)
  const { cameraOn, microphoneOn, mirrored } = useMeeting((state) => state.choices)
  return (
    <section className="preview" aria-label={t('meet.preview')}>
      {camera ? (
        <Picture stream={camera} label={t('meet.preview')} mirrored={mirrored} />
      ) : (
        <span className="tile__center">
          <Avatar id={name} name={name} />
        </span>
      )}
      {name !== '' && <span className="tile__name preview__name">{name}</span>}
      <IconButton
        className="preview__mirror"
        icon={FlipHorizontal2}
        label={t('meet.mirror')}
        aria-pressed={mirrored}
        onClick={() => void setPrejoin({ mirrored: !mirrored })}
      />
      <div className="preview__bar">
        <button
          type="button"
          className="preview__switch"
          aria-pressed={microphoneOn}
          onClick={() => void setPrejoin({ microphoneOn: !microphoneOn })}
        >
          {microphoneOn ? (
            <Mic className="icon" size={20} aria-hidden />
          ) : (
            <MicOff className="icon" size={20} aria-hidden />
          )}
          {t(microphoneOn ? 'meet.microphoneOn' : 'meet.microphoneOff')}
          {microphoneOn && <LevelMark stream={microphone} />}
        </button>
        <button
          type="button"
          className="preview__switch"
          aria-pressed={cameraOn}
          onClick={() => void setPrejoin({ cameraOn: !cameraOn })}
        >
          {cameraOn ? (
            <Video className="icon" size={20} aria-hidden />
          ) : (
            <VideoOff className="icon" size={20} aria-hidden />
          )}
          {t(cameraOn ? 'meet.cameraOn' : 'meet.cameraOff')}
        </button>
      </div>
    </section>
  )
}

function ProblemLine({ kind, problem }: { readonly kind: 'camera' | 'microphone'; readonly problem: DeviceProblem }) {
  const t = useText()
  if (problem === 'none') return null
  const missing = kind === 'camera' ? 'meet.noCamera' : 'meet.noMicrophone'
  const said =
    problem === 'missing'
      ? `${t(missing)}. ${t('meet.noDevicesText')}`
      : t(problem === 'denied' ? 'meet.permissionDenied' : 'meet.deviceBusy')
  return (
    <p className="prejoin__hint prejoin__hint--problem" role="status">
      {said}
    </p>
  )
}
