import { EventType, type MatrixClient, type Room } from 'matrix-js-sdk'

import { asPlain, asText, asTexts } from '../plain'
import { stateOf } from '../roomState'

/** For each room the teams that list it, and its place among their channels. */
export type Places = ReadonlyMap<string, { readonly parentIds: readonly string[]; readonly order: number }>

type Child = { readonly roomId: string; readonly order: string | null; readonly ts: number }

/** `order` decides, then age, then id; without `order` comes after with (client-server API, "Ordering of children"). */
export const compareChildren = (a: Child, b: Child): number => {
  if (a.order !== b.order) {
    if (a.order === null) return 1
    if (b.order === null) return -1
    return a.order < b.order ? -1 : 1
  }
  return a.ts - b.ts || (a.roomId < b.roomId ? -1 : 1)
}

const validOrder = (value: unknown): string | null => {
  const order = asText(value)
  return order !== null && /^[\x20-\x7e]{1,50}$/u.test(order) ? order : null
}

const childrenOf = (space: Room): readonly Child[] =>
  stateOf(space)
    .getStateEvents(EventType.SpaceChild)
    .flatMap((event): readonly Child[] => {
      const content = asPlain(event.getContent())
      const roomId = event.getStateKey()
      if (roomId === undefined || asTexts(content['via']).length === 0) return []
      return [{ roomId, order: validOrder(content['order']), ts: event.getTs() }]
    })
    .sort(compareChildren)

export const readPlaces = (client: MatrixClient): Places => {
  const places = new Map<string, { parentIds: readonly string[]; order: number }>()
  for (const space of client.getRooms()) {
    if (!space.isSpaceRoom() || space.getMyMembership() !== 'join') continue
    for (const [order, { roomId }] of childrenOf(space).entries()) {
      const before = places.get(roomId)
      places.set(roomId, { parentIds: [...(before?.parentIds ?? []), space.roomId], order: before?.order ?? order })
    }
  }
  return places
}

/** Room id to the other person, from `m.direct`; what has the wrong shape is left out. */
export const readDirects = (client: MatrixClient): ReadonlyMap<string, string> => {
  const directs = new Map<string, string>()
  const content = asPlain(client.getAccountData(EventType.Direct)?.getContent())
  for (const [userId, rooms] of Object.entries(content)) {
    for (const roomId of asTexts(rooms)) directs.set(roomId, userId)
  }
  return directs
}
