import type { MatrixClient, Room } from 'matrix-js-sdk'

import type { Person, Presence } from '../contract'
import { cleanName } from './html/clean'
import { asMxc } from './media/ref'

/** Names that look the same to a reader: compared without marks, invisible characters and common look-alikes. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  і: 'i',
  ј: 'j',
  ѕ: 's',
  к: 'k',
  м: 'm',
  т: 't',
  в: 'b',
  н: 'h',
  α: 'a',
  ο: 'o',
  ν: 'v',
  ι: 'i',
  '0': 'o',
  '1': 'l',
  '|': 'l'
}

/** The key under which two names count as the same. */
export const nameSkeleton = (name: string): string =>
  Array.from(name.normalize('NFKD').toLowerCase())
    .filter((character) => !/[\p{M}\p{Cf}\s]/u.test(character))
    .map((character) => LOOK_ALIKES[character] ?? character)
    .join('')

const looksLikeId = (name: string): boolean => /@[^\s:]+:\S/u.test(name)

/**
 * People of a room with names that tell them apart. The SDK's own disambiguation misses bidi isolates, so the raw
 * names are cleaned and compared here.
 */
export const makePeople = (room: Room): ((userId: string) => Person) => {
  const skeletons = new Map<string, string | null>()
  for (const member of room.getMembers()) {
    if (member.membership !== 'join' && member.membership !== 'invite') continue
    const skeleton = nameSkeleton(cleanName(member.rawDisplayName, member.userId))
    skeletons.set(skeleton, skeletons.has(skeleton) && skeletons.get(skeleton) !== member.userId ? null : member.userId)
  }
  const known = new Map<string, Person>()
  return (userId) => {
    const cached = known.get(userId)
    if (cached !== undefined) return cached
    const member = room.getMember(userId)
    const name = cleanName(member?.rawDisplayName, userId)
    const pretends = name !== userId && looksLikeId(name)
    const ambiguous = name !== userId && (pretends || skeletons.get(nameSkeleton(name)) === null)
    const person = { id: userId, name, ambiguous, avatarMxc: asMxc(member?.getMxcAvatarUrl()) }
    known.set(userId, person)
    return person
  }
}

export const presenceOf = (client: MatrixClient, userId: string | null): Presence => {
  const user = userId === null ? null : client.getUser(userId)
  if (user?.events.presence === undefined) return 'unknown'
  switch (user.presence) {
    case 'online':
      return 'online'
    case 'unavailable':
      return 'away'
    case 'busy':
    case 'org.matrix.msc3026.busy':
      return 'busy'
    case 'offline':
      return 'offline'
    default:
      return 'unknown'
  }
}
