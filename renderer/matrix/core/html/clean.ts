/** Directional overrides and embeddings (Unicode UAX #9): they can reorder what stands beside them. */
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
const OPENERS = /[\u202a\u202b\u202d\u202e\u2066-\u2068]/u
/** Control characters but tab and newline; also zero-width and unassigned tricks that make look-alikes. */
// eslint's rule on control characters is about typos; here they are the point, so they are built from code points.
const CONTROLS = new RegExp(
  `[${range(0x00, 0x08)}${range(0x0b, 0x1f)}${range(0x7f, 0x9f)}\\ufff9-\\ufffb\\ufeff]`,
  'gu'
)
const INVISIBLE = /\p{Cf}|\p{Mn}|\u115f|\u1160|\u3164|\uffa0/gu
/** More than four combining marks on one character only serve to cover the lines around it. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu

function range(from: number, to: number): string {
  return `\\u${from.toString(16).padStart(4, '0')}-\\u${to.toString(16).padStart(4, '0')}`
}

const NAME_LENGTH = 120

/** A name of a person, room or file as it may be shown: one line, no direction tricks, bounded. Total: takes anything. */
export const cleanName = (value: unknown, fallback: string): string => {
  if (typeof value !== 'string') return fallback
  const cleaned = value
    .slice(0, NAME_LENGTH * 4)
    .replace(CONTROLS, '')
    .replace(BIDI_CONTROLS, '')
    .replace(STACKED_MARKS, '$1')
    .replace(/\s+/gu, ' ')
    .trim()
  const visible = cleaned.replace(INVISIBLE, '').trim()
  if (visible === '') return fallback
  const characters = Array.from(cleaned)
  return characters.length > NAME_LENGTH ? `${characters.slice(0, NAME_LENGTH - 1).join('')}…` : cleaned
}

/** Message text: keeps its characters, but what it opens it also closes, so that it cannot turn what follows. */
export const cleanText = (value: unknown, maxLength = 64_000): string => {
  if (typeof value !== 'string') return ''
  const cleaned = value.slice(0, maxLength).replace(CONTROLS, '').replace(STACKED_MARKS, '$1')
  return OPENERS.test(cleaned) ? cleaned.replace(BIDI_CONTROLS, '') : cleaned
}

/** One line of plain text for lists and notifications. */
export const oneLine = (value: string, maxLength = 160): string => {
  const line = cleanText(value, maxLength * 8)
    .replace(/\s+/gu, ' ')
    .trim()
  const characters = Array.from(line)
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : line
}
