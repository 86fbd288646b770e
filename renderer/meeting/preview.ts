import { deviceId, deviceProblem } from './devices'
import { meetingStore } from './store'

const { getState: get, setState: set } = meetingStore
let lastRun = 0

/** Opens what is on for prejoin, and closes what is off. A later call wins over one that still opens. */
export async function refreshPreview(): Promise<void> {
  lastRun += 1
  const run = lastRun
  const { choices, devices, preview } = get()
  const camera = choices.cameraOn
    ? await open({ video: constraint(devices, 'camera', choices.camera) }, 'camera')
    : undefined
  const microphone = choices.microphoneOn
    ? await open({ audio: constraint(devices, 'microphone', choices.microphone) }, 'microphone')
    : undefined
  if (run !== lastRun || get().phase !== 'prejoin') {
    stop(camera)
    stop(microphone)
    return
  }
  stop(preview.camera)
  stop(preview.microphone)
  set({ preview: { camera, microphone }, devices: await navigator.mediaDevices.enumerateDevices() })
}

/** Closes the preview's devices: the conference opens its own. */
export function stopPreview(): void {
  lastRun += 1
  const { preview } = get()
  stop(preview.camera)
  stop(preview.microphone)
  set({ preview: { camera: undefined, microphone: undefined } })
}

async function open(
  constraints: MediaStreamConstraints,
  kind: 'camera' | 'microphone'
): Promise<MediaStream | undefined> {
  const problem = kind === 'camera' ? 'cameraProblem' : 'microphoneProblem'
  try {
    const stream = await navigator.mediaDevices.getUserMedia(constraints)
    set({ [problem]: 'none' })
    return stream
  } catch (error) {
    set({ [problem]: deviceProblem(error) })
    return undefined
  }
}

function constraint(devices: readonly MediaDeviceInfo[], kind: 'camera' | 'microphone', label: string) {
  const id = deviceId(devices, kind, label)
  return id === undefined ? true : { deviceId: { exact: id } }
}

function stop(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}
