import type { RoomsUpdate, RoomSummary, SessionMessage } from '../contract'
import { cleanName } from './html/clean'
import { asMxc } from './media/ref'
import { asCount, asList, asPlain, asText, type Plain } from './plain'
import type { Environment } from './session'

const ROOMS = 2_000
const FEATURE = 'org.matrix.simplified_msc3575'
const NOTHING_ALLOWED = {
  sendMessage: false,
  react: false,
  redactOthers: false,
  mentionRoom: false,
  invite: false,
  kick: false,
  ban: false,
  changeName: false,
  changeTopic: false,
  changeAvatar: false,
  pin: false,
  changeWorkspace: false,
  addChannel: false
}

const heroName = (room: Plain): string =>
  asList(room['heroes'])
    .map((hero) => cleanName(asPlain(hero)['displayname'], asText(asPlain(hero)['user_id']) ?? ''))
    .filter((name) => name !== '')
    .join(', ')

const stateOf = (room: Plain, type: string): Plain =>
  asPlain(asPlain(asList(room['required_state']).find((event) => asPlain(event)['type'] === type))['content'])

/** A row from simplified sliding sync (MSC4186): enough to see and choose; what one may do comes with /sync. */
export const toFirstSummary = (id: string, raw: unknown): RoomSummary => {
  const room = asPlain(raw)
  const isTeam = stateOf(room, 'm.room.create')['type'] === 'm.space'
  const isDirect = room['is_dm'] === true
  const hero = asPlain(asList(room['heroes'])[0])
  return {
    id,
    name: cleanName(room['name'], heroName(room) === '' ? id : heroName(room)),
    kind: isTeam ? 'team' : isDirect ? 'direct' : 'channel',
    topic: null,
    avatarMxc: asMxc(room['avatar']) ?? (isDirect ? asMxc(hero['avatar_url']) : null),
    membership: Array.isArray(room['invite_state']) ? 'invite' : 'join',
    inviter: null,
    encrypted: asText(stateOf(room, 'm.room.encryption')['algorithm']) !== null,
    isOpen: false,
    directUserId: isDirect ? asText(hero['user_id']) : null,
    presence: 'unknown',
    parentIds: [],
    orderInParent: 0,
    memberCount: asCount(room['joined_count']) ?? 0,
    unread: 0,
    mentions: 0,
    hasUnreadMark: false,
    favourite: false,
    lowPriority: false,
    muted: false,
    lastActivityTs: asCount(room['bump_stamp']) ?? 0,
    lastMessage: null,
    replacedByRoomId: null,
    liveMeetingUrl: null,
    folder: null,
    outbox: { waiting: 0, failed: 0 },
    can: NOTHING_ALLOWED
  }
}

type Deps = {
  readonly message: SessionMessage
  readonly environment: Environment
  readonly emit: (update: RoomsUpdate) => void
  /** The real list is there: this one is not needed any more. */
  readonly isDone: () => boolean
}

const ask = async ({ message, environment }: Deps, path: string, body?: unknown): Promise<Plain> => {
  const response = await environment.fetch(`${message.homeserver.replace(/\/+$/u, '')}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { Authorization: `Bearer ${message.accessToken}`, 'Content-Type': 'application/json' },
    cache: 'no-store',
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
  return response.ok ? asPlain(await response.json()) : {}
}

/** At the first sign-in: shows the list in a second, while the first /sync takes up to half a minute. */
export const startFirstList = (deps: Deps): void => {
  const run = async (): Promise<void> => {
    const versions = await ask(deps, '/_matrix/client/versions')
    if (asPlain(versions['unstable_features'])[FEATURE] !== true) return
    const answer = await ask(deps, `/_matrix/client/unstable/${FEATURE}/sync?timeout=0`, {
      conn_id: 'first-list',
      lists: {
        all: {
          ranges: [[0, ROOMS - 1]],
          timeline_limit: 0,
          required_state: [
            ['m.room.create', ''],
            ['m.room.encryption', '']
          ]
        }
      }
    })
    const rooms = Object.entries(asPlain(answer['rooms'])).map(([id, room]) => toFirstSummary(id, room))
    if (rooms.length > 0 && !deps.isDone()) deps.emit({ kind: 'snapshot', seq: 0, rooms })
  }
  run().catch((cause: unknown) => deps.environment.log('warn', `first list: ${String(cause)}`))
}
