import type { Mention } from '../matrix/contract'

export interface KnownPerson {
  readonly id: string
  readonly name: string
}

/** What is being typed after an @ right before the cursor, or undefined. */
export function mentionTerm(text: string, cursor: number): string | undefined {
  return /(?:^|\s)@([\p{L}\p{N}._-]{1,40}(?: [\p{L}\p{N}._-]{1,40})?)$/u.exec(text.slice(0, cursor))?.[1]
}

/** Those who have the same name get what tells them apart. */
export const toldApart = (people: readonly KnownPerson[]): (KnownPerson & { readonly detail: string | undefined })[] =>
  people.map((one) => {
    const hasNamesake = people.some(({ id, name }) => name === one.name && id !== one.id)
    return { ...one, detail: hasNamesake ? one.id : undefined }
  })

/** The text with the term before the cursor replaced by the person's name. */
export function completeMention(text: string, cursor: number, term: string, { name }: KnownPerson): string {
  return `${text.slice(0, cursor - term.length)}${name} ${text.slice(cursor)}`
}

/** The people chosen while writing whose @name still stands in the text. */
export function mentionsIn(text: string, chosen: readonly KnownPerson[]): Mention[] {
  const standing = chosen.filter(({ name }) => text.includes(`@${name}`))
  return [...new Map(standing.map(({ id, name }) => [id, { userId: id, label: `@${name}` }])).values()]
}

/** People whose name begins with the term, or holds a word that does; at most six. */
export function matchPeople(people: readonly KnownPerson[], term: string): KnownPerson[] {
  const wanted = term.toLocaleLowerCase('sv')
  const matches = ({ name }: KnownPerson) => {
    const lower = name.toLocaleLowerCase('sv')
    return lower.startsWith(wanted) || lower.split(/\s+/).some((word) => word.startsWith(wanted))
  }
  return people.filter(matches).slice(0, 6)
}
