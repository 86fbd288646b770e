import { RoomNameType, type RoomNameState } from 'matrix-js-sdk'

const WORDS = {
  sv: { and: 'och', more: (n: number) => `${n} till`, empty: 'Tomt rum', was: 'tidigare' },
  en: { and: 'and', more: (n: number) => `${n} more`, empty: 'Empty room', was: 'earlier' }
} as const

const joined = (names: readonly string[], count: number, language: 'sv' | 'en'): string => {
  const { and, more, empty } = WORDS[language]
  const rest = count - names.length
  const all = rest > 0 ? [...names, more(rest)] : names
  if (all.length <= 1) return all[0] ?? empty
  return `${all.slice(0, -1).join(', ')} ${and} ${all.at(-1) ?? ''}`
}

/** Names of rooms that have none, in the person's language (the SDK's own are English). */
export const makeRoomNames =
  (language: 'sv' | 'en') =>
  (_roomId: string, state: RoomNameState): string => {
    switch (state.type) {
      case RoomNameType.Actual:
        return state.name
      case RoomNameType.Generated:
        return joined(state.names, state.count, language)
      case RoomNameType.EmptyRoom:
        return state.oldName === undefined ? WORDS[language].empty : `${state.oldName} (${WORDS[language].was})`
    }
  }
