const hues = ['fjord', 'moss', 'lingon', 'cloud', 'heath', 'pine', 'stone', 'clay'] as const

/** The colour of a person or place, by a hash of the id (FNV-1a), so that it is the same everywhere. */
export function hueOf(id: string): (typeof hues)[number] {
  let hash = 0x811c9dc5
  for (const character of id) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return hues[(hash >>> 0) % hues.length] ?? 'stone'
}

/** One or two letters for a name: the first of the first and of the last word. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s.\-_]+/).filter((word) => /\p{L}|\p{N}/u.test(word))
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '')
  return letters.join('').toLocaleUpperCase('sv')
}
