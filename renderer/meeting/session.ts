import { text } from '../app/text'
import { invoke } from '../bridge'
import { backoffMs } from './backoff'
import { joinConference, type Conference, type ConferenceEvent, type ConferenceFailure } from './conference'
import { deviceId, deviceProblem } from './devices'
import { loadLibrary } from './loadLibrary'
import { stopPreview } from './preview'
import { shownVideos } from './layout'
import { meetingStore, readySetup, type Participant } from './store'
import type { JitsiLibrary } from './library'
import { createTrack, type LocalTrack } from './tracks'

const { getState: get, setState: set } = meetingStore
const speakingLevel = 0.02
const speakingMs = 900
const leaveTimeoutMs = 2_000

let library: JitsiLibrary | undefined
let conference: Conference | undefined
let attempt = 0
let retryTimer: ReturnType<typeof setTimeout> | undefined
let lastMessage = 0
let earlierIds: readonly string[] = []
const ghosts = new Set<string>()
const quietTimers = new Map<string, ReturnType<typeof setTimeout>>()

/** Where the app serves the deployment's library. */
export const libraryUrl = new URL('libs/lib-jitsi-meet.min.js', location.href).href

/** Joins with the devices that prejoin chose. A device that does not open does not keep anybody out. */
export async function join(): Promise<void> {
  if (get().phase !== 'prejoin') return
  const { choices } = get()
  set({ phase: 'joining', problem: undefined, microphoneOn: choices.microphoneOn, cameraOn: choices.cameraOn })
  stopPreview()
  void invoke('meeting.remember', choices)
  try {
    library ??= await loadLibrary(libraryUrl)
  } catch (error) {
    console.error('library', error)
    set({ phase: 'failed', problem: 'libraryFailed' })
    return
  }
  if (choices.microphoneOn) await openTrack('microphone')
  if (choices.cameraOn) await openTrack('camera')
  connect()
}

/** Opens the microphone or the camera for the conference. */
export async function openTrack(kind: 'microphone' | 'camera'): Promise<LocalTrack | undefined> {
  const { devices, choices } = get()
  if (!library) return undefined
  try {
    const track = await createTrack(
      library,
      kind === 'camera' ? 'camera' : 'audio',
      deviceId(devices, kind, choices[kind]),
      readySetup(get()).config.resolution
    )
    set(kind === 'camera' ? { camera: track, cameraProblem: 'none' } : { microphone: track, microphoneProblem: 'none' })
    return track
  } catch (error) {
    const problem = deviceProblem(error)
    set(
      kind === 'camera'
        ? { camera: undefined, cameraOn: false, cameraProblem: problem }
        : { microphone: undefined, microphoneOn: false, microphoneProblem: problem }
    )
    return undefined
  }
}

/** The screen, after main has been told what was chosen. @throws as the library does. */
export function openScreen(): Promise<LocalTrack> {
  if (!library) throw new Error('The library is not loaded')
  return createTrack(library, 'screen', undefined, readySetup(get()).config.resolution)
}

/** The conference while it lasts. */
export const current = (): Conference | undefined => (get().phase === 'joined' ? conference : undefined)

/** Leaves for good: the others see it, and the devices are let go. */
export async function leave(): Promise<void> {
  clearTimeout(retryTimer)
  const { microphone, camera, screen } = get()
  const left = Promise.allSettled([conference?.leave(), microphone?.dispose(), camera?.dispose(), screen?.dispose()])
  conference = undefined
  // A server that does not answer keeps nobody in.
  await Promise.race([left, new Promise((resolve) => setTimeout(resolve, leaveTimeoutMs))])
  await invoke('meeting.joined', false)
}

/** Leaves and closes the window. */
export async function leaveAndClose(): Promise<void> {
  await leave()
  await invoke('meeting.end')
}

/** Tells the others at once when the window goes away with the app. */
export function leaveInHaste(): void {
  void conference?.leave()
}

function connect(): void {
  if (!library) return
  const { config, meeting } = readySetup(get())
  const { name, microphone, camera, screen, me } = get()
  const mine = joinConference({
    library,
    config,
    room: meeting.room,
    name,
    // A screen joins afterwards: where there is one video only, it takes the camera's place.
    tracks: [microphone, camera].filter((track) => track !== undefined),
    raisedAt: me.raisedAt,
    earlierIds,
    onEvent: (event) => {
      if (conference === mine || conference === undefined) follow(event, screen)
    }
  })
  conference = mine
}

