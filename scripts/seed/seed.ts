import type { StackInfo } from '../stack/info'
import { layout } from '../stack/layout'
import { withLock } from '../stack/lock'
import { makeConversations } from './conversations'
import { writeEncrypted } from './encrypted'
import { cardTargetOf, connectFiles, seedCalendars, seedFiles } from './filesServer'
import { connectHomeserver, type Homeserver, type Json } from './homeserver'
import { peopleOf, seedPeople, type People } from './people'
import { waterLevels } from './picture'
import { seedSharing } from './sharing'
import { readProgress, writeProgress, writeRecoveryCodes, type Part, type Progress } from './progress'
import { sayAll, sendPlain, type SayDeps } from './say'

export { readRecoveryCodes } from './progress'

export type SeedOptions = {
  /** Told about each step, in plain words. */
  readonly onStep?: (text: string) => void
}

const patienceMs = 180_000
const parts: readonly Part[] = ['people', 'rooms', 'encrypted', 'files', 'sharing', 'calendar']

export const isSeeded = (dir: string): boolean => parts.every((part) => readProgress(dir)?.done.includes(part) === true)

/**
 * Fills a running stack with people, conversations, files and calendars, once: a second call does nothing, and a call
 * after an interrupted one finishes it. Recovery codes: `readRecoveryCodes`.
 */
export async function seed(info: StackInfo, { onStep = () => undefined }: SeedOptions = {}): Promise<void> {
  if (isSeeded(info.dir)) return
  await withLock(`${layout(info.dir).lock}.seed`, patienceMs, () => seedRest(info, onStep))
}

async function seedRest(info: StackInfo, step: (text: string) => void): Promise<void> {
  const before = readProgress(info.dir)
  let progress: Progress = {
    version: 1,
    seededMs: before?.seededMs ?? Date.now(),
    attempt: (before?.attempt ?? 0) + 1,
    done: before?.done ?? []
  }
  writeProgress(info.dir, progress)
  const part = async (name: Part, text: string, work: () => Promise<void>): Promise<void> => {
    if (progress.done.includes(name)) return
    step(text)
    await work()
    progress = { ...progress, done: [...progress.done, name] }
    writeProgress(info.dir, progress)
  }
  const { seededMs, attempt } = progress
  const homeserver = connectHomeserver(info)
  const files = connectFiles(info)
  const people = peopleOf(info)
  const { serverName } = info.matrix
  await part('people', 'Names and portraits', () => seedPeople(homeserver, people))
  const filesThere = part('files', 'Files', () => seedFiles(files, people, seededMs))
  const sharingThere = filesThere.then(() => part('sharing', 'Shares', () => seedSharing(files, people, seededMs)))
  const calendarsThere = filesThere.then(() =>
    part('calendar', 'Calendars', () => seedCalendars(files, people, { meetingsUrl: info.urls.meetings, seededMs }))
  )
  const sara = people.byFirstName('sara')
  const sayDeps: Omit<SayDeps, 'send'> = {
    homeserver,
    people,
    image: (file) => uploadImage(homeserver, people, file),
    fileCard: async (path) => {
      await filesThere
      return cardTargetOf(files, sara, path, info.urls.files)
    }
  }
  const conversations = makeConversations({ deps: { homeserver, people, serverName }, seededMs })
  const roomsThere = part('rooms', 'Rooms and messages', async () => {
    const send = sendPlain(homeserver, people)
    const made = await conversations.plain()
    await Promise.all(made.map(({ room, roomId }) => sayAll(room, roomId, { ...sayDeps, send })))
  })
  const encryptedThere = part('encrypted', 'Encrypted conversations and recovery codes', () =>
    writeEncrypted(() => conversations.encrypted(`#${attempt}`), {
      ...sayDeps,
      info,
      quiet: roomsThere,
      onCodes: (codes) => writeRecoveryCodes(info.dir, codes)
    })
  )
  await settle([filesThere, sharingThere, calendarsThere, roomsThere, encryptedThere])
}

/** Waits for all, so that nothing goes on after a failure; throws the first one. */
async function settle(all: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(all)).find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
}

async function uploadImage(homeserver: Homeserver, people: People, name: string): Promise<Json> {
  const [width, height] = [640, 360]
  const body = waterLevels(width, height, 13)
  const as = people.byFirstName('linnea').matrixId
  const path = `media/v3/upload?filename=${encodeURIComponent(name)}`
  const { content_uri: url } = await homeserver.call('POST', path, { as, body, contentType: 'image/png' })
  return {
    msgtype: 'm.image',
    filename: name,
    url,
    info: { mimetype: 'image/png', size: body.length, w: width, h: height }
  }
}
