import { expect, type ElectronApplication, type Page } from '@playwright/test'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { StackInfo } from '../../scripts/stack/stack'
import { root } from '../fixtures/servers'
import { signIn, skipRecovery } from '../fixtures/signIn'
import type { Computer } from '../fixtures/test'
import { writeFilm, writeTone } from './media'

/** What each person's camera shows: the colour as it is filmed, and as a screen shows it (red, green, blue). */
export const films = {
  sara: { yuv: [110, 90, 200], rgb: [211, 71, 43] },
  linnea: { yuv: [120, 180, 70], rgb: [39, 144, 212] }
} as const

/** Launch options of a computer with a camera and a microphone that play files. */
export async function cameraArgs(person: keyof typeof films): Promise<string[]> {
  const directory = join(root, 'test-results/media', person)
  await mkdir(directory, { recursive: true })
  await writeFilm(join(directory, 'film.y4m'), films[person].yuv)
  await writeTone(join(directory, 'tone.wav'))
  return [
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${join(directory, 'film.y4m')}`,
    `--use-file-for-fake-audio-capture=${join(directory, 'tone.wav')}`
  ]
}

/** A plain room that the first two people are in. */
export async function makeRoom({ local, people }: StackInfo, name: string): Promise<string> {
  const [one, two] = people
  const call = async (token: string, path: string, body: object) => {
    const answer = await fetch(`${local.matrix}/_matrix/client/v3${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body)
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as { readonly room_id: string; readonly access_token: string }
  }
  const login = async (person: typeof one) =>
    (
      await call('', '/login', {
        type: 'm.login.password',
        identifier: { type: 'm.id.user', user: person!.id },
        password: person!.password
      })
    ).access_token
  const [host, guest] = [await login(one), await login(two)]
  const { room_id: room } = await call(host, '/createRoom', { name, invite: [two!.matrixId], preset: 'private_chat' })
  await call(guest, `/join/${encodeURIComponent(room)}`, {})
  return room
}

/** Signs in and opens the room. */
export async function enter(computer: Computer, person: StackInfo['people'][number], room: string): Promise<Page> {
  const page = await computer.start()
  await watchPeers(computer.app())
  await signIn(page, person)
  await skipRecovery(page)
  await page.getByText(room, { exact: true }).first().click()
  return page
}

/** The meeting window that opens when `open` has been done. */
export async function meetingPage(app: ElectronApplication, open: () => Promise<unknown>): Promise<Page> {
  await open()
  // The settings of the meeting server run in a hidden window of their own for a moment.
  const find = () => app.windows().find((window) => window.url().startsWith('samverk-app://meeting/'))
  await expect.poll(() => find() !== undefined).toBe(true)
  return find()!
}

/** The same, once prejoin is there. */
export async function meetingWindow(app: ElectronApplication, open: () => Promise<unknown>): Promise<Page> {
  const page = await meetingPage(app, open)
  await page.getByRole('button', { name: 'Anslut', exact: true }).waitFor()
  return page
}

export interface Two {
  /** The meeting windows. */
  readonly sara: Page
  readonly linnea: Page
  /** The chat windows. */
  readonly chats: readonly [Page, Page]
  readonly computers: readonly [Computer, Computer]
  readonly room: string
}