function follow(event: ConferenceEvent, screen: LocalTrack | undefined): void {
  switch (event.type) {
    case 'joined':
      return void joined(event.id, screen)
    case 'failed':
      return void failed(event.reason)
    case 'ghost':
      ghosts.add(event.id)
      return void forget(event.id)
    case 'came':
      if (ghosts.has(event.id)) return undefined
      set(({ people }) => ({ people: new Map(people).set(event.id, { ...event, raisedAt: 0 }) }))
      return void announce(text('meet.came', { name: nameOf(event.id) }))
    case 'went':
      if (get().people.has(event.id)) announce(text('meet.went', { name: nameOf(event.id) }))
      return void forget(event.id)
    case 'named':
      return void change(event.id, { name: event.name })
    case 'role':
      return void change(event.id, { isHost: event.isHost })
    case 'hand':
      if (event.raisedAt > 0 && (get().people.get(event.id)?.raisedAt ?? event.raisedAt) === 0)
        announce(text('meet.raised', { name: nameOf(event.id) }))
      return void change(event.id, { raisedAt: event.raisedAt })
    case 'track':
      set(({ tracks }) => ({ tracks: new Map(tracks).set(event.track.id, event.track) }))
      return void askForVideos()
    case 'trackGone':
      set(({ tracks }) => ({ tracks: new Map([...tracks].filter(([id]) => id !== event.id)) }))
      return void askForVideos()
    case 'level':
      return void heard(event.id, event.level)
    case 'dominant':
      return void heard(event.id, 1)
    case 'message':
      return void message(event)
    case 'localEnded':
      return void localEnded(event.track)
  }
}

function forget(gone: string): void {
  set(({ people, tracks }) => ({
    people: new Map([...people].filter(([id]) => id !== gone)),
    tracks: new Map([...tracks].filter(([, track]) => track.participantId !== gone))
  }))
}

function joined(id: string, screen: LocalTrack | undefined): void {
  const isBack = attempt > 0
  attempt = 0
  const { name, me, joinedAtMs } = get()
  set({
    phase: 'joined',
    me: { ...me, id, name },
    joinedAtMs: joinedAtMs === 0 ? Date.now() : joinedAtMs
  })
  void invoke('meeting.joined', true)
  if (screen) void conference?.add(screen)
  if (isBack) announce(text('meet.backAgain'))
}

function failed(reason: ConferenceFailure): void {
  conference = undefined
  const { me } = get()
  if (me.id !== '' && !ghosts.has(me.id)) {
    ghosts.add(me.id)
    earlierIds = [...earlierIds, me.id].slice(-8)
  }
  set({ people: new Map(), tracks: new Map(), speaking: new Set() })
  const wasIn = get().phase === 'joined' || get().phase === 'reconnecting'
  if (reason !== 'connectionLost' && !(wasIn && reason === 'noAnswer')) return void giveUp(reason)
  if (!wasIn) return void giveUp('serverDown')
  set({ phase: 'reconnecting' })
  retryTimer = setTimeout(connect, backoffMs(attempt))
  attempt += 1
}

function giveUp(problem: NonNullable<ReturnType<typeof get>['problem']>): void {
  const { microphone, camera, screen } = get()
  for (const track of [microphone, camera, screen]) void track?.dispose()
  set({ phase: 'failed', problem, microphone: undefined, camera: undefined, screen: undefined })
  void invoke('meeting.joined', false)
}

function change(id: string, changes: Partial<Participant>): void {
  const { me, people } = get()
  if (id === me.id) return void set({ me: { ...me, ...changes } })
  const person = people.get(id)
  if (person) set({ people: new Map(people).set(id, { ...person, ...changes }) })
}

function heard(id: string, level: number): void {
  if (level < speakingLevel) return
  clearTimeout(quietTimers.get(id))
  quietTimers.set(
    id,
    setTimeout(
      () => set(({ speaking }) => ({ speaking: new Set([...speaking].filter((one) => one !== id)) })),
      speakingMs
    )
  )
  if (!get().speaking.has(id)) set(({ speaking }) => ({ speaking: new Set(speaking).add(id) }))
}

function message({ from, text: written, ts }: Extract<ConferenceEvent, { type: 'message' }>): void {
  const { messages, me, panel, unread } = get()
  lastMessage += 1
  // After a rejoin the server replays what was said.
  if (messages.some((one) => one.text === written && Math.abs(one.ts - ts) < 1_000)) return
  set({
    messages: [...messages, { key: lastMessage, from, name: nameOf(from), text: written, ts }],
    unread: panel === 'chat' || from === me.id ? unread : unread + 1
  })
  if (from !== me.id) announce(`${nameOf(from)}: ${written}`)
}

function localEnded(track: LocalTrack): void {
  const { screen, camera, microphone } = get()
  if (track === screen) void stopScreen()
  else if (track === camera && !track.isMuted()) set({ cameraOn: false, cameraProblem: 'missing' })
  else if (track === microphone) set({ microphoneOn: false, microphoneProblem: 'missing' })
}

/** Ends the screen share and gives the camera its place back. */
export async function stopScreen(): Promise<void> {
  const { screen } = get()
  if (!screen) return
  set({ screen: undefined })
  await current()?.remove(screen)
  await screen.dispose()
}

/** Says something to screen readers, and to everybody for a moment. */
export function announce(announcement: string): void {
  set({ announcement })
}

/** Asks the bridge for what is shown, once per change. */
function askForVideos(): void {
  conference?.show(shownVideos(get()))
}

function nameOf(id: string): string {
  const { people, me } = get()
  const name = id === me.id ? me.name : people.get(id)?.name
  return name === undefined || name === '' ? text('meet.someone') : name
}
