/** Somebody in a room, as the focus sees them. */
export type Occupant = { readonly nick: string; readonly jid: string; readonly role: 'moderator' | 'participant' }

export type RoomChange = {
  readonly occupants: readonly Occupant[]
  /** Who is to become a moderator, because nobody is one. */
  readonly promote: Occupant | undefined
  /** The last person has left. */
  readonly isOver: boolean
}

/** What a presence in a room means: the focus itself does not count. */
export function afterPresence(
  before: readonly Occupant[],
  presence: Occupant & { readonly gone: boolean }
): RoomChange {
  if (presence.nick === 'focus') return { occupants: before, promote: undefined, isOver: false }
  const { gone, ...occupant } = presence
  const others = before.filter(({ nick }) => nick !== occupant.nick)
  const isKnown = others.length < before.length
  // People keep their place in the list, so that a promotion goes to who has been there longest.
  const replaced = before.map((one) => (one.nick === occupant.nick ? occupant : one))
  const occupants = gone ? others : isKnown ? replaced : [...before, occupant]
  const hasModerator = occupants.some(({ role }) => role === 'moderator')
  const promote = hasModerator ? undefined : occupants.find(({ jid }) => jid !== '')
  return { occupants, promote, isOver: occupants.length === 0 }
}