/** Sara starts a meeting in a room by its button; Linnéa joins by the card. */
export async function meet(computer: (options?: object) => Promise<Computer>, info: StackInfo): Promise<Two> {
  const room = `Mötesprov ${Date.now()}`
  await makeRoom(info, room)
  const [one, two] = [
    await computer({ args: await cameraArgs('sara') }),
    await computer({ args: await cameraArgs('linnea') })
  ]
  const saraChat = await enter(one, info.people[0]!, room)
  const linneaChat = await enter(two, info.people[1]!, room)
  const sara = await meetingWindow(one.app(), () => saraChat.getByRole('button', { name: 'Möte', exact: true }).click())
  const linnea = await meetingWindow(two.app(), () =>
    linneaChat.getByRole('button', { name: 'Anslut', exact: true }).click()
  )
  await sara.getByRole('button', { name: 'Anslut', exact: true }).click()
  await expect(sara.getByRole('button', { name: 'Räck upp' })).not.toHaveAttribute('aria-disabled', 'true')
  await linnea.getByRole('button', { name: 'Anslut', exact: true }).click()
  await expect(sara.getByRole('complementary').getByText('Linnéa Åkerby')).toBeVisible()
  await expect(linnea.getByRole('complementary').getByText('Sara Lindmark')).toBeVisible()
  return { sara, linnea, chats: [saraChat, linneaChat], computers: [one, two], room }
}

interface Watched extends Window {
  readonly peers?: RTCPeerConnection[]
}

/** Makes a page's peer connections readable to the test; the app knows nothing of it. */
async function watchPeers(app: ElectronApplication): Promise<void> {
  await app.context().addInitScript(() => {
    const peers: RTCPeerConnection[] = []
    Object.assign(window, { peers })
    const Plain = window.RTCPeerConnection
    window.RTCPeerConnection = class extends Plain {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        peers.push(this)
      }
    }
  })
}

/** Sums of what a page has received, over all its peer connections. */
export function received(page: Page): Promise<{ framesDecoded: number; totalAudioEnergy: number }> {
  return page.evaluate(async () => {
    const sums = { framesDecoded: 0, totalAudioEnergy: 0 }
    for (const peer of (window as Watched).peers ?? []) {
      if (peer.connectionState === 'closed') continue
      const stats = await peer.getStats()
      stats.forEach((one: Readonly<Record<string, unknown>>) => {
        if (one['type'] !== 'inbound-rtp') return
        if (typeof one['framesDecoded'] === 'number') sums.framesDecoded += one['framesDecoded']
        if (typeof one['totalAudioEnergy'] === 'number') sums.totalAudioEnergy += one['totalAudioEnergy']
      })
    }
    return sums
  })
}

/** The colour in the middle of somebody's picture, as shown; undefined while there is none. */
export function colourOf(page: Page, label: string): Promise<readonly number[] | undefined> {
  return page.evaluate((name) => {
    const video = document.querySelector<HTMLVideoElement>(`video[aria-label="${name}"]`)
    if (!video || video.videoWidth === 0) return undefined
    const canvas = document.createElement('canvas')
    canvas.width = 16
    canvas.height = 16
    const context = canvas.getContext('2d')
    context?.drawImage(video, video.videoWidth / 2 - 8, video.videoHeight / 2 - 8, 16, 16, 0, 0, 16, 16)
    return [...(context?.getImageData(8, 8, 1, 1).data ?? [])].slice(0, 3)
  }, label)
}

/** Whether a colour is anywhere in a picture. */
export function showsColour(page: Page, label: string, rgb: readonly number[]): Promise<boolean> {
  return page.evaluate(
    ([name, expected]) => {
      const video = document.querySelector<HTMLVideoElement>(`video[aria-label="${name}"]`)
      const context = document.createElement('canvas').getContext('2d')
      if (!video || !context || video.videoWidth === 0) return false
      context.drawImage(video, 0, 0, 64, 36)
      const { data } = context.getImageData(0, 0, 64, 36)
      return Array.from({ length: 64 * 36 }).some((_, at) =>
        expected.every((value, channel) => Math.abs(value - (data[at * 4 + channel] ?? 0)) < 40)
      )
    },
    [label, rgb] as const
  )
}

/** How far a colour is from the expected one, 0 to 255 in the worst channel. */
export function distance(seen: readonly number[] | undefined, expected: readonly number[]): number {
  return seen ? Math.max(...expected.map((value, index) => Math.abs(value - (seen[index] ?? 0)))) : 255
}
