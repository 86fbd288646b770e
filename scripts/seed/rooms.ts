import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { parseConversation, type Conversation } from './conversation'

type Common = {
  /** Names the room in the seed, and its conversation in `rooms/KEY.txt`. */
  readonly key: string
  /** First names; the first one makes the room. */
  readonly members: readonly string[]
  readonly encryption: 'none' | 'megolm'
}

type ChannelPlan = Common & {
  readonly kind: 'channel'
  /** `open`: everybody of the agency may come in; `invited`: only who is asked. */
  readonly entry: 'open' | 'invited'
  readonly name: string
  readonly topic: string
  readonly team?: string
}

export type RoomPlan = ChannelPlan | (Common & { readonly kind: 'direct' })

export type TeamPlan = {
  readonly key: string
  readonly name: string
  readonly topic: string
  /** First name of who made it. */
  readonly owner: string
}

export type SeededRoom = RoomPlan & { readonly conversation: Conversation }

const everybody = ['linnea', 'sara', 'reza', 'johan', 'amina', 'erik', 'ingrid', 'oskar']

export const teams: readonly TeamPlan[] = [
  { key: 'sjodata', name: 'Sjödata 2026', topic: 'Öppna sjödata och den nya kartportalen', owner: 'linnea' },
  { key: 'stod', name: 'Verksamhetsstöd', topic: 'Huset, diariet och it', owner: 'ingrid' }
]

export const roomPlans: readonly RoomPlan[] = [
  channel('driftinformation', 'Driftinformation', 'Störningar, underhåll och ändringar i it', startedBy('oskar')),
  {
    ...channel('ledningsgruppen', 'Ledningsgruppen', 'Förbereder ledningsgruppens möten', [
      'ingrid',
      'linnea',
      'amina',
      'sara'
    ]),
    entry: 'invited'
  },
  channel('allmant', 'Allmänt', 'Hela teamet', everybody, 'sjodata'),
  channel('kartportal', 'Kartportal', 'Bygget av den nya kartportalen', everybody, 'sjodata'),
  channel('matstationer', 'Mätstationer', 'Service, avbrott och byten i fält', everybody, 'sjodata'),
  {
    ...channel(
      'upphandling',
      'Upphandling',
      'Sekretess till tilldelningsbeslutet',
      ['amina', 'johan', 'erik', 'linnea', 'sara'],
      'sjodata'
    ),
    entry: 'invited',
    encryption: 'megolm'
  },
  channel('arbetsplatsen', 'Arbetsplatsen', 'Huset, fikat och vardagen', startedBy('oskar'), 'stod'),
  channel('registrator', 'Registrator', 'Diarieföring, gallring, utlämnande', startedBy('erik'), 'stod'),
  { ...direct('linnea', 'sara'), key: 'sara-linnea', encryption: 'megolm' },
  direct('sara', 'reza'),
  direct('sara', 'ingrid'),
  direct('sara', 'erik'),
  direct('sara', 'oskar'),
  direct('linnea', 'johan'),
  direct('amina', 'erik'),
  direct('linnea', 'ingrid'),
  direct('reza', 'johan')
]

/** All rooms with their conversations, dated relative to `seededMs`. Reads the texts beside this file. */
export const readRooms = (seededMs: number): readonly SeededRoom[] =>
  roomPlans.map((room) => {
    const source = readFileSync(resolve(import.meta.dirname, 'rooms', `${room.key}.txt`), 'utf8')
    return { ...room, conversation: parseConversation(source, seededMs) }
  })

function channel(key: string, name: string, topic: string, members: readonly string[], team?: string): ChannelPlan {
  const own = { key, kind: 'channel', entry: 'open', name, topic, members, encryption: 'none' } as const
  return { ...own, ...(team === undefined ? {} : { team }) }
}

function direct(one: string, other: string): RoomPlan {
  return { key: `${one}-${other}`, kind: 'direct', members: [one, other], encryption: 'none' }
}

function startedBy(one: string): readonly string[] {
  return [one, ...everybody.filter((name) => name !== one)]
}
