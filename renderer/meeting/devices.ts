import type { DeviceProblem } from './store'

export type DeviceKind = 'camera' | 'microphone' | 'speaker'

const kinds = { camera: 'videoinput', microphone: 'audioinput', speaker: 'audiooutput' } as const

/** Devices of one kind; the computer's own choice is not among them. */
export function devicesOf(devices: readonly MediaDeviceInfo[], kind: DeviceKind): MediaDeviceInfo[] {
  return devices.filter(
    (device) =>
      device.kind === kinds[kind] && !['default', 'communications', ''].includes(device.deviceId) && device.label !== ''
  )
}

/** The id of the device with this label, undefined when it is not there: then the computer chooses. */
export function deviceId(devices: readonly MediaDeviceInfo[], kind: DeviceKind, label: string): string | undefined {
  return devicesOf(devices, kind).find((device) => device.label === label)?.deviceId
}

/** Why a device did not open, from the browser's or the library's error. */
export function deviceProblem(error: unknown): Exclude<DeviceProblem, 'none'> {
  const name = typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : ''
  if (/NotAllowed|permission_denied|Security/.test(name)) return 'denied'
  if (/NotFound|not_found|Overconstrained|constraint/.test(name)) return 'missing'
  return 'busy'
}
