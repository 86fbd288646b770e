/** So short a name mostly has room; longer ones keep so much of their end. */
const longest = 16
const endLength = 11

/** A long name in two parts, of which the first may be cut; a short one is whole in the first. */
export function splitName(name: string): readonly [start: string, end: string] {
  const characters = [...name]
  if (characters.length <= longest) return [name, '']
  let at = characters.length - endLength
  // An accent or a joined sign stays with what it belongs to.
  while (at > 0 && isJoined(characters[at - 1], characters[at])) at -= 1
  // Beside what is left out a space looks like a gap.
  while (characters[at] === ' ') at += 1
  return [characters.slice(0, at).join(''), characters.slice(at).join('')]
}

const isJoined = (before: string | undefined, after: string | undefined): boolean =>
  /^(?:\p{M}|\p{Emoji_Modifier}|\u200D)/u.test(after ?? '') || before === '\u200D'
