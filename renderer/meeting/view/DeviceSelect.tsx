import { ChevronDown, Mic, Video, Volume2, type LucideIcon } from 'lucide-react'
import { useId } from 'react'
import { useText } from '../../app/text'
import { chooseDevice } from '../controls'
import { deviceId, devicesOf, type DeviceKind } from '../devices'
import { useMeeting } from '../store'

const icons: Readonly<Record<DeviceKind, LucideIcon>> = { camera: Video, microphone: Mic, speaker: Volume2 }

/** Chooses one kind of device; an unplugged one falls back to the computer's own choice. */
export function DeviceSelect({ kind }: { readonly kind: DeviceKind }) {
  const t = useText()
  const id = useId()
  const devices = useMeeting((state) => state.devices)
  const chosen = useMeeting(({ choices }) => choices[kind])
  const options = devicesOf(devices, kind)
  const Icon = icons[kind]
  return (
    <div className="device">
      <label className="device__label" htmlFor={id}>
        {t(`meet.${kind}`)}
      </label>
      <span className="device__box">
        <Icon className="icon" size={18} aria-hidden />
        <select
          id={id}
          value={deviceId(devices, kind, chosen) === undefined ? '' : chosen}
          onChange={({ target }) => void chooseDevice(kind, target.value)}
        >
          <option value="">{t('meet.defaultDevice')}</option>
          {options.map((device) => (
            <option key={device.deviceId} value={device.label}>
              {device.label}
            </option>
          ))}
        </select>
        <ChevronDown className="icon" size={16} aria-hidden />
      </span>
    </div>
  )
}
