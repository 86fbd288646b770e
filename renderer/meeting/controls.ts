import { invoke } from '../bridge'
import { text } from '../app/text'
import { announce, current, openScreen, openTrack, stopScreen } from './session'
import { meetingStore, readySetup, type MeetingState } from './store'
import type { DeviceKind } from './devices'
import { refreshPreview } from './preview'

const { getState: get, setState: set } = meetingStore

/** Opens or closes the microphone; a microphone that never was opened is opened now. */
export async function toggleMicrophone(): Promise<void> {
  const { microphone, microphoneOn } = get()
  set({ microphoneOn: !microphoneOn })
  try {
    if (microphone) await microphone.setMuted(microphoneOn)
    else {
      const opened = await openTrack('microphone')
      if (opened) await current()?.add(opened)
    }
  } catch (error) {
    console.error('microphone', error)
    set({ microphoneOn, microphoneProblem: 'busy' })
  }
}

export async function toggleCamera(): Promise<void> {
  const { camera, cameraOn } = get()
  set({ cameraOn: !cameraOn })
  try {
    if (camera) await camera.setMuted(cameraOn)
    else {
      const opened = await openTrack('camera')
      if (opened) await current()?.add(opened)
    }
    // The camera's stream is a new one after it was off.
    set({
      cameraOn: !cameraOn && get().camera !== undefined,
      cameraProblem: get().camera ? 'none' : get().cameraProblem
    })
  } catch (error) {
    console.error('camera', error)
    set({ cameraOn, cameraProblem: 'busy' })
  }
}

export function toggleHand(): void {
  const { me } = get()
  const raisedAt = me.raisedAt > 0 ? 0 : Date.now()
  set({ me: { ...me, raisedAt } })
  current()?.setHand(raisedAt)
}

/** Shows what can be shared, or lets the desktop ask where it does so itself. */
export async function toggleShare(): Promise<void> {
  if (get().screen) await stopScreen()
  else if (readySetup(get()).desktopPicks) await share(undefined)
  else set({ dialog: 'picker' })
}

/** Shares a screen or window of the picker. */
export async function share(sourceId: string | undefined): Promise<void> {
  set({ dialog: 'none' })
  try {
    await invoke('meeting.chooseSource', sourceId)
    const screen = await openScreen()
    set({ screen })
    await current()?.add(screen)
  } catch (error) {
    console.error('share', error)
    await stopScreen()
    announce(text('meet.shareFailed'))
  }
}

export function sendMessage(written: string): void {
  const trimmed = written.trim()
  if (trimmed !== '') current()?.send(trimmed)
}

export function togglePanel(panel: 'participants' | 'chat'): void {
  set(panel === get().panel ? { panel: 'none' } : { panel, ...(panel === 'chat' && { unread: 0 }) })
}

export const openDialog = (dialog: MeetingState['dialog']): void => set({ dialog })

/** Chooses a device; in the meeting it takes the other's place at once. */
export async function chooseDevice(kind: DeviceKind, label: string): Promise<void> {
  const choices = { ...get().choices, [kind]: label }
  set({ choices })
  void invoke('meeting.remember', choices)
  if (get().phase === 'prejoin') {
    if (kind !== 'speaker') await refreshPreview()
    return
  }
  if (kind === 'speaker') return
  const before = get()[kind]
  const isOn = kind === 'camera' ? get().cameraOn : get().microphoneOn
  if (!before) return
  if (!isOn) {
    // Opened with the new device the next time it is turned on.
    set(kind === 'camera' ? { camera: undefined } : { microphone: undefined })
    await current()?.remove(before)
  } else {
    const after = await openTrack(kind)
    if (after) await current()?.replace(before, after)
  }
  await before.dispose()
}

export async function setPrejoin(change: Partial<MeetingState['choices']>): Promise<void> {
  set({ choices: { ...get().choices, ...change } })
  if (change.cameraOn !== undefined || change.microphoneOn !== undefined) await refreshPreview()
}
